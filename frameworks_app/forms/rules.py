"""Rows of an ICP, typed in words and kept as data, and of a framework."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from frameworks_app.models import FrameworkCriterion, IcpCriterion

from .operands import parsed, shown
from .ordered import OrderedForm, OrderedFormSet


class IcpCriterionForm(OrderedForm):
    operand = forms.CharField(
        label=_("Value"),
        required=False,
        widget=forms.TextInput({"class": "operand", "size": 28}),
        help_text=_("20, or 20, 250 for “between”, or PL, DE for a list, or yes."),
    )

    class Meta:
        model = IcpCriterion
        fields = ["attribute", "operator", "operand", "points", "required", "name", "position"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["operand"] = shown(self.instance.operand)

    def clean(self):
        cleaned = super().clean()
        attribute, operator = cleaned.get("attribute"), cleaned.get("operator")
        if attribute and operator:
            try:
                cleaned["operand"] = parsed(cleaned.get("operand", ""), attribute=attribute, operator=operator)
            except ValidationError as error:
                self.add_error("operand", error)
        return cleaned

    def _post_clean(self):
        # The row's own check would judge what stood there before: what could not be read is told once.
        if not self.errors.keys() & {"attribute", "operator", "operand"}:
            super()._post_clean()


class FrameworkCriterionForm(OrderedForm):
    class Meta:
        model = FrameworkCriterion
        fields = ["criterion", "weight", "gate", "gate_evidence", "light", "label", "position"]


class FrameworkCriterionFormSet(OrderedFormSet):
    def get_unique_error_message(self, unique_check):
        return _("A framework lists a criterion once.")
