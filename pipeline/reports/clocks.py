"""Which clock runs for a lead that is handed off, until when, and what is left of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.calendar import Calendar
from pipeline.models import HandOff, HandOffClock, LatenessRule, Signal, Stage, StageMove

# What somebody did, or where the lead came from, counts for the clock as long as it is fresh.
FRESH = timedelta(days=2)
Event = HandOffClock.Event


@dataclass(frozen=True)
class Times:
    """The moments of one clock."""

    accept_by: datetime
    warn_at: datetime
    escalate_at: datetime
    reassign_at: datetime
    attempt_by: datetime | None
    attempt_warn_at: datetime | None


def clock_for(lead, kind):
    """The first active clock that runs for this lead now; None where none does. The lead comes with its state."""
    clocks = list(HandOffClock.objects.active().exclude(event=Event.RETURNED))
    if kind == HandOff.Kind.ACCOUNT_EXECUTIVE:
        return next((each for each in clocks if each.event == Event.CLOSER), None)
    done = recent_signals(lead)
    return next((each for each in clocks if is_run_by(each, lead, done)), None)


def is_run_by(clock, lead, done):
    match clock.event:
        case Event.ASKED:
            return not done.isdisjoint(clock.signal_types)
        case Event.BACK:
            return is_back(lead)
        case Event.STATUS:
            status = lead.state.override or lead.state.category
            return not clock.statuses or bool(status and status.key in clock.statuses)
    return False


def recent_signals(lead):
    now = timezone.now()
    recent = Signal.objects.filter(lead=lead, occurred_at__gte=now - FRESH, occurred_at__lte=now)
    return set(recent.values_list("type__key", flat=True))


def is_back(lead):
    """Whether it has just left nurture to be worked again."""
    moves = StageMove.objects.filter(lead=lead, occurred_at__gte=timezone.now() - FRESH)
    return moves.filter(from_stage__kind=Stage.Kind.NURTURE, to_stage__kind=Stage.Kind.OPEN).exists()


def calendar_of(hand_off):
    """Of whoever is to accept it, else of the team."""
    return Calendar.of_person(hand_off.to, hand_off.team) if hand_off.to else Calendar.of(hand_off.team)


def times_of(clock, start, calendar):
    rule = LatenessRule.in_force()

    def after(minutes, percent=100):
        return calendar.minutes_later(start, minutes * percent / 100)

    return Times(
        accept_by=after(clock.accept_minutes),
        warn_at=after(clock.accept_minutes, rule.warn_percent),
        escalate_at=after(clock.accept_minutes, rule.escalate_percent),
        reassign_at=after(clock.accept_minutes, rule.reassign_percent),
        attempt_by=after(clock.attempt_minutes) if clock.attempt_minutes else None,
        attempt_warn_at=after(clock.attempt_minutes, rule.warn_percent) if clock.attempt_minutes else None,
    )


def answer_due(moment):
    """When marketing is to have answered a lead that is returned at this moment; None where no clock runs."""
    clock = HandOffClock.objects.active().filter(event=Event.RETURNED).first()
    return clock and Calendar.of(None).minutes_later(moment, clock.accept_minutes)


@dataclass(frozen=True)
class Left:
    """What is left of a clock, or by how much it is late, in working minutes."""

    minutes: int
    is_late: bool
    is_short: bool = False


def left_until(moment, team, *, warn_at=None):
    """By the team's calendar; a page does without the absences of each person."""
    now, calendar = timezone.now(), Calendar.of(team)
    if moment <= now:
        return Left(calendar.minutes_between(moment, now), is_late=True)
    return Left(calendar.minutes_between(now, moment), is_late=False, is_short=warn_at is not None and warn_at <= now)
