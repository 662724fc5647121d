"""What marketing decides on a lead: pass it on, park it, disqualify it. Each names the lead as it was seen."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pipeline.models import Reason

TEAM, PERSON = "team", "person"
CHOICE = forms.Select({"class": "form-select form-select-sm"})


class SeenForm(forms.Form):
    """`revision`: the lead as it stood on the page; `next`: whose turn it is then."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    next = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        # Three of them stand on one page.
        super().__init__(*args, auto_id=f"id_{self.prefix_of_ids}_%s", **kwargs)


class PassForm(SeenForm):
    prefix_of_ids = "pass"
    to = forms.ChoiceField(
        label=gettext_lazy("Pass to"),
        widget=CHOICE,
        error_messages={"required": gettext_lazy("Say which team or person takes it.")},
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people
        self.fields["to"].choices = [("", _("Choose a team")), *by_team(people)]

    def destination(self):
        """The team, and the person where one was chosen."""
        kind, pk = self.cleaned_data["to"].split("-")
        if kind == PERSON:
            person = next(each for each in self.people if each.pk == int(pk))
            return {"team": person.team, "to": person}
        return {"team": next(each.team for each in self.people if each.team_id == int(pk)), "to": None}


def by_team(people):
    """Choices under the name of each team: anyone of it, then its people."""
    groups = {}
    for person in people:
        anyone = (f"{TEAM}-{person.team_id}", _("%(team)s: anyone") % {"team": person.team})
        groups.setdefault(str(person.team), [anyone]).append((f"{PERSON}-{person.pk}", str(person)))
    return list(groups.items())


class ReasonForm(SeenForm):
    kind = None
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), widget=CHOICE)

    def __init__(self, *args, reasons, **kwargs):
        super().__init__(*args, **kwargs)
        self.reasons = {str(each.pk): each for each in reasons if each.kind == self.kind}
        self.fields["reason"].choices = [(pk, str(each)) for pk, each in self.reasons.items()]

    def chosen(self):
        return self.reasons[self.cleaned_data["reason"]]


class ParkForm(ReasonForm):
    prefix_of_ids = "park"
    reason = forms.ChoiceField(label=gettext_lazy("Park, because"), widget=CHOICE)
    kind = Reason.Kind.NURTURE


class DisqualifyForm(ReasonForm):
    prefix_of_ids = "disqualify"
    kind = Reason.Kind.DISQUALIFIED
