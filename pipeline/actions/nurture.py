"""Into a track, along it, and out of it. Only leads in a stage of kind nurture are in one."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.calendar import Calendar
from pipeline.models import Enrolment, LeadState, Stage, TrackRule, TrackStep
from pipeline.reports.nurture import returns_on

Entered, Left = Enrolment.Entered, Enrolment.Left


@transaction.atomic
def put_into_track(*, lead, track, by, note=""):
    """By hand, from whatever track it is in; None where the lead is not in nurture or the track has no step."""
    state = locked_state(lead.pk)
    if state is None:
        return None
    leave_open(lead.pk, Left.TRACK, what=track.name, by=by)
    return enter(lead.pk, track, Entered.HAND, by=by, note=note)


@transaction.atomic
def take_out_of_track(*, lead, by):
    """By hand; the lead stays parked. False where it is in no track."""
    locked_state(lead.pk)
    return leave_open(lead.pk, Left.HAND, by=by) > 0


def enter_parked(*, moves, reason, by, back_on=None):
    """Leads that were just parked, and so are locked, begin the track of the reason, and leave it on the day on which
    they come back. `moves` are the keys of the moves that parked them, by lead.
    """
    track = reason and reason.nurture_track
    step = first_step(track) if track and track.is_active else None
    if step is None:
        return
    states = LeadState.objects.filter(lead__in=moves).select_related("team")
    states = [state for state in states if track.team_id in (None, state.team_id)]
    leave_others([state.lead_id for state in states], track, moves)
    said = {"by": by, "what": reason.name, "longest": longest_stay(track)}
    rows = [
        made(
            state.lead_id,
            track,
            step,
            Entered.REASON,
            ends_at=end_of(state, reason, back_on),
            entered_move_id=moves[state.lead_id],
            **said,
        )
        for state in states
    ]
    Enrolment.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def leave_others(lead_ids, track, moves):
    """Parked from one stage of nurture to another, a lead goes on in the new track."""
    others = list(Enrolment.objects.open().filter(lead__in=lead_ids).exclude(track=track))
    now = timezone.now()
    for stay in others:
        stay.left_at, stay.left_by, stay.left_what = now, Left.TRACK, track.name
        stay.left_move_id = moves[stay.lead_id]
    Enrolment.objects.bulk_update(others, ["left_at", "left_by", "left_what", "left_move"], batch_size=1000)


def end_of(state, reason, back_on):
    """The beginning of the day on which its owner looks at the lead again."""
    day = back_on or returns_on(state.team, reason)
    return day and datetime.combine(day, time.min, Calendar.of(state.team).zone)


def enter(lead_id, track, entered_by, **said):
    """Begin a track; None where it takes nobody in, or the lead is in one."""
    step = first_step(track) if track.is_active else None
    if step is None:
        return None
    enrolment = made(lead_id, track, step, entered_by, longest=longest_stay(track), **said)
    Enrolment.objects.bulk_create([enrolment], ignore_conflicts=True)
    return Enrolment.objects.open().filter(lead=lead_id, track=track).first()


def made(lead_id, track, step, entered_by, *, longest, what=None, note="", ends_at=None, **said):
    now = timezone.now()
    return Enrolment(
        lead_id=lead_id,
        track=track,
        next_step=step,
        arrived_at=now,
        next_at=step_moment(step, now),
        ends_at=earlier(ends_at, longest and now + longest),
        entered_at=now,
        entered_by=entered_by,
        entered_what=what or {},
        note=note[:300],
        **said,
    )


def step_moment(step, now):
    """When a step is done of which the lead's turn begins now."""
    return now + timedelta(days=step.days) if step.kind == TrackStep.Kind.WAIT else now


def longest_stay(track):
    rules = track.rules.filter(way=TrackRule.Way.LEAVE, kind=TrackRule.Kind.DAYS)
    days = min(rules.values_list("days", flat=True), default=None)
    return days and timedelta(days=days)


def earlier(one, other):
    return min(filter(None, (one, other)), default=None)


def first_step(track):
    return track.steps.standing().in_order().first()


def step_after(enrolment, step):
    """The next standing one that this lead has not had: the order may have changed under way."""
    behind = Q(position__gt=step.position) | Q(position=step.position, pk__gt=step.pk)
    had = enrolment.steps.values("step")
    return enrolment.track.steps.standing().filter(behind).exclude(pk__in=had).in_order().first()


def go_on(enrolment, now):
    """To the next step, or out where there is none."""
    step = step_after(enrolment, enrolment.next_step)
    if step is None:
        return leave(enrolment, Left.DONE, now=now)
    enrolment.next_step, enrolment.arrived_at, enrolment.next_at = step, now, step_moment(step, now)
    enrolment.save(update_fields=["next_step", "arrived_at", "next_at"])
    return None


def leave(enrolment, left_by, *, now, what=None, came_back=False):
    enrolment.left_at, enrolment.left_by, enrolment.left_what = now, left_by, what or {}
    enrolment.came_back = came_back
    enrolment.save(update_fields=["left_at", "left_by", "left_what", "came_back"])


def leave_open(lead_id, left_by, *, by=None, what=None):
    found = Enrolment.objects.open().filter(lead=lead_id)
    return found.update(left_at=timezone.now(), left_by=left_by, left_what=what or {}, left_person=by)


def locked_state(lead_id):
    """The lead's own row, before anything of its track: all who change both wait for each other here."""
    states = LeadState.objects.select_for_update(of=("self",)).filter(stage__kind=Stage.Kind.NURTURE)
    return states.filter(lead=lead_id).first()
