"""Pipeline reviews, kept as records: when they are held, what stood there when one was opened, what was decided."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, Team

from .facts import NOT_REACHING_BACK, REACHES_BACK


def keys(name):
    """Keys of what a scope names; empty means all."""
    return ArrayField(models.BigIntegerField(), verbose_name=name, default=list, blank=True)


class Scoped(models.Model):
    """Which leads a review looks at. Whoever works in its team may read it; without a team it is everybody's."""

    team = models.ForeignKey(
        Team,
        models.PROTECT,
        verbose_name=_("team"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty: all teams."),
    )
    owners = keys(_("owners"))
    stages = keys(_("stages"))
    segments = keys(_("segments"))
    products = keys(_("products"))

    class Meta:
        abstract = True


class ScopedQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The own team's, and those that one is asked to; the roles that see all teams see all."""
        if user.sees_all_teams:
            return self
        people = self.model._meta.get_field("people").remote_field.through.objects
        asked = Exists(people.filter(user=user, **{self.model._meta.model_name: OuterRef("pk")}))
        return self.filter(Q(team=user.team_id) & Q(team__isnull=False) | asked)

    def held_by(self, user):
        """Reviews that this person may open, decide in and close: managers of the own team, admins all."""
        match user.role:
            case Role.ADMIN:
                return self
            case Role.MANAGER if user.team_id:
                return self.filter(team=user.team_id)
            case _:
                return self.none()


class ReviewSchedule(Scoped):
    """A review that comes again."""

    class Weekday(models.IntegerChoices):
        MONDAY = 1, _("Monday")
        TUESDAY = 2, _("Tuesday")
        WEDNESDAY = 3, _("Wednesday")
        THURSDAY = 4, _("Thursday")
        FRIDAY = 5, _("Friday")
        SATURDAY = 6, _("Saturday")
        SUNDAY = 7, _("Sunday")

    name = models.CharField(_("name"), max_length=100)
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday, default=Weekday.FRIDAY)
    every_weeks = models.PositiveSmallIntegerField(
        _("every so many weeks"), default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    at = models.TimeField(_("at"), help_text=_("In the team's time zone."))
    # Which of two weeks it is, where it comes every second one.
    starts_on = models.DateField(_("first on or after"), default=timezone.localdate)
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("people"),
        related_name="review_schedules",
        blank=True,
        help_text=_("They read it, and get its notes by e-mail."),
    )
    is_active = models.BooleanField(_("active"), default=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("schedule of reviews")
        verbose_name_plural = _("schedules of reviews")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(name="review_every_1_to_12_weeks", condition=Q(every_weeks__range=(1, 12))),
            models.CheckConstraint(name="review_weekday_1_to_7", condition=Q(weekday__range=(1, 7))),
        ]

    def __str__(self):
        return self.name


class ReviewQuerySet(ScopedQuerySet):
    def with_holder(self, user):
        """Whether this person may decide in it while it is open."""
        return self.annotate(is_held=Exists(Review.objects.held_by(user).filter(pk=OuterRef("pk"))))

    def open(self):
        return self.filter(closed_at=None)

    def closed(self):
        return self.exclude(closed_at=None)

    def latest_first(self):
        return self.order_by("-opened_at", "-pk")


class Review(Scoped):
    """One meeting about the pipeline. Once closed it never changes."""

    schedule = models.ForeignKey(
        ReviewSchedule, models.PROTECT, verbose_name=_("schedule"), null=True, blank=True, related_name="reviews"
    )
    title = models.CharField(_("title"), max_length=200)
    # What it is compared with: the snapshot of the review before, else the pipeline as of that moment.
    previous = models.OneToOneField(
        "self", models.PROTECT, verbose_name=_("the one before"), null=True, blank=True, related_name="next"
    )
    since = models.DateTimeField(_("compared with"))
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("opened by"), null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("closed by"), null=True, blank=True, related_name="+"
    )
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("people"), related_name="reviews", blank=True
    )
    notes = models.TextField(_("notes"), blank=True)
    # Leads that people put on the agenda themselves, in this order, after the flagged ones.
    added = keys(_("put on the agenda"))
    # Every write of a review raises it: an open page asks for it.
    revision = models.BigIntegerField(db_default=0)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("pipeline review")
        verbose_name_plural = _("pipeline reviews")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["schedule"],
                condition=Q(closed_at=None),
                name="one_open_review_per_schedule",
                violation_error_message=_("This review is open already."),
            ),
            models.CheckConstraint(name="review_compares_with_earlier", condition=Q(since__lte=F("opened_at"))),
            models.CheckConstraint(
                name="review_closed_after_it_opened", condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at"))
            ),
        ]
        indexes = [models.Index(fields=["team", "-opened_at"], name="reviews_of_team")]
        triggers = [
            pgtrigger.Protect(
                name="closed_review_never_changes",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition(f"OLD.closed_at IS NOT NULL AND {NOT_REACHING_BACK.resolve(None)}"),
            )
        ]

    def __str__(self):
        return self.title

    @property
    def is_open(self):
        return self.closed_at is None

    @property
    def may_decide(self):
        """Of a review that was read with_holder."""
        return self.is_open and self.is_held


def kept_when_closed(name, operation):
    """What belongs to a review is kept as it was when that closed."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=operation,
        func=f"""
            IF coalesce(current_setting('{REACHES_BACK}', true), '') = '' AND EXISTS (
                SELECT FROM pipeline_review review
                WHERE review.id IN (NEW.review_id, OLD.review_id) AND review.closed_at IS NOT NULL
            ) THEN
                RAISE EXCEPTION 'a closed review never changes';
            END IF;
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            RETURN NEW;
        """,
    )
