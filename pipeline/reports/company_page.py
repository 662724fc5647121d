"""What the page of a company gathers: its leads, people, engagement and what has been heard."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Case, Exists, OuterRef, When

from frameworks_app.models import read
from pipeline.models import Answer, Company, Contact, Lead, Stage, Stakeholder
from pipeline.models.visibility import visible_leads
from pipeline.scoring.days import date_of, number_of, today
from pipeline.scoring.facts import load_answers
from pipeline.scoring.inputs import Scope

from .audit_veil import veil
from .last_signal import with_last_signal
from .lead_list import next_due

# More leads than this one company has only where several were taken for one.
MOST = 200


def company_rows(user):
    """Companies this person may see, each with whether it may be changed."""
    editable = Company.objects.editable_by(user).filter(pk=OuterRef("pk"))
    return Company.objects.visible_to(user).annotate(may_edit=Exists(editable))


def where_it_went(model, pk):
    """The key of the record that this one was joined to, by however many steps."""
    while (row := model.objects.filter(pk=pk).first()) and row.merged_into_id:
        pk = row.merged_into_id
    return pk


def leads_of(company, user):
    """Those that the person may see, the open ones first, the best of them first."""
    shut = Case(When(state__stage__kind=Stage.Kind.OPEN, then=0), default=1)
    leads = Lead.objects.standing().visible_to(user).filter(company=company).with_state()
    shown = with_last_signal(leads.select_related("product").annotate(next_due=next_due()))
    return veil(list(shown.order_by(shut, "-state__priority", "-pk")[:MOST]), user)


@dataclass(frozen=True)
class Unseen:
    """Open leads of others: only that they exist, and to whom they belong (a person, a team or nobody)."""

    owner: object
    count: int


def unseen_leads(company, user):
    if user.sees_all_teams:
        return []
    hidden = Lead.objects.standing().open().filter(company=company).exclude(visible_leads(user))
    states = [lead.state for lead in hidden.select_related("state__owner", "state__team").order_by("-pk")[:MOST]]
    return [Unseen(owner, count) for owner, count in Counter(state.owner or state.team for state in states).items()]


def best_fit(leads):
    """The state of the lead that the company fits best; of those that are closed where none is open."""
    known = [lead.state for lead in leads if not lead.state.is_hidden]
    states = [state for state in known if state.stage.is_open] or known
    return max(states, key=lambda state: (state.fit_low, state.fit_high), default=None)


@dataclass
class Person:
    contact: Contact
    seats: list = field(default_factory=list)
    is_primary: bool = False

    @property
    def is_involved(self):
        return self.is_primary or bool(self.seats)


@dataclass(frozen=True)
class People:
    """`missing` names roles that nobody holds in any open lead; `alone` is the only one that we talk to."""

    people: list
    missing: list
    alone: Contact | None


def people_of(company, leads, user):
    seats = Stakeholder.objects.filter(lead__in=leads).select_related("contact")
    by_lead = {lead.pk: lead for lead in leads}
    found = {lead.contact_id: Person(lead.contact, is_primary=True) for lead in leads if lead.contact_id}
    for seat in seats:
        seat.lead = by_lead[seat.lead_id]
        found.setdefault(seat.contact_id, Person(seat.contact)).seats.append(seat)
    others = Contact.objects.standing().visible_to(user).filter(company=company).exclude(pk__in=list(found))
    people = [*found.values(), *(Person(contact) for contact in others[:MOST])]
    people.sort(key=lambda person: (not person.seats, not person.is_primary, str(person.contact).lower()))
    return People(people, missing_roles(leads, seats), lone_contact(leads, seats))


def missing_roles(leads, seats):
    open_leads = {lead.pk for lead in leads if lead.state.stage.is_open}
    held = {seat.role for seat in seats if seat.lead_id in open_leads}
    return [Stakeholder.Role(role).label for role in Stakeholder.NEEDED_ROLES if role not in held] * bool(open_leads)


def lone_contact(leads, seats):
    """Everything hangs on this one person: no open lead knows another."""
    open_leads = {lead.pk: lead for lead in leads if lead.state.stage.is_open}
    known = {lead.contact for lead in open_leads.values() if lead.contact}
    known |= {seat.contact for seat in seats if seat.lead_id in open_leads}
    return known.pop() if len(known) == 1 else None


@dataclass(frozen=True)
class Heard:
    """One answer that stands: from which lead, and whether it has aged."""

    answer: Answer
    lead: Lead
    level: str
    expires: date | None
    is_stale: bool


@dataclass(frozen=True)
class Topic:
    name: str
    heard: list


def known_of(leads, model):
    """By criterion, in the team's order: what each lead's team has heard, the latest first."""
    if model is None or not leads:
        return []
    day = today(model.document)
    scope = Scope.ids([lead.pk for lead in leads])
    counted = load_answers(model.compiled, scope, model.compiled.parameters(day, scope))
    standing = {answer.id: answer for answers in counted.values() for answer in answers.values()}
    by_lead = {lead.pk: lead for lead in leads}
    criteria = {each["key"]: each for each in model.document["criteria"]}
    topics = {key: [] for key in criteria}
    for answer in Answer.objects.filter(pk__in=list(standing)).with_source().latest_first():
        key = answer.criterion.key
        if key in topics:
            heard = heard_of(answer, standing[answer.pk], by_lead[answer.lead_id], criteria[key], number_of(day))
            topics[key].append(heard)
    return [Topic(read(criteria[key]["name"]).text, heard) for key, heard in topics.items() if heard]


def heard_of(answer, counted, lead, criterion, day):
    return Heard(
        answer=answer,
        lead=lead,
        level=read(criterion["rubric"][answer.rating]).text,
        expires=date_of(counted.expires) - timedelta(days=1) if counted.expires else None,
        is_stale=counted.expires is not None and counted.expires <= day,
    )
