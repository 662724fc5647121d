"""Who decides about one lead: seats, chairs that nobody holds, and where the people stand against each other."""

from dataclasses import dataclass

from pipeline.models import Contact, Stakeholder

FOR, AGAINST = Stakeholder.Stance.FOR, Stakeholder.Stance.AGAINST


@dataclass(frozen=True)
class Committee:
    """`missing` names roles that nobody holds; `alone` is the only person we know, on whom everything hangs."""

    people: list
    missing: list
    alone: Contact | None

    @property
    def supporters(self):
        return [seat for seat in self.people if seat.stance == FOR]

    @property
    def opponents(self):
        return [seat for seat in self.people if seat.stance == AGAINST]

    @property
    def conflicts(self):
        """Pairs of somebody for us and somebody against us who have said what they care about."""
        said = [(ours, theirs) for ours in self.supporters for theirs in self.opponents]
        return [(ours, theirs) for ours, theirs in said if ours.cares_about and theirs.cares_about]


def committee_of(lead):
    """One statement; the lead comes with its primary contact."""
    people = list(lead.stakeholders.select_related("contact"))
    held = {each.role for each in people}
    missing = [Stakeholder.Role(role).label for role in Stakeholder.NEEDED_ROLES if role not in held]
    known = {each.contact for each in people} | ({lead.contact} if lead.contact else set())
    return Committee(people, missing, next(iter(known)) if len(known) == 1 else None)
