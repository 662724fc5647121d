from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked

from .criterion import Criterion, Evidence
from .protection import PROMISES
from .texts import Definition, DefinitionQuerySet, TextsField, read


@tracked()
class Framework(Definition):
    """An ordered set of criteria with weights, gates and a pass rule. Inactive ones are installed but not shown."""

    class PassRule(models.TextChoices):
        ALL_GATES = "all_gates", _("All gates")
        THRESHOLD = "threshold", _("Threshold")
        BOTH = "both", _("All gates and the threshold")
        GATES_IN_ORDER = "gates_in_order", _("Gates in order")

    RULES_WITH_THRESHOLD = {PassRule.THRESHOLD, PassRule.BOTH}
    RULES_WITH_GATES = {PassRule.ALL_GATES, PassRule.BOTH, PassRule.GATES_IN_ORDER}

    expansion = TextsField(_("what the letters stand for"), blank=True)
    strengths = TextsField(_("strengths"), blank=True, lines=3)
    weaknesses = TextsField(_("weaknesses"), blank=True, lines=3)
    choose_when = TextsField(_("choose it when"), blank=True, lines=3)
    pass_rule = models.CharField(_("pass rule"), max_length=20, choices=PassRule)
    threshold = models.PositiveSmallIntegerField(
        _("threshold"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    is_retired = models.BooleanField(
        _("retired"), default=False, help_text=_("Gone from every list, kept for history.")
    )

    objects = DefinitionQuerySet.as_manager()

    class Meta(Definition.Meta):
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")
        triggers = PROMISES
        constraints = [
            models.CheckConstraint(
                name="framework_threshold_1_to_100",
                condition=Q(threshold=None) | Q(threshold__gte=1, threshold__lte=100),
            ),
            models.CheckConstraint(
                name="framework_threshold_with_its_rule",
                condition=Q(pass_rule__in=["threshold", "both"], threshold__isnull=False)
                | Q(pass_rule__in=["all_gates", "gates_in_order"], threshold=None),
            ),
        ]

    def clean(self):
        super().clean()
        has_rule = self.pass_rule in self.RULES_WITH_THRESHOLD
        if has_rule and self.threshold is None:
            raise ValidationError({"threshold": _("This pass rule needs a threshold from 1 to 100.")})
        if not has_rule and self.threshold is not None:
            raise ValidationError({"threshold": _("This pass rule has no threshold: leave it empty.")})

    def gates_problem(self, weights_and_gates):
        """What is wrong with these (weight, gate) pairs under the pass rule, as (field, sentence), or None."""
        if self.pass_rule in self.RULES_WITH_GATES and not any(gate for _weight, gate in weights_and_gates):
            return "pass_rule", _("This pass rule counts gates, and no criterion has one.")
        if self.pass_rule in self.RULES_WITH_THRESHOLD and not sum(weight for weight, _gate in weights_and_gates):
            return "threshold", _("All weights are 0: the threshold could never be reached.")
        return None


@tracked()
class FrameworkCriterion(models.Model):
    class Light(models.TextChoices):
        COMPANY = "company", _("Company")
        NEED = "need", _("Need")
        PERSON = "person", _("Person")

    framework = models.ForeignKey(Framework, models.CASCADE, verbose_name=_("framework"), related_name="criteria")
    criterion = models.ForeignKey(Criterion, models.PROTECT, verbose_name=_("criterion"), related_name="uses")
    label = TextsField(
        _("own label"), blank=True, help_text=_("Where this framework calls the criterion something else.")
    )
    weight = models.PositiveSmallIntegerField(_("weight"), default=1, validators=[MaxValueValidator(1000)])
    gate = models.PositiveSmallIntegerField(
        _("gate"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(4)],
        help_text=_("The least rating, 1 to 4. Empty: no gate."),
    )
    gate_evidence = models.CharField(_("gate needs"), max_length=10, choices=Evidence, blank=True)
    light = models.CharField(_("filter"), max_length=10, choices=Light, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("criterion of the framework")
        verbose_name_plural = _("criteria of the framework")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "criterion"],
                name="criterion_once_in_framework",
                violation_error_message=_("A framework lists a criterion once."),
            ),
            models.CheckConstraint(name="framework_weight_0_to_1000", condition=Q(weight__lte=1000)),
            models.CheckConstraint(name="gate_1_to_4", condition=Q(gate=None) | Q(gate__gte=1, gate__lte=4)),
        ]

    def __str__(self):
        return read(self.label).text or str(self.criterion)

    def clean(self):
        super().clean()
        if self.gate_evidence and not self.gate:
            raise ValidationError(
                {"gate_evidence": _("Without a gate there is nothing to prove: name the least rating first.")}
            )
