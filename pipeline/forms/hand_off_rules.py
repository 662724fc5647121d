"""Rules and clocks of hand-offs as admins write them."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frameworks_app.forms.definitions import KeyedForm
from frameworks_app.models import Category, SignalType
from pipeline.models import HandOffClock


class ClockForm(KeyedForm):
    signal_types = forms.MultipleChoiceField(
        label=gettext_lazy("Signals"), required=False, widget=forms.CheckboxSelectMultiple
    )
    statuses = forms.MultipleChoiceField(
        label=gettext_lazy("Statuses"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("One of them is enough. None: whatever the status, where no clock above has matched."),
    )

    class Meta:
        model = HandOffClock
        fields = (
            "name", "key", "description", "event", "signal_types", "statuses", "accept_minutes", "attempt_minutes",
            "position", "is_active",
        )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, model in (("signal_types", SignalType), ("statuses", Category)):
            if name in self.fields:
                self.fields[name].choices = [(each.key, str(each)) for each in model.objects.filter(is_active=True)]


class RuleForm(forms.ModelForm):
    def clean_territories(self):
        """Typed as pl, de: stored as PL, DE."""
        found = [country.strip().upper() for country in self.cleaned_data["territories"]]
        for country in found:
            if not (len(country) == 2 and country.isascii() and country.isalpha()):
                raise forms.ValidationError(_("“%(country)s” is no country of two letters, such as PL.") % {
                    "country": country,
                })  # fmt: skip
        return found

    def clean(self):
        cleaned = super().clean()
        team, people = cleaned.get("team"), cleaned.get("people") or ()
        if team and (strangers := [str(person) for person in people if person.team_id != team.pk]):
            self.add_error(
                "people",
                _("Not in %(team)s: %(people)s.") % {"team": team, "people": ", ".join(strangers)},
            )
        return cleaned
