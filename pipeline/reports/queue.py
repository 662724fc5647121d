"""Which lead is next, and why this one: follow-ups, fast lane, hand-offs, re-asks, first calls, in that order."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from uuid import UUID, uuid4

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.utils import timezone

from accounts.models import Role
from frameworks_app.models import Category
from pipeline.models import ActionItem, DiscoveryCall, FollowUp, HandOff, Lead, Signal
from pipeline.scoring.current import current

from .aged import aged
from .attempts import with_attempts
from .audit_veil import veil
from .cadence import ATTEMPTS, WRONG_NUMBER
from .clocks import Left
from .hand_offs import for_a_closer, left_of, running_for, working_time
from .last_signal import with_last_signal

SIZE = 50
SOON = timedelta(minutes=15)
# A person who asks for us waits no longer than this; the decision table names what they did.
FAST_DAYS = 2
# What waits for a known reason needs nothing but what people have promised.
AT_WORK = Q(state__held_until=None)
NEVER = datetime.max.replace(tzinfo=UTC)
# Stages in which nobody has been reached yet.
EARLY = ("untouched", "contacting")


class Why(IntEnum):
    """The order of the queue; numbers between are kept for clocks that come later."""

    DUE_NOW = 1
    FAST_LANE = 2
    ACTION_ITEM = 3
    HAND_OFF = 4
    DUE_TODAY = 5
    RE_ASK = 6
    FIRST_CALL = 7
    NO_NEXT_STEP = 9
    # After all that counts: it checks the rules and wins no lead.
    AUDIT = 10


@dataclass(frozen=True)
class Reason:
    why: Why
    at: datetime | None = None
    criteria: tuple = ()
    has_hour: bool = False
    # What the lead has waited for until today, as its follow-up says.
    back_from: str = ""
    # What an attempt has left to do: the cadence is over, or the number was wrong.
    is_spent: bool = False
    lacks_number: bool = False
    # Of the clock of its hand-off, which runs to the answer or, once that is given, to the first attempt.
    left: Left | None = None
    is_accepted: bool = False

    @property
    def time(self):
        return working_time(self.left.minutes)

    @property
    def days_late(self):
        return (timezone.localdate() - timezone.localtime(self.at).date()).days


@dataclass(frozen=True)
class Entry:
    """One row. An attempt logged from it carries the row's name, so that a double click logs one."""

    lead: Lead
    reason: Reason
    # What has brought it, while a clock of it runs.
    hand_off: HandOff | None = None
    client_id: UUID = field(default_factory=uuid4)

    @property
    def next_attempt(self):
        """Which attempt the next one would be; None before the first and after the last."""
        made = self.lead.attempts
        return made + 1 if 0 < made < ATTEMPTS and not self.reason.is_spent else None


@dataclass(frozen=True)
class Queue:
    mine: list
    to_take: list


def queue_of(user):
    """At most fifty leads of this person (of the team, for a manager), and beside them nobody's."""
    model = current()
    reasons = {}
    running = {each.lead_id: each for each in running_for(user, is_teams=reads_team(user))[: 2 * SIZE]}
    # The first reason of a lead counts; a clock that runs counts before what is only due today.
    ordinary = due(user), fast_lane(user, model, running), asked_again(user, model), to_be_tried(user)
    for found in (*ordinary, audit_calls(user), adrift(user)):
        for lead_id, reason in found:
            reasons.setdefault(lead_id, reason)
    for lead_id, reason in handed_over(user, running):
        if lead_id not in reasons or reasons[lead_id].why > reason.why:
            # In its place among those that were handed over.
            reasons.pop(lead_id, None)
            reasons[lead_id] = reason
    mine = sorted(reasons, key=lambda lead_id: place(reasons[lead_id]))[:SIZE]
    handed = dict(handed_to_team(running))
    free = {} if reads_team(user) else {**handed, **dict(to_take(user, model)), **handed}
    leads = rows(user).in_bulk([*mine, *free])
    veil(leads.values(), user)
    return Queue(
        mine=[Entry(leads[pk], reasons[pk], running.get(pk)) for pk in mine],
        to_take=[Entry(leads[pk], reason, running.get(pk)) for pk, reason in free.items()],
    )


