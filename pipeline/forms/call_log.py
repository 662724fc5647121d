"""Which calls a person wants to see; what makes no sense in the address is left aside."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pipeline.models import DiscoveryCall
from pipeline.reports.call_log import people_of


class CallLogFilter(forms.Form):
    person = forms.ModelChoiceField(None, label=_("Person"), required=False, empty_label=_("Anyone"))
    outcome = forms.ChoiceField(label=_("Outcome"), required=False)
    day = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_of(user)
        self.fields["outcome"].choices = [("", _("Any outcome")), *DiscoveryCall.Outcome.choices]
        for field in self.fields.values():
            dress = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
            field.widget.attrs |= {"data-submits": "", "class": dress}

    def said(self):
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
