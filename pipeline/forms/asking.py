"""Everything that is open before a lead moves, as one form made of small ones."""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from frameworks_app.models import read
from pipeline.models import HandOff
from pipeline.reports.asked import Item

from .asked import (
    AcceptGive,
    AmountGive,
    AnswerGive,
    CloseDayGive,
    CloserGive,
    OverruleForm,
    PersonGive,
    RatingGive,
    ReachedGive,
    SeatGive,
    StepGive,
    TickGive,
    TriedGive,
)


@dataclass
class Part:
    """One open thing with the small forms by which it can be given; none where another part has them already."""

    item: Item
    forms: list = field(default_factory=list)
    # Why nothing can be given here.
    note: str = ""


class Asking:
    """`asked` as reports tell it; a thing that was met meanwhile is still taken where something was typed for it.

    `spared` names fields of the lead that another form asks for.
    """

    def __init__(self, data=None, *, asked, lead, user, may_overrule, spared=()):
        self.data, self.asked, self.lead, self.user = data, asked, lead, user
        self.may_overrule = may_overrule
        self.forms = {}
        self.parts = [self.part(item) for item in self.items(spared)]
        self.overrule = OverruleForm(data) if may_overrule and self.parts else None

    def items(self, spared):
        """Criteria first get their own forms: what a framework needs beside them is then only the rest."""
        items = [item for item in self.asked.items if item.kind != "field" or item.about not in spared]
        self.own = {f"rate-{item.about}" for item in items if item.kind == "criterion" and item.is_open}
        return [item for item in items if item.is_open or self.was_typed(item)]

    def was_typed(self, item):
        names = tuple(f"{name}-" for name in self.names(item))
        return bool(names) and any(key.startswith(names) for key in self.data or ())

    def part(self, item):
        if item.kind == "accepted" and (note := self.waiting_note()):
            return Part(item, note=note)
        part = Part(item)
        for name in self.names(item):
            if name not in self.forms and (item.kind == "criterion" or name not in self.own):
                self.forms[name] = self.form(name, item)
                part.forms.append(self.forms[name])
        return part

    def names(self, item):
        """By what this can be given: the names of forms, each of which is there once."""
        match item.kind:
            case "criterion" | "verdict" | "verdict_decided":
                return [f"rate-{key}" for key in item.criteria]
            case "checklist":
                return [f"tick-{item.stage.pk}-{item.about}"]
            case "objections_answered":
                return [f"objection-{pk}" for pk in self.asked.known.unanswered]
            case "follow_up":
                return [f"step-{item.about}" if item.about else "step"]
            case "field":
                return [item.about]
            case "accepted":
                return [self.way_to_accept()]
        return [ONE_FORM[item.kind]]

    def way_to_accept(self):
        """What waits for me I accept; what waits for nobody is passed on."""
        return "accept" if self.asked.known.has_waiting_hand_off else "closer"

    def form(self, name, item):
        kind = item.kind
        said = {"data": self.data, "prefix": name}
        match kind:
            case "criterion" | "verdict" | "verdict_decided":
                return RatingGive(**said, **self.criterion(name.removeprefix("rate-")))
            case "objections_answered":
                return AnswerGive(**said, objection=self.objections[int(name.removeprefix("objection-"))])
            case "follow_up":
                return StepGive(**said, lead=self.lead, kind=item.about or None)
            case "stakeholders":
                return SeatGive(**said, lead=self.lead)
            case "owner":
                return PersonGive(**said, user=self.user)
            case "accepted":
                return AcceptGive(**said) if name == "accept" else CloserGive(**said, user=self.user)
        return PLAIN[kind if kind != "field" else name](**said)

    def criterion(self, key):
        document = self.asked.judge.model.document
        found = next(each for each in document["criteria"] if each["key"] == key)
        levels = [read(words).text for words in found["rubric"]]
        return {"key": key, "name": read(found["name"]).text, "levels": levels, **self.speakers}

    @cached_property
    def speakers(self):
        seats = self.lead.stakeholders.select_related("contact").exclude(contact=self.lead.contact_id)
        return {"people": [(seat.pk, str(seat.contact)) for seat in seats], "contact": str(self.lead.contact or "")}

    @cached_property
    def objections(self):
        return {each.pk: each for each in self.lead.objections.unanswered()}

    @cached_property
    def waits_for(self):
        """Who is to accept what was passed on."""
        return HandOff.objects.waiting().filter(lead=self.lead).select_related("to", "team").first()

    def waiting_note(self):
        """What waits for another person is theirs to accept, or a manager's."""
        if not self.asked.known.has_waiting_hand_off or self.may_overrule:
            return ""
        person = self.waits_for and self.waits_for.to
        if person in (None, self.user):
            return ""
        return _("It waits for %(person)s to accept it.") % {"person": person}

    def is_valid(self):
        found = [form.is_valid() for form in self.forms.values()]
        return all(found) and (self.overrule is None or self.overrule.is_valid())

    @property
    def why(self):
        return self.overrule.reason if self.overrule else ""

    def given(self):
        """What was given, by the name of its form."""
        return {name: form for name, form in self.forms.items() if form.is_given}


ONE_FORM = {
    "owner": "owner",
    "attempt": "attempt",
    "contact_made": "reached",
    "stakeholders": "seat",
}
PLAIN = {
    "attempt": TriedGive,
    "contact_made": ReachedGive,
    "checklist": TickGive,
    "amount": AmountGive,
    "expected_close": CloseDayGive,
}
