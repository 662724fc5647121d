"""Conditions of the decision table, and the values beside it."""

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frameworks_app.models import (
    ConditionKind,
    Criterion,
    DecisionCondition,
    DecisionRow,
    Framework,
    Icp,
    Product,
    Segment,
    SignalType,
)
from frameworks_app.models.category import BOUNDED, OF_FRAMEWORK
from frameworks_app.models.texts import TextsFormField

from .definitions import KeyedForm, Refusable
from .ordered import OrderedForm

NAMED = {
    ConditionKind.ICP: Icp,
    ConditionKind.SEGMENT: Segment,
    ConditionKind.PRODUCT: Product,
    ConditionKind.SIGNAL_WITHIN: SignalType,
    ConditionKind.GATE_FAILED: Criterion,
}
PLACEHOLDERS = {ConditionKind.VERDICT: {"leading", "any_other"}, ConditionKind.GATE_FAILED: {"leading"}}
# Which columns say something, by kind of condition; in any other a number would be kept and never read.
COLUMNS = {kind: {"values"} for kind in ConditionKind} | {kind: {"at_least", "at_most"} for kind in BOUNDED}
COLUMNS[ConditionKind.AMOUNT] |= {"currency"}
COLUMNS[ConditionKind.SIGNAL_WITHIN] |= {"days"}
for _kind in OF_FRAMEWORK:
    COLUMNS[_kind] |= {"framework"}


class DecisionRowForm(KeyedForm):
    named_by = "reason"
    reason = TextsFormField(label=gettext_lazy("Name"), help_text=gettext_lazy("Shown as the reason of the status."))

    class Meta:
        model = DecisionRow
        fields = ["key", "category", "position"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("reason", self.instance.name)

    def clean(self):
        cleaned = super().clean()
        if "reason" in cleaned:
            self.instance.name = cleaned["reason"]
        return cleaned


class DecisionConditionForm(OrderedForm):
    values = SimpleArrayField(
        forms.CharField(max_length=100),
        label=gettext_lazy("Values"),
        required=False,
        help_text=gettext_lazy("Separated by commas."),
    )

    class Meta:
        model = DecisionCondition
        fields = ["kind", "framework", "values", "at_least", "at_most", "days", "currency", "or_open", "position"]

    def clean(self):
        cleaned = super().clean()
        kind = cleaned.get("kind")
        if kind:
            cleaned["currency"] = cleaned.get("currency", "").upper()
            self.refuse_idle_columns(kind, cleaned)
            self.refuse_unknown_keys(kind, cleaned)
            self.refuse_unknown_framework(kind, cleaned)
            self.refuse_crossed_ends(cleaned)
        return cleaned

    def _post_clean(self):
        # Without its kind the row would be judged by the one from before.
        if "kind" not in self.errors:
            super()._post_clean()

    def refuse_crossed_ends(self, cleaned):
        low, high = cleaned.get("at_least"), cleaned.get("at_most")
        if low is not None and high is not None and low > high:
            self.add_error("at_most", _("At most must not be below at least."))

    def refuse_idle_columns(self, kind, cleaned):
        for column in {"framework", "values", "at_least", "at_most", "days", "currency"} - COLUMNS[kind]:
            if cleaned.get(column) not in (None, "", []):
                self.add_error(column, _("This condition does not read it: leave it empty."))

    def refuse_unknown_keys(self, kind, cleaned):
        model = NAMED.get(kind)
        if model and (wrong := first_unknown(model, cleaned.get("values") or [])):
            known = ", ".join(keys_of(model)) or "-"
            self.add_error("values", _("“%(key)s” is not known. Keys: %(known)s.") % {"key": wrong, "known": known})

    def refuse_unknown_framework(self, kind, cleaned):
        named = cleaned.get("framework")
        words = PLACEHOLDERS.get(kind, set())
        if named and kind in OF_FRAMEWORK and named not in words and first_unknown(Framework, [named]):
            known = ", ".join([*sorted(words), *keys_of(Framework)])
            self.add_error("framework", _("“%(key)s” is not known. Keys: %(known)s.") % {"key": named, "known": known})


def first_unknown(model, keys):
    known = set(keys_of(model)) if keys else set()
    return next((key for key in keys if key not in known), None)


def keys_of(model):
    return model.objects.values_list("key", flat=True)


class ScoringSettingsForm(Refusable, forms.ModelForm):
    """Each ladder is held step by step, so that the message stands by the step that breaks it."""

    def clean(self):
        cleaned = super().clean()
        self.hold("assumed_percent", "heard_percent", _("Heard counts no less than assumed."), strict=False)
        self.hold("grade_b", "grade_a", _("Grade A begins above grade B."))
        self.hold("grade_c", "grade_b", _("Grade B begins above grade C."))
        self.hold("level_2", "level_3", _("Level 3 begins above level 2."))
        self.hold("level_3", "level_4", _("Level 4 begins above level 3."))
        for field in ("grade_c", "level_2"):
            if cleaned.get(field) == 0:
                self.add_error(field, _("It begins above 0."))
        return cleaned

    def hold(self, lower, upper, sentence, *, strict=True):
        low, high = self.cleaned_data.get(lower), self.cleaned_data.get(upper)
        if low is not None and high is not None and (high <= low if strict else high < low):
            self.add_error(upper, sentence)
