"""Which letters a person wants to see, and what somebody said about them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pipeline.models import Consent, Lead, Message
from pipeline.reports.messages import Shown


class MessageFilter(forms.Form):
    """What makes no sense in the address is left aside."""

    q = forms.CharField(label=_("Address or subject"), required=False, max_length=200)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("Any state")), *Shown.choices])
    kind = forms.ChoiceField(label=_("What"), required=False, choices=[("", _("Every kind")), *Message.Kind.choices])
    lead = forms.ModelChoiceField(None, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = Lead.objects.visible_to(user).select_related("company", "contact")
        self.fields["q"].widget.attrs |= {"class": "form-control", "placeholder": self.fields["q"].label}
        for name in ("state", "kind"):
            self.fields[name].widget.attrs |= {"data-submits": "", "class": "form-select"}

    def said(self):
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        if "q" in found:
            found["text"] = found.pop("q")
        return found


class ConsentForm(forms.Form):
    state = forms.ChoiceField(label=_("Letters"), choices=Consent.State.choices, widget=forms.RadioSelect)
    source = forms.ChoiceField(
        label=_("How we know"),
        choices=[(each.value, each.label) for each in (Consent.Source.TOLD, Consent.Source.FORM)],
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=300, help_text=_("Such as when and where."))
