"""An attempt that reached nobody: one key in the queue, no form."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.calendar import Calendar
from pipeline.models import DiscoveryCall, FollowUp, HandOff, LeadState, Note, Stage, StageMove
from pipeline.nudge import nudge
from pipeline.reports.attempts import attempts_of
from pipeline.reports.cadence import Tried, What, next_attempt

from .audit_calls import open_audit, reopen_audit, tried_in_vain
from .clocks import accept_waiting, forget_attempt, note_attempt
from .follow_ups import NextStep, drop_follow_ups, plan_follow_up
from .stages import move_lead, undo_move

# An agreed hour counts as kept when the call comes a little early.
A_LITTLE_EARLY = timedelta(minutes=15)
KIND_OF_STEP = {DiscoveryCall.Channel.PHONE: FollowUp.Kind.CALL, DiscoveryCall.Channel.EMAIL: FollowUp.Kind.EMAIL}


@transaction.atomic
def log_attempt(*, lead, outcome, by, channel=DiscoveryCall.Channel.PHONE, client_id=None):
    """Keep the attempt, finish what was due, and plan what the cadence says; the same client_id again changes nothing.

    The lead comes with its state.
    """
    # The lead's own row makes two clicks at once wait for each other.
    LeadState.objects.select_for_update().get(lead=lead)
    if client_id and (logged := DiscoveryCall.objects.filter(client_id=client_id, lead=lead).first()):
        return logged
    at = timezone.now()
    attempt = DiscoveryCall.objects.create(
        lead=lead, by=by, started_at=at, ended_at=at, channel=channel, outcome=outcome, client_id=client_id
    )
    audit = open_audit(lead.pk)
    if lead.state.owner_id == by.pk and not audit:
        accept_waiting(lead, by, at)
    if not audit:
        note_attempt(lead, at, HandOff.Kind.SDR)
        leave_untouched(attempt)
    finish_due(attempt)
    note_wrong_number(attempt)
    # An audit call comes back by itself, outside the cadence.
    if audit:
        tried_in_vain(audit, attempt)
    else:
        plan_what_follows(attempt)
    nudge("pipeline.tasks.rescore")
    return attempt


def leave_untouched(attempt):
    """The first attempt takes a lead out of the stage that ends with one."""
    lead = attempt.lead
    if lead.state.stage_id == Stage.objects.first_open().pk:
        stages = Stage.objects.active().for_team(lead.state.team_id).of_kind(Stage.Kind.OPEN)
        trying = stages.filter(exit_criteria__contains=[{"kind": "contact_made"}]).first()
        if trying:
            move_lead(lead=lead, stage=trying, by=attempt.by, at=attempt.ended_at)


def finish_due(attempt):
    """This was the step that had been due; attempts planned for later give way to the one that is planned now."""
    kind, at = KIND_OF_STEP.get(attempt.channel), attempt.ended_at
    steps = attempt.lead.follow_ups.open()
    tonight = datetime.combine(at.astimezone(attempt.by.zone), time.max, attempt.by.zone)
    is_due = Q(has_hour=False, due_at__lte=tonight) | Q(due_at__lte=at + A_LITTLE_EARLY)
    steps.filter(is_due, kind=kind).update(done_at=at)
    if kind == FollowUp.Kind.CALL:
        steps.after_attempts().filter(kind=FollowUp.Kind.TASK).update(done_at=at)
        drop_follow_ups(steps.after_attempts(), at=at)


def note_wrong_number(attempt):
    if attempt.outcome == DiscoveryCall.Outcome.WRONG_NUMBER:
        text = _("Wrong number: %(phone)s") % {"phone": attempt.lead.phone or _("none given")}
        Note.objects.create(lead=attempt.lead, call=attempt, text=text, by=attempt.by, occurred_at=attempt.ended_at)


def plan_what_follows(attempt):
    """By the cadence, for the lead's owner; a call that stands in the calendar is not doubled."""
    found = next_attempt(tried(attempt))
    lead, owner = attempt.lead, attempt.lead.state.owner or attempt.by
    if found.what is What.CALL and lead.follow_ups.open().filter(kind=FollowUp.Kind.CALL).exists():
        return
    step = NextStep(kind=FollowUp.Kind.CALL, due_at=found.at)
    if found.what is not What.CALL:
        # The note is for the owner to read.
        with translation.override(owner.language):
            step = NextStep(kind=FollowUp.Kind.TASK, due_at=found.at, note=task_words(found.what, lead))
    plan_follow_up(lead=lead, step=step, by=attempt.by, call=attempt, owner=owner)


def task_words(what, lead):
    if what is What.FIND_NUMBER:
        return _("Find the right number")
    number = len(attempts_of(lead.pk))
    return ngettext(
        "Nobody reached in %(number)d attempt: nurture?", "Nobody reached in %(number)d attempts: nurture?", number
    ) % {"number": number}


def tried(attempt):
    """The attempt among those before it, as the cadence counts them."""
    calendar = Calendar.of(attempt.lead.state.team)
    zone = zone_of(attempt.lead, calendar)
    # One that is only thought of counts as well.
    moments = attempts_of(attempt.lead_id) + ([] if attempt.pk else [attempt.ended_at])
    day = attempt.ended_at.astimezone(zone).date()
    return Tried(
        outcome=attempt.outcome,
        at=attempt.ended_at,
        number=len(moments),
        today=sum(moment.astimezone(zone).date() == day for moment in moments),
        first_at=moments[0],
        zone=zone,
        calendar=calendar,
    )


def zone_of(lead, calendar):
    """Where the lead is; where nobody knows it, or wrote no zone, it is where the team is."""
    try:
        return ZoneInfo(lead.time_zone) if lead.time_zone else calendar.zone
    except (ZoneInfoNotFoundError, ValueError):
        return calendar.zone


@transaction.atomic
def undo_attempt(*, attempt, by):
    """Take back the attempt and all that logging it did; False when the lead has been worked on since."""
    lead, at = attempt.lead, attempt.ended_at
    LeadState.objects.select_for_update().get(lead=lead)
    if is_overtaken(attempt) or not is_move_undone(attempt, by):
        return False
    FollowUp.objects.filter(call=attempt).delete()
    # What the attempt finished carries its moment.
    lead.follow_ups.filter(done_at=at).update(done_at=None, is_dropped=False)
    forget_attempt(lead, at)
    reopen_audit(attempt)
    attempt.delete()
    return True


def is_overtaken(attempt):
    later = DiscoveryCall.objects.filter(lead=attempt.lead_id, started_at__gt=attempt.started_at)
    return later.exists() or FollowUp.objects.filter(call=attempt).exclude(done_at=None).exists()


def is_move_undone(attempt, by):
    moves = StageMove.objects.filter(lead=attempt.lead_id, occurred_at=attempt.ended_at, by=attempt.by)
    move = moves.select_related("lead", "from_stage", "to_stage").first()
    return move is None or undo_move(move=move, by=by) is not None
