"""Leads that no rule decides: which, why they are here, and what is proposed."""

from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from accounts.models import User
from frameworks_app.models import Category
from pipeline.models import HandOff, Lead, Reason, Signal, Stage
from pipeline.scoring.current import current

from .clocks import left_until
from .hand_offs import working_time
from .lead_page import Known, filters_of
from .lead_score import lead_score
from .queue import status_is

SIZE = 50
SIGNALS = 8
# How many hand-offs one looks back for where such leads go.
REMEMBERED = 200


def to_triage(user):
    """Nobody's leads that wait at the beginning, and that no team, status or hand-off takes further."""
    leads = Lead.objects.standing().open().contactable().visible_to(user)
    first = Stage.objects.active().filter(kind=Stage.Kind.OPEN, team=None).order_by("position", "pk")
    undecided = Q(state__team=None) | status_is(Category.Kind.NEW) | Q(Exists(came_back()))
    return (
        leads.filter(undecided, state__owner=None, state__stage=Subquery(first.values("pk")[:1]))
        .exclude(status_is(Category.Kind.NURTURE))
        .exclude(Exists(HandOff.objects.waiting().filter(lead=OuterRef("pk"))))
    )


def came_back():
    """The lead's latest hand-off, where it was returned."""
    newer = HandOff.objects.filter(lead=OuterRef("lead"), pk__gt=OuterRef("pk"))
    return HandOff.objects.filter(~Exists(newer), lead=OuterRef("pk"), returned_at__isnull=False)


@dataclass(frozen=True)
class Room:
    """The leads that wait, those that sales returned first, by when they are to be answered; `has_more` when not all
    are shown."""

    leads: list
    has_more: bool

    @property
    def returned(self):
        return sum(hasattr(lead, "returned_at") for lead in self.leads)

    def next_to(self, lead):
        """Whose turn it is after this one: the next below, else the first above."""
        ids = [each.pk for each in self.leads]
        place = ids.index(lead.pk) if lead.pk in ids else -1
        rest = [*ids[place + 1 :], *ids[: max(place, 0)]]
        return rest[0] if rest else None


def in_turn(user):
    """All that wait, in the order of the room."""
    return with_return(to_triage(user)).order_by(*SOONEST_ANSWER, "-state__priority", "-state__lead")


def with_return(leads):
    """When it came back, and until when it is to be answered."""
    moments = ("returned_at", "answer_by")
    return leads.annotate(**{name: Subquery(came_back().values(name)[:1]) for name in moments})


SOONEST_ANSWER = (F("answer_by").asc(nulls_last=True), F("returned_at").desc(nulls_last=True))


def room_of(user):
    waiting = to_triage(user).with_state()
    back = with_return(waiting.filter(Exists(came_back()))).order_by(*SOONEST_ANSWER)
    others = waiting.exclude(Exists(came_back())).best_first()
    leads = [*map(with_time_left, back[: SIZE + 1]), *others[: SIZE + 1]]
    return Room(leads[:SIZE], has_more=len(leads) > SIZE)


def with_time_left(lead):
    """Marketing's own clock, in plain working days."""
    lead.left = left_until(lead.answer_by, None) if lead.answer_by else None
    lead.time = working_time(lead.left.minutes) if lead.left else ""
    return lead


@dataclass(frozen=True)
class Case:
    """Everything one needs to see of a lead to decide on it."""

    lead: Lead
    signals: list
    missing: list
    hand_off: HandOff | None = None
    score: object = None
    filters: list = field(default_factory=list)


def case_of(lead):
    found = lead_score(lead.pk)
    back = HandOff.objects.filter(lead=lead).select_related("reason", "returned_by", "team", "to")
    return Case(
        lead=lead,
        signals=list(Signal.objects.filter(lead=lead).select_related("type").latest_first()[:SIGNALS]),
        missing=missing(lead),
        hand_off=back.first() if getattr(lead, "returned_at", None) else None,
        score=found,
        filters=filters_of(found, Known(found.current, lead.pk)) if found else [],
    )


def missing(lead):
    """What one would look up before passing it on."""
    contact, company = lead.contact, lead.company
    wanted = [
        (company is None, _("company")),
        (contact is None, _("person")),
        (contact is not None and not contact.email, _("e-mail address")),
        (not lead.phone, _("phone number")),
        (company is not None and not company.country, _("country")),
        (company is not None and company.employees is None, _("number of employees")),
        (not lead.source, _("source")),
    ]
    return [word for is_missing, word in wanted if is_missing]


def takers():
    """People who can take a lead, team by team."""
    sellers = User.objects.active().sellers().filter(team__isnull=False).select_related("team")
    return list(sellers.order_by("team__name", "team", "first_name", "last_name", "pk"))


def proposed_team(lead, teams):
    """Where it probably belongs: the only team, the segment's, where others of its country went, the last one used."""
    if len(teams) < 2:
        return next(iter(teams), None)
    for team_id in team_ids(lead):
        if team_id in teams:
            return team_id
    return None


def team_ids(lead):
    model = current()
    ways = model.compiled.workflows if model else ()
    yield from (way.team_id for way in ways if way.team_id and way.segment_id and way.segment_id == lead.segment_id)
    passed = HandOff.objects.filter(returned_at=None, team__isnull=False).order_by("-pk")
    recent = list(passed.values_list("team_id", "lead__company__country")[:REMEMBERED])
    country = lead.company.country if lead.company else ""
    yield from (team_id for team_id, went in recent if country and went == country)
    yield from (team_id for team_id, _went in recent)


def reasons():
    """What parks and what disqualifies, in one statement."""
    kinds = (Reason.Kind.NURTURE, Reason.Kind.DISQUALIFIED)
    return list(Reason.objects.active().filter(kind__in=kinds))


LOW = 1


def proposed_parking(case):
    """Key of the reason for which this lead would be parked, by what is known of it."""
    answers = case.score.score.answers if case.score else {}
    for criterion, reason in (("budget", "no_budget"), ("priority", "no_priority"), ("timeline", "bad_timing")):
        if criterion in answers and answers[criterion].rating <= LOW:
            return reason
    if case.lead.contact is None or any(light.light == 2 and light.name == _("Person") for light in case.filters):
        return "wrong_person"
    if case.signals and all(signal.type.kind == "interest" for signal in case.signals):
        return "content_only"
    return "no_priority"