def place(reason):
    """Hand-offs among themselves are in the order of their minutes left; the others as they were found."""
    return reason.why, (reason.at or NEVER) if reason.why is Why.HAND_OFF else NEVER


def handed_over(user, running):
    """What a person is to accept or to try for the first time, by what is left; of anyone's, a manager sees all."""
    theirs = [each for each in running.values() if each.to_id or each.accepted_at or reads_team(user)]
    return [(each.lead_id, clock_reason(each)) for each in theirs]


def handed_to_team(running):
    """Whoever of the team comes first has it."""
    return [(each.lead_id, clock_reason(each)) for each in running.values() if not each.to_id and each.is_waiting]


def clock_reason(hand_off):
    return Reason(Why.HAND_OFF, at=hand_off.due, **clock_of(hand_off))


def clock_of(hand_off):
    return {"left": left_of(hand_off), "is_accepted": not hand_off.is_waiting} if hand_off else {}


def rows(user):
    """Leads with all that a row of the queue shows, and whether this person may call them."""
    leads = with_attempts(with_last_signal(Lead.objects.with_state()))
    return leads.annotate(may_call=Exists(Lead.objects.callable_by(user).filter(pk=OuterRef("pk"))))


def reads_team(user):
    return user.role == Role.MANAGER and user.team_id


def own(user):
    """Whose leads the queue is made of: a manager's is the team's."""
    return Q(state__team_id=user.team_id) if reads_team(user) else Q(state__owner_id=user.pk)


def own_leads(user):
    return Lead.objects.standing().contactable().filter(own(user), state__stage__kind="open")


def due(user):
    """What people have promised for today and before, the ones with an agreed hour that has come first."""
    steps = due_today(user).promised().select_related("call", "hold", "action_item").order_by("due_at", "pk")
    found = [(each.lead_id, reason_of(each)) for each in steps[: 4 * SIZE]]
    return sorted(found, key=lambda pair: pair[1].why)


def due_today(user):
    leads = Lead.objects.standing().contactable().visible_to(user)
    follow_ups = FollowUp.objects.due_by(end_of_day()).filter(lead__in=leads)
    if reads_team(user):
        return follow_ups.filter(lead__state__team_id=user.team_id)
    return follow_ups.filter(owner=user)


def calls_today(user):
    calls = DiscoveryCall.objects.filter(started_at__gte=start_of_day())
    return (calls.filter(by__team_id=user.team_id) if reads_team(user) else calls.filter(by=user)).outside_audits()


def counts(user):
    """How many follow-ups are due, how many attempts were made today, what was taken on; in one statement."""
    found = (("due", due_today(user)), ("tried", calls_today(user)), ("taken_on", taken_on(user)))
    due, *others = (
        rows.order_by().annotate(what=Value(what)).values("what").annotate(number=Count("pk")) for what, rows in found
    )
    return dict(due.union(*others, all=True).values_list("what", "number"))


def taken_on(user):
    """One's own action items of reviews, whether they are about a lead or about none."""
    return ActionItem.objects.open().filter(owner=user)


def reason_of(follow_up):
    is_now = follow_up.has_hour and follow_up.due_at <= timezone.now() + SOON
    # What was taken on in a review, and its day is over.
    is_owed = hasattr(follow_up, "action_item") and follow_up.due_at < start_of_day()
    why = Why.DUE_NOW if is_now else Why.ACTION_ITEM if is_owed else Why.DUE_TODAY
    left_by = follow_up.call.outcome if follow_up.call and follow_up.kind == FollowUp.Kind.TASK else None
    return Reason(
        why,
        at=follow_up.due_at,
        has_hour=follow_up.has_hour,
        back_from=follow_up.note if hasattr(follow_up, "hold") else "",
        is_spent=left_by in DiscoveryCall.UNANSWERED and left_by != WRONG_NUMBER,
        lacks_number=left_by == WRONG_NUMBER,
    )


def start_of_day():
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def end_of_day():
    return timezone.localtime().replace(hour=23, minute=59, second=59, microsecond=999999)


