from decimal import Decimal
from typing import NamedTuple

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.models import Team
from frameworks_app.models import Category, Product, ScoringModelVersion, Segment

from .clock import CLOCK
from .company import Company
from .contact import Contact
from .facts import External, Fact, unique_external_id
from .nurture_triggers import LEAVE_TRACK
from .stage import Stage
from .stale import marks
from .visibility import editable_leads, visible_leads


class LeadQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(visible_leads(user))

    def editable_by(self, user):
        """Leads this person may change."""
        return self.filter(editable_leads(user))

    def callable_by(self, user):
        """Leads this person may hold a discovery call with."""
        return self.editable_by(user) if user.makes_calls else self.none()

    def standing(self):
        return self.filter(merged_into=None)

    def open(self):
        return self.filter(state__stage__kind=Stage.Kind.OPEN)

    def without_follow_up(self):
        """Nobody has planned a next step."""
        follow_ups = self.model._meta.get_field("follow_ups").related_model.objects
        return self.exclude(Exists(follow_ups.open().filter(lead=OuterRef("pk"))))

    def contactable(self):
        """The primary contact has not asked to be left alone."""
        return self.exclude(contact__do_not_contact=True)

    def untouched(self):
        """Leads that nobody has called, written to or moved since they arrived."""
        return self.filter(state__untouched_since__isnull=False)

    def with_state(self):
        return self.select_related(
            "state__stage", "state__owner", "state__team", "state__category", "state__override", "company", "contact"
        )

    def best_first(self):
        return self.order_by("-state__priority", "-pk")


CREATE_STATES = pgtrigger.Trigger(
    name="create_state",
    level=pgtrigger.Statement,
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    referencing=pgtrigger.Referencing(new="new_rows"),
    func="""
        INSERT INTO pipeline_leadstate (lead_id, stage_id, stage_changed_at, untouched_since)
        SELECT id, (
            SELECT stage.id FROM pipeline_stage stage
            WHERE stage.kind = 'open' AND stage.is_active AND stage.team_id IS NULL
            ORDER BY stage.position, stage.id LIMIT 1
        ), occurred_at, occurred_at
        FROM new_rows;
        RETURN NULL;
    """,
)


