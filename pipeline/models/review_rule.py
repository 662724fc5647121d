"""How reviews make their agenda: an admin's numbers, and from which stage each flag counts."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .stage import Stage


class Flag(models.TextChoices):
    """Why a lead comes on the agenda."""

    STALLED = "stalled", _("Stalled")
    NO_NEXT_STEP = "no_next_step", _("No next step")
    SINGLE_THREADED = "single_threaded", _("Single-threaded")
    NO_ECONOMIC_BUYER = "no_economic_buyer", _("No economic buyer")
    GATE_OPEN = "gate_open", _("Gate not passed")
    FRAMEWORKS_DISAGREE = "frameworks_disagree", _("Frameworks disagree")
    ANSWER_AGED = "answer_aged", _("Re-ask")
    SLIPPED = "slipped", _("Close date slipped")
    LATE_HAND_OFF = "late_hand_off", _("Hand-off waits")


class ReviewRule(models.Model):
    """How a review makes its agenda: one row for the installation."""

    most_leads = models.PositiveSmallIntegerField(
        _("at most, leads on the agenda"), default=12, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    most_per_owner = models.PositiveSmallIntegerField(
        _("at most, of one owner"), default=5, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    stalled_percent = models.PositiveSmallIntegerField(
        _("stalled from, percent of the expected business days"),
        default=150,
        validators=[MinValueValidator(100), MaxValueValidator(1000)],
    )
    slips = models.PositiveSmallIntegerField(
        _("close date slipped so many times"), default=2, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )

    class Meta:
        verbose_name = _("rule of reviews")
        verbose_name_plural = _("agenda of reviews")
        constraints = [models.CheckConstraint(name="one_rule_of_reviews", condition=Q(pk=1))]

    def __str__(self):
        return str(_("Agenda of reviews"))

    @classmethod
    def current(cls):
        return cls.objects.filter(pk=1).first() or cls()


class ReviewFlag(models.Model):
    """From which stage on a flag puts a lead on the agenda."""

    kind = models.CharField(_("flag"), max_length=20, choices=Flag, unique=True)
    from_stage = models.ForeignKey(
        Stage,
        models.PROTECT,
        verbose_name=_("from stage"),
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"kind": Stage.Kind.OPEN},
        help_text=_("Leads in this stage and in open ones after it. Empty: in any open stage."),
    )
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("flag of reviews")
        verbose_name_plural = _("flags of reviews")
        ordering = ["pk"]

    def __str__(self):
        return self.get_kind_display()
