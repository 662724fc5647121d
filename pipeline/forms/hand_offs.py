"""Which hand-offs a person wants to see; what makes no sense in the address is left aside."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Team
from pipeline.reports.hand_offs import State, people_of


class HandOffFilter(forms.Form):
    team = forms.ModelChoiceField(Team.objects.all(), label=_("Team"), required=False, empty_label=_("Every team"))
    person = forms.ModelChoiceField(
        None, label=pgettext_lazy("colleague", "Person"), required=False, empty_label=_("Anyone")
    )
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_of(user)
        self.fields["state"].choices = [("", _("Any state")), *State.choices]
        if not user.sees_all_teams:
            del self.fields["team"]
        for field in self.fields.values():
            field.widget.attrs |= {"data-submits": "", "class": "form-select"}

    def said(self):
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
