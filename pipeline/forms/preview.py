from django import forms
from django.utils.translation import gettext_lazy as _

MOST = 1_000


class CapacityForm(forms.Form):
    """Whose capacity, and how much of it; kept as the person's habit."""

    team = forms.TypedChoiceField(label=_("Team"), required=False, coerce=int, empty_value=None)
    take = forms.IntegerField(
        label=_("Each SDR can take"), required=False, min_value=1, max_value=MOST, help_text=_("leads a day")
    )

    def __init__(self, *args, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [("", _("All teams")), *((team.pk, str(team)) for team in teams)]

    def chosen(self):
        """What is right of it; the rest as if nobody had said."""
        self.is_valid()
        said = self.cleaned_data
        return {"team": said.get("team"), "take": said.get("take")}
