"""Until when and why a lead is to wait."""

from django import forms
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pipeline.models import Hold
from pipeline.reports.holds import refusal, waited


class HoldForm(forms.Form):
    until = forms.DateField(
        label=gettext_lazy("On hold until"), widget=forms.DateInput({"type": "date", "autofocus": True}, "%Y-%m-%d")
    )
    kind = forms.ChoiceField(label=gettext_lazy("Because of"))
    reason = forms.CharField(
        label=gettext_lazy("In words"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("What you wait for: it is read when the lead comes back."),
    )

    def __init__(self, *args, lead, **kwargs):
        super().__init__(*args, **kwargs)
        self.lead, self.waited = lead, waited(lead.state)
        kinds = [(each.value, capfirst(each.label)) for each in Hold.Kind]
        self.fields["kind"].choices = [("", "---------"), *kinds]
        self.fields["until"].help_text = self.told()

    def told(self):
        """What has been waited so far, and what is left of it."""
        found = self.waited
        if not found.may_wait:
            return refusal(self.lead.state, found, found.today)
        return _(
            "So far in %(stage)s: %(times)d of %(most_times)d times, %(days)d of %(most_days)d days. "
            "Until %(day)s at the latest; it comes back by itself."
        ) % {
            "stage": self.lead.state.stage,
            "times": found.times,
            "most_times": found.most_times,
            "days": found.days,
            "most_days": found.most_days,
            "day": date_format(found.last_day, "DATE_FORMAT"),
        }

    def clean_until(self):
        until = self.cleaned_data["until"]
        if sentence := refusal(self.lead.state, self.waited, until):
            raise forms.ValidationError(sentence)
        return until

    def clean(self):
        found = super().clean()
        if found.get("kind") == Hold.Kind.OTHER and not found.get("reason"):
            self.add_error("reason", _("Say what the lead waits for."))
        return found
