import re

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked

from .protection import PROMISES
from .texts import Definition, DefinitionQuerySet, read


@tracked()
class Category(Definition):
    """Where a lead stands after scoring or a call. People see it as the lead's status."""

    class Kind(models.TextChoices):
        NEW = "new", _("New")
        MARKETING = "marketing", _("Marketing")
        SALES = "sales", _("Sales")
        NURTURE = "nurture", _("Nurture")
        DISQUALIFIED = "disqualified", _("Disqualified")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    rank = models.PositiveSmallIntegerField(
        _("rank"),
        validators=[MaxValueValidator(99)],
        help_text=_("Lists are sorted by it, highest first, before any score."),
    )

    objects = DefinitionQuerySet.as_manager()

    class Meta(Definition.Meta):
        verbose_name = _("status (category)")
        verbose_name_plural = _("statuses (categories)")
        triggers = PROMISES
        constraints = [
            models.CheckConstraint(name="category_rank_0_to_99", condition=models.Q(rank__lte=99)),
        ]


@tracked()
class DecisionRow(models.Model):
    """A row of the decision table: the first whose conditions all hold gives the category."""

    key = models.SlugField(_("key"), unique=True)
    category = models.ForeignKey(Category, models.PROTECT, verbose_name=_("status"), related_name="rows")
    name = models.JSONField(default=dict, editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    shipped_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("row of the decision table")
        verbose_name_plural = _("decision table")
        ordering = ["position", "pk"]

    def __str__(self):
        return read(self.name).text or self.key


class ConditionKind(models.TextChoices):
    FIT_GRADE = "fit_grade", _("fit grade is one of")
    INCLUSION = "inclusion", _("place against the ICPs is one of")
    ICP = "icp", _("inside the ICP")
    SEGMENT = "segment", _("segment is one of")
    PRODUCT = "product", _("product is one of")
    SOURCE = "source", _("source is one of")
    AMOUNT = "amount", _("amount, in whole money")
    ENGAGEMENT_LEVEL = "engagement_level", _("engagement level")
    INTENT_POINTS = "intent_points", _("intent points")
    SIGNAL_WITHIN = "signal_within", _("a signal of these types in the last days")
    LAST_SIGNAL_AGE = "last_signal_age", _("days since the last signal")
    VERDICT = "verdict", _("qualification result is one of")
    GATE_FAILED = "gate_failed", _("one of these gates failed")


BOUNDED = {
    ConditionKind.AMOUNT,
    ConditionKind.ENGAGEMENT_LEVEL,
    ConditionKind.INTENT_POINTS,
    ConditionKind.LAST_SIGNAL_AGE,
}
OF_FRAMEWORK = {ConditionKind.VERDICT, ConditionKind.GATE_FAILED}
CLOSED_VALUES = {
    ConditionKind.FIT_GRADE: {"A", "B", "C", "D"},
    ConditionKind.INCLUSION: {"included", "open", "excluded"},
    ConditionKind.VERDICT: {"qualified", "disqualified", "undecided"},
}


@tracked()
class DecisionCondition(models.Model):
    row = models.ForeignKey(DecisionRow, models.CASCADE, related_name="conditions")
    kind = models.CharField(_("condition"), max_length=20, choices=ConditionKind)
    framework = models.CharField(
        _("framework"),
        max_length=50,
        blank=True,
        help_text=_(
            "“leading” is the one that the team works by, “any_other” another active one; or a framework's key."
        ),
    )
    values = ArrayField(
        models.CharField(max_length=100),
        verbose_name=_("values"),
        default=list,
        blank=True,
        help_text=_("Separated by commas."),
    )
    at_least = models.IntegerField(_("at least"), null=True, blank=True)
    at_most = models.IntegerField(_("at most"), null=True, blank=True)
    days = models.PositiveSmallIntegerField(_("days"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    or_open = models.BooleanField(_("or still open"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.get_kind_display()

    def clean(self):
        super().clean()
        if problem := self.problem():
            raise ValidationError(problem)

    def problem(self):
        """What is missing or misplaced, by field; empty when the condition says something."""
        if self.kind in BOUNDED:
            if self.at_least is None and self.at_most is None:
                return {"at_least": _("Name at least one end.")}
            if self.kind == ConditionKind.AMOUNT and not re.fullmatch("[A-Z]{3}", self.currency):
                return {"currency": _("Name the currency, such as EUR.")}
            return self.end_out_of_reach()
        if not self.values:
            return {"values": _("Name at least one value.")}
        if self.kind in OF_FRAMEWORK and not self.framework:
            return {"framework": _("Say which framework: leading, any_other, or a key.")}
        if self.kind == ConditionKind.SIGNAL_WITHIN and self.days is None:
            return {"days": _("Say within how many days.")}
        closed = CLOSED_VALUES.get(self.kind)
        if closed and not set(self.values) <= closed:
            return {"values": _("Only these are known: %(values)s.") % {"values": ", ".join(sorted(closed))}}
        return {}

    def end_out_of_reach(self):
        """An end that no lead can ever be at, by field."""
        ends = {name: getattr(self, name) for name in ("at_least", "at_most") if getattr(self, name) is not None}
        if self.kind == ConditionKind.ENGAGEMENT_LEVEL:
            return {name: _("Levels are 1 to 4.") for name, end in ends.items() if not 1 <= end <= 4}
        return {name: _("It is never below 0.") for name, end in ends.items() if end < 0}
