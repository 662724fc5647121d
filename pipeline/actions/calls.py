"""A discovery call from its start to its end."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from frameworks_app.models import Category
from pipeline.models import Answer, DiscoveryCall, Lead, LeadState, Note, Reason, Stage
from pipeline.nudge import nudge
from pipeline.reports.asked import asked_of

from .audit_calls import end_audit, open_audit
from .clocks import accept_waiting, note_attempt
from .follow_ups import NextStep, plan_follow_up
from .outcomes import plan_return, put_away
from .overrides import lift_override, override_category
from .stages import move_lead


@transaction.atomic
def start_call(*, lead, by, language):
    """Open a call, or join the one that is open: a lead has one call at a time."""
    # The lead's own row makes two who start at once wait for each other.
    state = LeadState.objects.select_for_update().get(lead=lead)
    # An audit call is no answer to a hand-off.
    if state.owner_id == by.pk and not state.is_audited:
        at = timezone.now()
        accept_waiting(lead, by, at)
        note_attempt(lead, at)
    open_call = DiscoveryCall.objects.open().filter(lead=lead).first()
    return open_call or DiscoveryCall.objects.create(lead=lead, by=by, language=language)


@dataclass(frozen=True)
class Said:
    """What the browser sends of one answer; `client_id` makes a replay harmless. Rows are given by their ids."""

    client_id: object
    criterion_id: int
    rating: int | None
    evidence: str
    question_id: int | None = None
    source_id: int | None = None
    quote: str = ""
    value: object = None
    last_day: object = None
    heard_at: object = None  # now, unless the browser kept it for a while


@transaction.atomic
def record_answer(*, call, said, by):
    """Append one answer to an open call; the same client_id again changes nothing. True when it is new."""
    written = append_answer(lead_id=call.lead_id, call=call, said=said, by=by)
    if written:
        touch(call)
    return written


@transaction.atomic
def append_answer(*, lead_id, said, by, call=None):
    """What was heard, in a call or outside one; the same client_id again changes nothing. True when it is new."""
    answer = Answer(
        client_id=said.client_id,
        lead_id=lead_id,
        call=call,
        question_id=said.question_id,
        criterion_id=said.criterion_id,
        rating=said.rating,
        evidence=said.evidence,
        value=said.value,
        quote=said.quote,
        source_id=said.source_id,
        last_day=said.last_day,
        by=by,
        occurred_at=said.heard_at or timezone.now(),
    )
    written = Answer.objects.append(answer)
    if written:
        nudge("pipeline.tasks.rescore")
    return written


@transaction.atomic
def write_note(*, lead, text, by, client_id, call=None, criterion_id=None, at=None):
    """Append a note; the same client_id again changes nothing."""
    note, is_new = Note.objects.get_or_create(
        client_id=client_id,
        defaults={
            "lead": lead,
            "call": call,
            "criterion_id": criterion_id,
            "text": text,
            "by": by,
            "occurred_at": at or timezone.now(),
        },
    )
    if is_new and call:
        touch(call)
    return note


@transaction.atomic
def rate_note(*, note, criterion_id, rating, evidence, by):
    """Make an answer of a note: heard when it was noted, in the note's words. None when it has become one already."""
    note = Note.objects.select_for_update(of=["self"]).unrated().filter(pk=note.pk).first()
    if note is None:
        return None
    answer = Answer.objects.create(
        lead_id=note.lead_id,
        call_id=note.call_id,
        criterion_id=criterion_id,
        rating=rating,
        evidence=evidence,
        quote=note.text[:2000],
        by=by,
        occurred_at=note.occurred_at,
    )
    note.answer, note.criterion_id = answer, criterion_id
    note.save(update_fields=["answer", "criterion"])
    if note.call_id:
        touch(note.call)
    nudge("pipeline.tasks.rescore")
    return answer


@transaction.atomic
def change_language(*, call, language):
    """Ask in another language from here on."""
    DiscoveryCall.objects.filter(pk=call.pk).update(language=language)


def touch(call):
    """Whoever else has this call open sees by the revision that something is new."""
    DiscoveryCall.objects.filter(pk=call.pk).update(revision=F("revision") + 1)


@dataclass(frozen=True)
class CallEnd:
    """How a call ended: what the person decided. `category` only where it differs from the one that stands."""

    outcome: str
    stage: Stage
    reason: Reason | None = None
    category: Category | None = None
    category_why: str = ""
    lifts_override: bool = False
    next_step: NextStep | None = None
    summary: str = ""


@transaction.atomic
def end_call(*, call, ended, by):
    """Close the call, move the lead where the person decided, and plan the next step."""
    # Locked and still open, so that a double click cannot end it twice.
    call = DiscoveryCall.objects.select_for_update().open().get(pk=call.pk)
    audit = open_audit(call.lead_id)
    call.ended_at = timezone.now()
    call.outcome = ended.outcome
    call.stage, call.reason, call.category = ended.stage, ended.reason, ended.category
    call.summary = ended.summary
    call.save(update_fields=["ended_at", "outcome", "stage", "reason", "category", "summary"])
    touch(call)
    if ended.category:
        override_category(lead=call.lead, category=ended.category, why=ended.category_why, by=by)
    elif ended.lifts_override:
        lift_override(lead=call.lead, by=by)
    close_due_follow_ups(call=call)
    if ended.next_step and ended.stage.is_open:
        # Before the lead moves: a next step may be just what its stage asks for.
        plan_follow_up(lead=call.lead, step=ended.next_step, by=by, call=call)
    place_lead(call, ended, by)
    if audit:
        end_audit(audit=audit, call=call, ended=ended)
    if ended.next_step and not ended.stage.is_open:
        plan_follow_up(lead=call.lead, step=ended.next_step, by=by, call=call)
    elif ended.stage.kind == Stage.Kind.NURTURE and ended.reason:
        plan_return(lead=call.lead, reason=ended.reason, by=by)
    nudge("pipeline.tasks.rescore")
    return call


def place_lead(call, ended, by):
    """On along the open stages, or out of them by the same rules as without a call.

    Ending a call waits for nothing: where the stage still asks for something, the lead stays.
    """
    if not ended.stage.is_open:
        put_away(call.lead, ended.stage, ended.reason, by)
        return
    lead = Lead.objects.with_state().get(pk=call.lead_id)
    if not asked_of(lead, ended.stage).open:
        move_lead(lead=lead, stage=ended.stage, reason=ended.reason, by=by)
    else:
        call.stage = lead.state.stage
        call.save(update_fields=["stage"])


def close_due_follow_ups(*, call):
    """The call was the step that had been due."""
    call.lead.follow_ups.due_by(call.ended_at).update(done_at=call.ended_at)