@tracked(exclude=["recorded_at", "created_by", "import_job"])
class Lead(External, Fact):
    """One possible purchase that we qualify, of one product, by one company."""

    title = models.CharField(_("title"), max_length=200, blank=True, help_text=_("What it is about, in a few words."))
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), null=True, blank=True, related_name="leads"
    )
    contact = models.ForeignKey(
        Contact, models.PROTECT, verbose_name=_("primary contact"), null=True, blank=True, related_name="leads"
    )
    product = models.ForeignKey(
        Product, models.PROTECT, verbose_name=_("product"), null=True, blank=True, related_name="+"
    )
    segment = models.ForeignKey(
        Segment, models.PROTECT, verbose_name=_("segment"), null=True, blank=True, related_name="+"
    )
    source = models.CharField(_("source"), max_length=100, blank=True)
    campaign = models.CharField(_("campaign"), max_length=100, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    expected_close = models.DateField(_("expected close"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, blank=True)
    custom = models.JSONField(_("custom attributes"), default=dict, blank=True)
    sources = models.JSONField(default=dict, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    import_job = models.ForeignKey(
        "pipeline.Job", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="merged"
    )

    tags = models.ManyToManyField("pipeline.Tag", through="pipeline.LeadTag", related_name="leads", blank=True)

    objects = LeadQuerySet.as_manager()

    class Meta:
        verbose_name = _("lead")
        verbose_name_plural = _("leads")
        triggers = [CREATE_STATES, *marks("SELECT changed.id FROM changed")]
        constraints = [
            unique_external_id("lead_external_id_unique_in_source"),
            models.CheckConstraint(
                name="lead_amount_has_currency",
                condition=Q(amount=None) | Q(currency__regex="^[A-Z]{3}$"),
                violation_error_message=_("An amount needs its currency, such as EUR."),
            ),
            models.CheckConstraint(
                name="lead_amount_not_negative",
                condition=Q(amount=None) | Q(amount__gte=0),
                violation_error_message=_("An amount is not negative."),
            ),
        ]
        indexes = [
            GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="lead_title_trigrams"),
            # The order of the list by amount. A lead's own row is seldom written: scores stand beside it.
            models.Index(Coalesce("amount", Value(Decimal(-1))), "id", name="lead_by_amount"),
        ]

    def __str__(self):
        return " · ".join(str(part) for part in (self.company, self.title or self.contact) if part) or _(
            "Unnamed lead"
        )

    @property
    def headline(self):
        """What a list calls it: the company, else the person, else what it is about."""
        return str(self.company or self.contact or self.title or _("Unnamed lead"))

    @property
    def about(self):
        """The line below the headline: who, what they do, what it is about."""
        person = str(self.contact) if self.contact and self.company else ""
        title = self.contact.title if self.contact else ""
        purchase = self.title if self.company or self.contact else ""
        who = ", ".join(part for part in (person, title) if part)
        return " · ".join(part for part in (who, purchase) if part) or ("" if self.contact else _("nobody known yet"))

    @property
    def purchase(self):
        """What a page about its company calls it: what it is about, else the product, else the person."""
        return str(self.title or self.product or self.contact or _("Unnamed lead"))

    @property
    def phone(self):
        """The number to dial: the person's own before the company's."""
        return next((found.phone for found in (self.contact, self.company) if found and found.phone), "")

    @property
    def time_zone(self):
        """Where the person to be called is, as far as anybody has said."""
        return next((found.time_zone for found in (self.contact, self.company) if found and found.time_zone), "")

    @property
    def may_be_contacted(self):
        return not (self.contact and self.contact.do_not_contact)


class Hidden(NamedTuple):
    """In the place of a status that the reader is not to know yet."""

    kind: str = "hidden"

    def __str__(self):
        return gettext("Hidden: audit call")


HIDDEN = Hidden()


class LeadState(models.Model):
    """The narrow row of what changes often; made with the lead by a trigger, and the only home of owner and stage.

    Scores: fit and qualification in basis points 0..10000, engagement in millionths of a point.
    """

    class Verdict(models.IntegerChoices):
        UNDECIDED = 0, _("Open")
        QUALIFIED = 1, _("Qualified")
        DISQUALIFIED = 2, _("Not qualified")

    class Light(models.IntegerChoices):
        OPEN = 0, _("open")
        PASS = 1, _("pass")
        FAIL = 2, _("fail")

    class Inclusion(models.IntegerChoices):
        OPEN = 0, _("open")
        INCLUDED = 1, _("inside ICP")
        EXCLUDED = 2, _("outside ICP")

    lead = models.OneToOneField(Lead, models.CASCADE, primary_key=True, related_name="state")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        related_name="lead_states",
        db_index=False,
    )
    team = models.ForeignKey(
        Team, models.PROTECT, verbose_name=_("team"), null=True, blank=True, related_name="lead_states", db_index=False
    )
    stage = models.ForeignKey(
        Stage, models.PROTECT, verbose_name=_("stage"), related_name="lead_states", db_index=False
    )
    stage_changed_at = models.DateTimeField(db_default=Now())
    # The three below are kept by triggers. Waiting for a known reason, until this day: see Hold.
    held_until = models.DateField(_("on hold until"), null=True, editable=False)
    # The end of the last waiting in this stage; without one, the clock runs since `stage_changed_at`.
    clock_restarted_at = models.DateTimeField(null=True, editable=False)
    # When the lead arrived, until the first attempt or the first move by a person: see touching.
    untouched_since = models.DateTimeField(null=True, editable=False)

    fit_low = models.SmallIntegerField(db_default=0)
    fit_high = models.SmallIntegerField(db_default=10000)
    engagement = models.BigIntegerField(db_default=0)
    interest = models.BigIntegerField(db_default=0)
    intent = models.BigIntegerField(db_default=0)
    qual_low = models.SmallIntegerField(db_default=0)
    qual_high = models.SmallIntegerField(db_default=10000)
    verdict = models.SmallIntegerField(choices=Verdict, db_default=0)
    verdicts = ArrayField(models.SmallIntegerField(), db_default=models.Value("{}"))
    disagrees = models.BooleanField(db_default=False)
    holds_until = models.DateField(null=True)
    inclusion = models.SmallIntegerField(choices=Inclusion, db_default=0)
    company_light = models.SmallIntegerField(choices=Light, db_default=0)
    need_light = models.SmallIntegerField(choices=Light, db_default=0)
    person_light = models.SmallIntegerField(choices=Light, db_default=0)
    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="+", db_index=False)
    category_settled = models.BooleanField(db_default=False)
    override = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    # An audit call is open: kept by a trigger of theirs.
    is_audited = models.BooleanField(db_default=False, editable=False)
    priority = models.BigIntegerField(db_default=0)
    revision = models.BigIntegerField(db_default=0)
    model_version = models.ForeignKey(
        ScoringModelVersion, models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    scored_on = models.DateField(null=True)

    class Meta:
        triggers = [
            # Row by row and only where team or override are written: a rescore never pays for it.
            pgtrigger.Trigger(
                name="mark_stale_on_team",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("team_id", "override_id"),
                condition=pgtrigger.AnyChange("team", "override"),
                func="INSERT INTO pipeline_stalelead (lead_id) VALUES (NEW.lead_id); RETURN NULL;",
            ),
            LEAVE_TRACK,
            *CLOCK,
        ]
        indexes = [
            models.Index("priority", "lead", name="state_by_priority"),
            models.Index("stage", "priority", "lead", name="state_stage_priority"),
            models.Index("team", "priority", "lead", name="state_team_priority"),
            models.Index("team", "stage", "priority", "lead", name="state_team_stage_priority"),
            models.Index("owner", "priority", "lead", name="state_owner_priority"),
            models.Index("owner", "stage", "priority", "lead", name="state_owner_stage_priority"),
            models.Index("category", "priority", "lead", name="state_category_priority"),
            models.Index("held_until", name="state_held_until", condition=Q(held_until__isnull=False)),
            # A lead leaves it with its first attempt. One for all teams: people see their team's leads or their own,
            # and an index by team would not be walked for both.
            models.Index(
                "untouched_since", "lead", name="state_untouched", condition=Q(untouched_since__isnull=False)
            ),
        ]

    # Scores are withheld from this reader: they are None, for this page alone.
    is_hidden = False

    @property
    def standing_category(self):
        """A person's override while it stands, else what the model computed."""
        return HIDDEN if self.is_hidden else self.override or self.category


pghistory.track(
    pghistory.UpdateEvent(
        row="OLD", level=pgtrigger.Row, operation=pgtrigger.UpdateOf("owner_id", "team_id", "stage_id")
    ),
    fields=["owner", "team", "stage"],
    obj_field=pghistory.ObjForeignKey(db_index=True),
    # The shared row of a context is upserted by every row-level event, which made moving a thousand leads slow.
    context_field=pghistory.ContextJSONField(),
    context_id_field=pghistory.ContextUUIDField(),
    model_name="LeadStateEvent",
)(LeadState)
