"""What the board is asked: whose leads it shows, and where a card is to go."""

from django import forms

from accounts.models import Role
from pipeline.models import Stage
from pipeline.reports.saved_views import encoded

from .lead_filters import LeadFilter


class BoardFilter(LeadFilter):
    # The columns are the stages, and each is in the order of priority.
    stage = None
    sort = None

    @property
    def chosen_team(self):
        return self.form.cleaned_data.get("team")

    def limits(self, stages):
        """By stage how many leads of one team should stand there, where the board shows all of one team's."""
        # A view has a name and no leads of its own to leave out.
        narrowed = {name for name, value in self.form.cleaned_data.items() if value and name != "team"}
        user = self.request.user
        if narrowed or user.role == Role.ACCOUNT_EXECUTIVE:
            return {}
        is_one_team = self.chosen_team is not None or not user.sees_all_teams
        return {stage.pk: stage.most_leads for stage in stages if is_one_team or stage.team_id}

    def query(self):
        """What the address says, to be written after something else that it says."""
        said = self.said()
        return f"&{encoded(said)}" if said else ""


class MoveCardForm(forms.Form):
    """`seen` is the stage in which the card stood under the mover's eyes."""

    stage = forms.ModelChoiceField(Stage.objects.none())
    seen = forms.IntegerField()

    def __init__(self, *args, lead, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stage"].queryset = Stage.objects.active().for_team(lead.state.team_id)
