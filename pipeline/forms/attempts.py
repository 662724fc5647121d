"""One key in the queue: how an attempt went."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pipeline.models import DiscoveryCall

OUTCOMES, CHANNELS = DiscoveryCall.Outcome, DiscoveryCall.Channel
# What the keys and the menu send: the outcome and the channel that stand for it.
TRIES = {
    "voicemail": (OUTCOMES.VOICEMAIL, CHANNELS.PHONE),
    "no_answer": (OUTCOMES.NO_ANSWER, CHANNELS.PHONE),
    "wrong_number": (OUTCOMES.WRONG_NUMBER, CHANNELS.PHONE),
    "email": (OUTCOMES.SENT, CHANNELS.EMAIL),
    "social": (OUTCOMES.SENT, CHANNELS.SOCIAL),
}
NOTED = {
    "voicemail": _("%(lead)s: voicemail noted."),
    "no_answer": _("%(lead)s: no answer noted."),
    "wrong_number": _("%(lead)s: wrong number noted."),
    "email": _("%(lead)s: e-mail noted."),
    "social": _("%(lead)s: message noted."),
}


class AttemptForm(forms.Form):
    outcome = forms.ChoiceField(choices=[(name, name) for name in TRIES])
    # Made with the row, so that a double click logs one attempt.
    client_id = forms.UUIDField(required=False)

    def said(self):
        outcome, channel = TRIES[self.cleaned_data["outcome"]]
        return {"outcome": outcome, "channel": channel, "client_id": self.cleaned_data["client_id"]}

    @property
    def noted(self):
        return NOTED[self.cleaned_data["outcome"]]
