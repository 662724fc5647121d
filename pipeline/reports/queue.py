"""Which lead is next, and why this one: follow-ups, fast lane, re-asks, first calls, in that order."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from accounts.models import Role
from frameworks_app.models import Category
from pipeline.models import DiscoveryCall, FollowUp, Lead, Signal
from pipeline.scoring.current import current

from .aged import aged
from .last_signal import with_last_signal

SIZE = 50
SOON = timedelta(minutes=15)
# A person who asks for us waits no longer than this; the decision table names what they did.
FAST_DAYS = 2
# Stages in which nobody has been reached yet.
EARLY = ("untouched", "contacting")


class Why(IntEnum):
    """The order of the queue; numbers between are kept for clocks that come later."""

    DUE_NOW = 1
    FAST_LANE = 2
    DUE_TODAY = 5
    RE_ASK = 6
    FIRST_CALL = 7
    NO_NEXT_STEP = 9


@dataclass(frozen=True)
class Reason:
    why: Why
    at: datetime | None = None
    criteria: tuple = ()
    has_hour: bool = False

    @property
    def days_late(self):
        return (timezone.localdate() - timezone.localtime(self.at).date()).days


@dataclass(frozen=True)
class Entry:
    lead: Lead
    reason: Reason


@dataclass(frozen=True)
class Queue:
    mine: list
    to_take: list


def queue_of(user):
    """At most fifty leads of this person (of the team, for a manager), and beside them nobody's."""
    model = current()
    reasons = {}
    # The first reason of a lead counts.
    for found in (due(user), fast_lane(user, model), asked_again(user, model), first_calls(user), adrift(user)):
        for lead_id, reason in found:
            reasons.setdefault(lead_id, reason)
    mine = sorted(reasons, key=lambda lead_id: reasons[lead_id].why)[:SIZE]
    free = {} if reads_team(user) else dict(to_take(user, model))
    leads = with_last_signal(Lead.objects.with_state()).in_bulk([*mine, *free])
    return Queue(
        mine=[Entry(leads[pk], reasons[pk]) for pk in mine],
        to_take=[Entry(leads[pk], reason) for pk, reason in free.items()],
    )


def reads_team(user):
    return user.role == Role.MANAGER and user.team_id


def own(user):
    """Whose leads the queue is made of: a manager's is the team's."""
    return Q(state__team_id=user.team_id) if reads_team(user) else Q(state__owner_id=user.pk)


def own_leads(user):
    return Lead.objects.standing().filter(own(user), state__stage__kind="open")


def due(user):
    """Follow-ups of today and before, the ones with an agreed hour that has come first."""
    found = [(each.lead_id, reason_of(each)) for each in due_today(user).order_by("due_at", "pk")[: 4 * SIZE]]
    return sorted(found, key=lambda pair: pair[1].why)


def due_today(user):
    leads = Lead.objects.standing().visible_to(user)
    follow_ups = FollowUp.objects.due_by(end_of_day()).filter(lead__in=leads)
    if reads_team(user):
        return follow_ups.filter(lead__state__team_id=user.team_id)
    return follow_ups.filter(owner=user)


def calls_today(user):
    calls = DiscoveryCall.objects.filter(started_at__gte=timezone.localtime().replace(hour=0, minute=0, second=0))
    return calls.filter(by__team_id=user.team_id) if reads_team(user) else calls.filter(by=user)


def reason_of(follow_up):
    is_now = follow_up.has_hour and follow_up.due_at <= timezone.now() + SOON
    why = Why.DUE_NOW if is_now else Why.DUE_TODAY
    return Reason(why, at=follow_up.due_at, has_hour=follow_up.has_hour)


def end_of_day():
    return timezone.localtime().replace(hour=23, minute=59, second=59, microsecond=999999)


def fast_lane(user, model):
    """Who asked for us and was not called yet; whoever has waited longest comes first."""
    leads = own_leads(user).filter(state__stage__key=EARLY[0]).filter(status_is(Category.Kind.MARKETING))
    # In the inner query the best fifty, so that only these are sorted by their waiting.
    asked = with_asked_at(leads, model).filter(asked_at__isnull=False).best_first()[:SIZE]
    return [
        (lead.pk, Reason(Why.FAST_LANE, at=lead.asked_at)) for lead in sorted(asked, key=lambda each: each.asked_at)
    ]


def with_asked_at(leads, model):
    recent = Signal.objects.filter(
        lead=OuterRef("pk"),
        type__key__in=fast_types(model),
        occurred_at__gte=timezone.now() - timedelta(days=FAST_DAYS),
        occurred_at__lte=timezone.now(),
    )
    return leads.annotate(asked_at=Subquery(recent.latest_first().values("occurred_at")[:1]))


def fast_types(model):
    """The signals that the decision table answers within days, such as a demo request."""
    rows = model.document["table"] if model else []
    conditions = [each for row in rows for each in row["conditions"] if each["kind"] == "signal_within"]
    return sorted({key for each in conditions if each["days"] <= FAST_DAYS for key in each["types"]})


def asked_again(user, model):
    """Leads whose result hangs on an answer that has aged."""
    found = list(aged(own_leads(user), model).items())[:SIZE]
    return [(pk, Reason(Why.RE_ASK, criteria=tuple(criteria))) for pk, criteria in found]


def first_calls(user):
    """Untouched ones and those being tried, without a step planned for later; the best first."""
    leads = own_leads(user).filter(state__stage__key__in=EARLY).exclude(status_is(Category.Kind.DISQUALIFIED))
    return [(pk, Reason(Why.FIRST_CALL)) for pk in without_step(leads).values_list("pk", flat=True)]


def adrift(user):
    """Leads past the first call for which nobody has planned anything."""
    leads = own_leads(user).exclude(state__stage__key__in=EARLY)
    return [(pk, Reason(Why.NO_NEXT_STEP)) for pk in without_step(leads).values_list("pk", flat=True)]


def without_step(leads):
    return leads.without_follow_up().contactable().best_first()[:SIZE]


def to_take(user, model):
    """Nobody's leads of the own team, the best first."""
    if not user.team_id:
        return []
    leads = Lead.objects.standing().filter(state__owner=None, state__team_id=user.team_id, state__stage__kind="open")
    wanted = leads.contactable().exclude(status_is(Category.Kind.NURTURE, Category.Kind.DISQUALIFIED))
    found = with_asked_at(wanted, model).best_first()[: SIZE // 5]
    return [(lead.pk, free_reason(lead)) for lead in found]


def free_reason(lead):
    return Reason(Why.FAST_LANE, at=lead.asked_at) if lead.asked_at else Reason(Why.FIRST_CALL)


def status_is(*kinds):
    """The status that people see: a person's word before the model's."""
    return Q(state__override__kind__in=kinds) | Q(state__override=None, state__category__kind__in=kinds)
