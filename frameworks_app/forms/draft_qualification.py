"""The frameworks of the draft with their criteria, how long answers hold, and what evidence is worth."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frameworks_app.models import Criterion, Framework, FrameworkCriterion

from .draft_fields import Listed, OneOf, dress
from .draft_part import Part
from .draft_rows import DraftRow, Rows
from .draft_settings import EvidenceForm, settings_row
from .rules import FrameworkCriterionForm


class UseForm(DraftRow, FrameworkCriterionForm):
    is_ordered = True
    compared = ("criterion", "weight", "gate", "gate_evidence")

    class Meta(FrameworkCriterionForm.Meta):
        fields = ["criterion", "weight", "gate", "gate_evidence"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["criterion"] = OneOf(self.known["criteria"], label=gettext_lazy("Criterion"))
        self.fields["gate"] = forms.TypedChoiceField(
            choices=[("", "–"), *((rating, str(rating)) for rating in range(1, 5))],
            coerce=int,
            empty_value=None,
            required=False,
            label=gettext_lazy("Gate"),
        )
        dress(self)

    @classmethod
    def fresh(cls, parent):
        return FrameworkCriterion(framework=parent) if parent else FrameworkCriterion()

    @property
    def title(self):
        return str(self.instance) if self.instance.criterion_id else _("New criterion")


class FrameworkForm(DraftRow, forms.ModelForm):
    is_ordered = True
    compared = ("is_active", "pass_rule", "threshold")

    class Meta:
        model = Framework
        fields = ["is_active", "pass_rule", "threshold"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self)
        self.uses = Rows(
            UseForm,
            f"{self.prefix}-uses",
            self.instance.criteria.all(),
            data=self.data if self.is_bound else None,
            known=self.known,
            parent=self.instance,
        )
        self.children = {"uses": self.uses}

    def is_whole(self):
        if not self.is_bound:
            return True
        return self.has_each_once() and self.can_decide()

    def has_each_once(self):
        seen = set()
        for form in self.uses.kept():
            key = form.instance.criterion_id
            if key in seen and form.is_bound:
                form.add_error("criterion", _("A framework lists a criterion once."))
                return False
            seen.add(key)
        return True

    def can_decide(self):
        lines = [(form.instance.weight or 0, form.instance.gate) for form in self.uses.kept()]
        if problem := self.instance.gates_problem(lines):
            self.add_error(*problem)
        return not problem

    @property
    def is_shown(self):
        return self.instance.is_active or bool(self.errors) or any(form.errors for form in self.uses.forms)


class ShelfLifeForm(DraftRow, forms.ModelForm):
    is_keyed = True
    compared = ("shelf_life",)

    class Meta:
        model = Criterion
        fields = ["shelf_life"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self)


class QualificationPart(Part):
    key = "qualification"
    title = gettext_lazy("Qualification")
    levels = (Framework, FrameworkCriterion, Criterion)

    def build(self, data):
        criteria = list(Criterion.objects.all())
        self.known = {"criteria": Listed(criteria, Criterion.get_chapter_display)}
        stored = Framework.objects.filter(is_retired=False).prefetch_related("criteria__criterion")
        self.frameworks = Rows(FrameworkForm, "frameworks", stored, data=data, known=self.known)
        self.criteria = Rows(ShelfLifeForm, "criteria", criteria, data=data)
        self.evidence = EvidenceForm(data, instance=settings_row(), prefix="evidence")
        self.rows = {"frameworks": self.frameworks, "criteria": self.criteria}
        self.singles = {"evidence": self.evidence}

    @property
    def blanks(self):
        return {"use": UseForm(instance=FrameworkCriterion(), prefix="__rows__-__n__", known=self.known)}