def fast_lane(user, model, running):
    """Who asked for us and was not called yet: by the minutes left, then whoever has waited longest."""
    leads = own_leads(user).filter(state__stage__key=EARLY[0]).filter(status_is(Category.Kind.MARKETING))
    # In the inner query the best fifty, so that only these are sorted by their waiting.
    asked = with_asked_at(leads, model).filter(asked_at__isnull=False).best_first()[:SIZE]

    def hurry(lead):
        hand_off = running.get(lead.pk)
        return (hand_off and hand_off.due) or NEVER, lead.asked_at

    return [
        (lead.pk, Reason(Why.FAST_LANE, at=lead.asked_at, **clock_of(running.get(lead.pk))))
        for lead in sorted(asked, key=hurry)
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
    """Leads whose result hangs on an answer that has aged, unless they rest until they are tried again."""
    resting = Exists(next_attempts(is_due=False))
    found = list(aged(own_leads(user).filter(AT_WORK).exclude(resting), model).items())[:SIZE]
    return [(pk, Reason(Why.RE_ASK, criteria=tuple(criteria))) for pk, criteria in found]


def to_be_tried(user):
    """Leads whose next attempt is due, and early ones without a step planned for later; the best first."""
    leads = Lead.objects.standing().contactable().filter(own(user))
    again = leads.filter(Exists(next_attempts(is_due=True)))
    fresh = leads.open().filter(AT_WORK, state__stage__key__in=EARLY).without_follow_up()
    fresh = fresh.exclude(status_is(Category.Kind.DISQUALIFIED))
    # Apart, for as one condition with OR the database looks through everybody's calls. Few are to be tried again:
    # an order that no index gives keeps it from walking through all leads for them.
    few = again.annotate(worth=F("state__priority") + 0).order_by("-worth", "-pk").values_list("worth", "pk")[:SIZE]
    found = few.union(fresh.best_first().values_list("state__priority", "pk")[:SIZE])
    return [(pk, Reason(Why.FIRST_CALL)) for _worth, pk in sorted(found, reverse=True)[:SIZE]]


def next_attempts(*, is_due):
    """Of the lead of the query around it."""
    steps = FollowUp.objects.open().next_attempts().filter(lead=OuterRef("pk"))
    now = timezone.now()
    return steps.filter(due_at__lte=now) if is_due else steps.filter(due_at__gt=now)


def adrift(user):
    """Leads past the first call for which nobody has planned anything."""
    leads = own_leads(user).filter(AT_WORK).exclude(state__stage__key__in=EARLY)
    leads = leads.without_follow_up().best_first()
    return [(pk, Reason(Why.NO_NEXT_STEP)) for pk in leads.values_list("pk", flat=True)[:SIZE]]


def audit_calls(user):
    """Leads that the rules reject and that were drawn, the longest waiting first, once a day until they are reached.

    Nobody's own leads of the team are called by whoever is the first.
    """
    whose = own(user) if reads_team(user) else own(user) | Q(state__owner=None, state__team_id=user.team_id or 0)
    tried = DiscoveryCall.objects.unanswered().filter(lead=OuterRef("pk"), started_at__gte=start_of_day())
    leads = Lead.objects.standing().contactable().filter(whose, state__is_audited=True).exclude(Exists(tried))
    # Few are open, so that the database begins with them.
    waiting = leads.filter(audit_calls__isnull=False, audit_calls__ended_at=None)
    waiting = waiting.order_by("audit_calls__drawn_at", "pk")
    return [(pk, Reason(Why.AUDIT)) for pk in waiting.values_list("pk", flat=True)[:SIZE]]


def to_take(user, model):
    """Nobody's leads of the own team, the best first."""
    if not user.team_id:
        return []
    leads = Lead.objects.standing().filter(AT_WORK, state__owner=None, state__team_id=user.team_id)
    wanted = leads.open().contactable().exclude(status_is(Category.Kind.NURTURE, Category.Kind.DISQUALIFIED))
    wanted = wanted.exclude(for_a_closer())
    found = with_asked_at(wanted, model).best_first()[: SIZE // 5]
    return [(lead.pk, free_reason(lead)) for lead in found]


def free_reason(lead):
    return Reason(Why.FAST_LANE, at=lead.asked_at) if lead.asked_at else Reason(Why.FIRST_CALL)


def status_is(*kinds):
    """The status that people see: a person's word before the model's."""
    return Q(state__override__kind__in=kinds) | Q(state__override=None, state__category__kind__in=kinds)
