from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked

from .icp import POINTS_LIMIT
from .protection import PROMISES
from .texts import Definition, DefinitionQuerySet


@tracked()
class SignalType(Definition):
    """Something that a lead can do, and what it is worth."""

    class Kind(models.TextChoices):
        INTEREST = "interest", _("Interest")
        INTENT = "intent", _("Intent")
        FEEDBACK = "feedback", _("Feedback")
        NEGATIVE = "negative", _("Negative")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    points = models.IntegerField(
        _("points"), validators=[MinValueValidator(-POINTS_LIMIT), MaxValueValidator(POINTS_LIMIT)]
    )
    cap = models.PositiveIntegerField(
        _("cap"),
        validators=[MaxValueValidator(POINTS_LIMIT)],
        help_text=_("The most that this type can move the score, up or down."),
    )
    half_life = models.PositiveSmallIntegerField(
        _("half-life, days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
        help_text=_("Empty: never fades."),
    )

    objects = DefinitionQuerySet.as_manager()

    class Meta(Definition.Meta):
        verbose_name = _("signal type")
        verbose_name_plural = _("signal types")
        triggers = PROMISES
        constraints = [
            models.CheckConstraint(
                name="signal_points_within_100000",
                condition=Q(points__gte=-POINTS_LIMIT, points__lte=POINTS_LIMIT, cap__lte=POINTS_LIMIT),
            ),
            models.CheckConstraint(
                name="signal_half_life_1_to_3650",
                condition=Q(half_life=None) | Q(half_life__gte=1, half_life__lte=3650),
            ),
        ]
