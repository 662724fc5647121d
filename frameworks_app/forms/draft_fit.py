"""The ICPs of the draft with their rules."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frameworks_app.actions.document import icp
from frameworks_app.actions.scale import grade_of, scale_of
from frameworks_app.models import Attribute, Icp, IcpCriterion

from .draft_fields import Listed, OneOf, dress
from .draft_part import Part
from .draft_rows import DraftRow, Rows
from .draft_settings import settings_row
from .rules import IcpCriterionForm


class RuleForm(DraftRow, IcpCriterionForm):
    is_ordered = True
    compared = ("attribute", "operator", "operand", "points", "required", "name")

    class Meta(IcpCriterionForm.Meta):
        fields = ["attribute", "operator", "operand", "points", "required", "name"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["attribute"] = OneOf(self.known["attributes"], label=gettext_lazy("Attribute"))
        self.fields["operand"].help_text = ""
        dress(self)

    @classmethod
    def fresh(cls, parent):
        return IcpCriterion(icp=parent) if parent else IcpCriterion()

    @property
    def title(self):
        return str(self.instance) if self.instance.attribute_id else _("New rule")


class IcpForm(DraftRow, forms.ModelForm):
    is_ordered = is_keyed = True
    compared = ("threshold", "is_active")

    class Meta:
        model = Icp
        fields = ["threshold", "is_active"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self)
        # As it is stored; the page counts on from there while somebody types.
        self.scale = scale_of(icp(self.instance))
        self.rules = Rows(
            RuleForm,
            f"{self.prefix}-rules",
            self.instance.criteria.all(),
            data=self.data if self.is_bound else None,
            known=self.known,
            parent=self.instance,
        )
        self.children = {"rules": self.rules}

    def is_whole(self):
        if self.instance.is_active and not self.rules.kept() and self.is_bound:
            self.add_error("is_active", _("An active ICP needs a rule: add one below, or retire it."))
            return False
        return True

    @property
    def is_shown(self):
        """Retired ones stand folded, unless there is something to mend in them."""
        return self.instance.is_active or bool(self.errors) or any(form.errors for form in self.rules.forms)

    @property
    def stands(self):
        """Where leads of three kinds stand: (key, words, basis points, grade)."""
        kinds = [
            ("all", _("Everything met"), self.scale.best),
            ("required", _("Only what is required"), self.scale.required_alone),
            ("nothing", _("Nothing met"), self.scale.nothing),
        ]
        fits = [(key, said, self.scale.fit(earned)) for key, said, earned in kinds]
        return [(key, said, fit, grade_of(fit, self.known["grades"])) for key, said, fit in fits]

    @property
    def needed(self):
        return self.scale.needed(self.initial["threshold"])


class FitPart(Part):
    key = "fit"
    title = gettext_lazy("Fit")
    levels = (Icp, IcpCriterion)

    def build(self, data):
        settings = settings_row()
        self.known = {
            "attributes": Listed(Attribute.objects.all(), Attribute.get_entity_display),
            "grades": {"A": settings.grade_a, "B": settings.grade_b, "C": settings.grade_c},
        }
        stored = Icp.objects.prefetch_related("criteria__attribute")
        self.icps = Rows(IcpForm, "icps", stored, data=data, known=self.known)
        self.rows = {"icps": self.icps}

    @property
    def blanks(self):
        return {"rule": RuleForm(instance=IcpCriterion(), prefix="__rows__-__n__", known=self.known)}

    @property
    def single(self):
        """Attributes of which one rule of several counts: all but those with many values."""
        return [each.pk for each in self.known["attributes"].by_key.values() if each.value_type != "choices"]
