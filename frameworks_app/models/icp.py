from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked

from .attribute import Attribute
from .persona import Persona
from .protection import PROMISES
from .texts import Definition, DefinitionQuerySet, TextsField, read

POINTS_LIMIT = 100_000


@tracked()
class Icp(Definition):
    """Ideal customer profile: criteria over what is known of company, contact and lead."""

    persona = models.ForeignKey(
        Persona, models.PROTECT, verbose_name=_("persona"), null=True, blank=True, related_name="icps"
    )
    threshold = models.PositiveSmallIntegerField(
        _("company filter passes from"),
        default=25,
        validators=[MaxValueValidator(100)],
        help_text=_("Points of fit, 0 to 100, that the low end must reach."),
    )

    objects = DefinitionQuerySet.as_manager()

    class Meta(Definition.Meta):
        verbose_name = _("ideal customer profile (ICP)")
        verbose_name_plural = _("ideal customer profiles (ICPs)")
        triggers = PROMISES
        constraints = [
            models.CheckConstraint(name="icp_threshold_0_to_100", condition=models.Q(threshold__lte=100)),
        ]


class Operator(models.TextChoices):
    IS = "is", _("is")
    IS_NOT = "is_not", _("is not")
    ONE_OF = "one_of", _("is one of")
    NONE_OF = "none_of", _("is none of")
    BETWEEN = "between", _("between")
    AT_LEAST = "at_least", _("at least")
    AT_MOST = "at_most", _("at most")
    CONTAINS = "contains", _("contains")
    IS_KNOWN = "is_known", _("is known")


@tracked()
class IcpCriterion(models.Model):
    """One rule of an ICP. Rules on the same single-valued attribute form a ladder: the first that holds counts."""

    icp = models.ForeignKey(Icp, models.CASCADE, verbose_name=_("ICP"), related_name="criteria")
    attribute = models.ForeignKey(Attribute, models.PROTECT, verbose_name=_("attribute"), related_name="icp_criteria")
    operator = models.CharField(_("operator"), max_length=10, choices=Operator)
    operand = models.JSONField(
        _("compared with"),
        null=True,
        blank=True,
        help_text=_('A value, a list such as ["PL", "DE"], or for “between” two numbers such as [20, 250].'),
    )
    points = models.IntegerField(
        _("points"), default=0, validators=[MinValueValidator(-POINTS_LIMIT), MaxValueValidator(POINTS_LIMIT)]
    )
    required = models.BooleanField(
        _("required"), default=False, help_text=_("A lead known to fail a required rule is outside this ICP.")
    )
    name = TextsField(_("name"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("ICP rule")
        verbose_name_plural = _("ICP rules")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="icp_points_within_100000",
                condition=models.Q(points__gte=-POINTS_LIMIT, points__lte=POINTS_LIMIT),
            ),
        ]

    def __str__(self):
        return read(self.name).text or f"{self.attribute} {self.get_operator_display()}"

    def clean(self):
        super().clean()
        if self.attribute_id and self.operator:
            check_operand(self.attribute, self.operator, self.operand)


def check_operand(attribute, operator, operand):
    """Raise a sentence by the field when this operator cannot compare this attribute with this operand."""
    if problem := operand_problem(attribute.value_type, operator, operand):
        raise ValidationError({"operand": problem})


NUMBERS = {"between", "at_least", "at_most"}


def operand_problem(value_type, operator, operand):
    match operator:
        case Operator.IS_KNOWN:
            return None if operand in (None, "") else _("“Is known” compares with nothing: leave this empty.")
        case _ if operand is None or operand == "" or operand == []:
            return _("Say what the attribute is compared with.")
        case Operator.BETWEEN | Operator.AT_LEAST | Operator.AT_MOST if value_type not in {"number", "date"}:
            return _("Only numbers and dates can be compared by size.")
        case Operator.BETWEEN:
            return between_problem(value_type, operand)
        case Operator.ONE_OF | Operator.NONE_OF if not isinstance(operand, list):
            return _('Write a list, such as ["PL", "DE"].')
        case Operator.ONE_OF | Operator.NONE_OF:
            return next((problem for value in operand if (problem := value_problem(value_type, value))), None)
        case Operator.CONTAINS if value_type not in {"text", "choice", "choices"}:
            return _("Only texts and lists can contain something.")
        case _ if isinstance(operand, list | dict):
            return _("Write one value, not a list.")
    return value_problem(value_type, operand)


def between_problem(value_type, operand):
    if not isinstance(operand, list) or len(operand) != 2 or operand == [None, None]:
        return _("Write two ends, such as [20, 250]; null leaves one end open.")
    ends = [end for end in operand if end is not None]
    if problem := next((problem for end in ends if (problem := value_problem(value_type, end))), None):
        return problem
    if len(ends) == 2 and ends[0] > ends[1]:
        return _("The first end must not be above the second.")
    return None


def value_problem(value_type, value):
    if value_type == "number":
        return None if type(value) is int and abs(value) < 10**15 else _("Write a whole number.")
    if value_type == "boolean":
        return None if isinstance(value, bool) else _("Write true or false.")
    if value_type == "date":
        return None if is_date(value) else _('Write a date in quotes, such as "2026-05-31".')
    return None if isinstance(value, str) else _('Write a text in quotes, such as "PL".')


def is_date(value):
    try:
        # Only as it is kept with leads: dates are compared as texts, and 20260531 would be after every 2026-06-01.
        return date.fromisoformat(value).isoformat() == value
    except (TypeError, ValueError):
        return False
