"""Rows that stand in an order of their own under one parent."""

from django import forms
from django.utils.text import capfirst

LAST = 32767


class OrderedForm(forms.ModelForm):
    """A row without a number comes last."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Absent on a form that only reads.
        if "position" in self.fields:
            self.fields["position"].required = False
            self.fields["position"].widget.attrs["class"] = "position"
            if not self.instance.pk:
                self.initial["position"] = None

    def clean_position(self):
        position = self.cleaned_data["position"]
        return LAST if position is None else position


def say_names(form):
    """In a table a field's name stands at the head of its column only; said aloud it goes with the field."""
    for field in form.fields.values():
        # Each language of a text says its own name.
        if not isinstance(field.widget, forms.MultiWidget) and not field.widget.is_hidden:
            field.widget.attrs.setdefault("aria-label", capfirst(field.label))


class OrderedFormSet(forms.BaseInlineFormSet):
    """Numbers its rows from 1 after saving, so that the next can be put between any two."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        say_names(form)

    def save(self, commit=True):
        saved = super().save(commit)
        if commit:
            self.renumber()
        return saved

    def renumber(self):
        rows = list(self.model.objects.filter(**{self.fk.name: self.instance}).order_by("position", "pk"))
        moved = [(row, place) for place, row in enumerate(rows, start=1) if row.position != place]
        for row, place in moved:
            row.position = place
        self.model.objects.bulk_update([row for row, _place in moved], ["position"])
