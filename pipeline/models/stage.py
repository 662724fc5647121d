from hashlib import blake2s

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.history import tracked
from accounts.models import Role, Team
from frameworks_app.models.protection import PROMISES
from frameworks_app.models.texts import Definition, TextsField

from .facts import Fact, append_only
from .touching import follow_touching

OVERRULERS = {Role.MANAGER, Role.ADMIN}


def may_overrule(user):
    """Whether this person may move a lead whose stage still asks for something, with a reason."""
    return user.role in OVERRULERS


def admitting(user):
    """Of stages: those into which this person may bring a lead that they may change."""
    return ~Q(pk=None) if user.role == Role.ADMIN else Q(movers=[]) | Q(movers__contains=[user.role])


class StageQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def for_team(self, team_id):
        """Stages common to all, and those of this team."""
        return self.filter(Q(team_id=None) | Q(team_id=team_id))

    def of_kind(self, *kinds):
        return self.filter(kind__in=kinds)

    def open_to(self, user):
        """Stages into which this person may bring a lead that they may change."""
        return self.filter(admitting(user))

    def first_open(self):
        """Where every lead begins."""
        return self.active().filter(kind=Stage.Kind.OPEN, team=None).order_by("position", "pk").first()


@tracked()
class Stage(Definition):
    """Where a lead stands in the pipeline."""

    class Kind(models.TextChoices):
        OPEN = "open", pgettext_lazy("stage", "Open")
        WON = "won", _("Won")
        LOST = "lost", _("Lost")
        NURTURE = "nurture", _("Nurture")
        DISQUALIFIED = "disqualified", _("Disqualified")

    team = models.ForeignKey(
        Team,
        models.PROTECT,
        verbose_name=_("team"),
        null=True,
        blank=True,
        related_name="stages",
        help_text=_("Empty: common to all teams."),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    expected_days = models.PositiveSmallIntegerField(_("expected business days"), null=True, blank=True)
    probability = models.PositiveSmallIntegerField(
        _("probability, percent"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    most_leads = models.PositiveSmallIntegerField(
        _("leads at once, at most, per team"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Beyond it the board warns; nobody is kept from moving a lead here. Empty: no limit."),
    )
    exit_criteria = models.JSONField(_("exit criteria"), default=list, blank=True)
    checklist = models.JSONField(_("checklist"), default=list, blank=True)
    movers = ArrayField(
        models.CharField(max_length=20, choices=Role),
        verbose_name=_("who may bring a lead here"),
        default=list,
        db_default=[],
        blank=True,
    )

    objects = StageQuerySet.as_manager()

    class Meta(Definition.Meta):
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        triggers = PROMISES

    @property
    def is_open(self):
        return self.kind == self.Kind.OPEN

    @property
    def lines(self):
        """The checklist, each line by the key that its ticks are kept under."""
        return {line_key(line): line for line in self.checklist}

    def admits(self, user):
        """Whether this person may bring a lead here; admins may everywhere, and rules are not asked."""
        return not self.movers or user.role == Role.ADMIN or user.role in self.movers

    def clean(self):
        super().clean()
        for field in ("exit_criteria", "checklist"):
            if not isinstance(getattr(self, field), list):
                raise ValidationError({field: _("This is a list.")})


def line_key(line):
    """What ticks of a line are kept under: given when an admin first saves it, so that another wording keeps them.

    Until then it is made of the English words, which are there in every line.
    """
    words = line.get("en") or next(iter(line.values()), "")
    return line.get("key") or blake2s(words.encode(), digest_size=8).hexdigest()


class ReasonQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def for_stage(self, stage):
        return self.active().filter(kind=stage.kind)


@tracked()
class Reason(Definition):
    """Why a lead was disqualified, parked, returned, lost or won."""

    class Kind(models.TextChoices):
        DISQUALIFIED = "disqualified", _("Disqualified")
        NURTURE = "nurture", _("Nurture")
        RETURNED = "returned", _("Returned to marketing")
        LOST = "lost", _("Lost")
        WON = "won", _("Won")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    track = TextsField(_("nurture track"), blank=True)
    nurture_track = models.ForeignKey(
        "pipeline.NurtureTrack",
        models.PROTECT,
        verbose_name=_("puts the lead into the track"),
        null=True,
        blank=True,
        related_name="reasons",
    )
    return_days = models.PositiveSmallIntegerField(_("comes back after, days"), null=True, blank=True)
    return_rule = TextsField(_("comes back when"), blank=True)

    objects = ReasonQuerySet.as_manager()

    class Meta(Definition.Meta):
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")
        triggers = PROMISES


class StageMove(Fact):
    """A lead went from one stage to another: by whom and why."""

    lead = models.ForeignKey("pipeline.Lead", models.CASCADE, verbose_name=_("lead"), related_name="stage_moves")
    from_stage = models.ForeignKey(
        Stage, models.PROTECT, verbose_name=pgettext_lazy("stage", "from"), null=True, related_name="+"
    )
    to_stage = models.ForeignKey(Stage, models.PROTECT, verbose_name=pgettext_lazy("stage", "to"), related_name="+")
    reason = models.ForeignKey(
        Reason, models.PROTECT, verbose_name=_("reason"), null=True, blank=True, related_name="+"
    )
    note = models.TextField(_("note"), blank=True)
    competitor = models.CharField(_("competitor"), max_length=200, blank=True)
    # When the lead came to the stage that it left; empty where nobody knows, as in what was imported.
    since = models.DateTimeField(_("stood there since"), null=True, blank=True)
    # What the stage still asked for when somebody moved the lead all the same: the key and the words of each.
    overruled = models.JSONField(
        _("still asked for"), default=list, db_default=models.Value([], models.JSONField()), blank=True
    )
    # The move that takes another one back; both stay in the history.
    undoes = models.OneToOneField(
        "self", models.PROTECT, verbose_name=_("takes back"), null=True, blank=True, related_name="undone_by"
    )
    import_job = models.ForeignKey(
        "pipeline.Job", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("stage move")
        verbose_name_plural = _("stage moves")
        ordering = ["-occurred_at", "-pk"]
        indexes = [models.Index(fields=["lead", "-occurred_at"], name="stage_move_of_lead")]
        triggers = [append_only(), *follow_touching()]

    def __str__(self):
        return f"{self.from_stage or '–'} → {self.to_stage}"
