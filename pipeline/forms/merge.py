"""Of each field in which two records differ: whose value the kept one shall have."""

from django import forms
from django.utils.translation import gettext_lazy as _

KEPT, MERGED = "kept", "merged"
SIDES = [(KEPT, _("of the one that is kept")), (MERGED, _("of the other"))]


class MergeForm(forms.Form):
    def __init__(self, *args, comparison, **kwargs):
        super().__init__(*args, **kwargs)
        self.comparison = comparison
        for field in comparison.differing:
            self.fields[field.name] = forms.ChoiceField(
                choices=SIDES, label=field.label, initial=MERGED if field.takes_merged else KEPT
            )

    def rows(self):
        """Each differing field with its two values, and the side that is chosen."""
        return [(field, self[field.name]) for field in self.comparison.differing]

    def taken(self):
        return [name for name, side in self.cleaned_data.items() if side == MERGED]
