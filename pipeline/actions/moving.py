"""How people move a lead: what the stage asks is given in place, and the lead goes on when nothing is open."""

from dataclasses import dataclass, replace

from django.db import transaction

from accounts.models import User
from pipeline.models import DiscoveryCall, Lead, LeadState, Objection, Stage, StageMove
from pipeline.models.stage import may_overrule
from pipeline.reports.asked import asked_of

from .attempts import log_attempt
from .calls import Said, append_answer
from .checklist import tick_line
from .follow_ups import NextStep, plan_follow_up
from .hand_offs import pass_lead
from .objections import answer_objection
from .outcomes import accept_lead, close_lead
from .stages import assign_lead, move_lead
from .stakeholders import add_stakeholder


@dataclass(frozen=True)
class Given:
    """What a person gave of what was asked; what is empty was not given."""

    answers: tuple[Said, ...] = ()
    steps: tuple[NextStep, ...] = ()
    # As add_stakeholder takes them.
    seats: tuple[dict, ...] = ()
    # Of the lead itself, such as its amount and currency.
    facts: tuple[tuple[str, object], ...] = ()
    # Stage and line.
    ticks: tuple[tuple[Stage, str], ...] = ()
    # Outcome and channel.
    attempt: tuple[str, str] | None = None
    accepts: bool = False
    passed_to: User | None = None
    owner: User | None = None
    # Objections by their keys, with our answers.
    objections: tuple[tuple[int, str], ...] = ()

    @property
    def is_empty(self):
        return self == Given()


@dataclass(frozen=True)
class Passage:
    """Whether the lead has moved; `left` is what was still open, `is_overtaken`: somebody else was quicker."""

    move: StageMove | None = None
    left: tuple = ()
    is_overtaken: bool = False
    # What closing answered, to be taken back.
    decision: object = None


@transaction.atomic
def advance_lead(*, lead, stage, by, note="", given=None, overrule="", seen=None):
    """Write what was given, and move the lead if nothing is open any more, or a manager overrules with a reason.

    `seen` is the stage in which it stood under the mover's eyes: somebody who was quicker is not overwritten. Not by
    revision: that one rises with every rescore, which is nothing to the person who moves a card.
    """
    return pass_on(lead, stage, by, given, overrule, seen, lambda **more: Passage(move=move_lead(**more)), note=note)


@transaction.atomic
def close_asked(*, lead, stage, by, given=None, overrule="", **closing):
    """As advance_lead, for won and lost: `closing` is what close_lead takes."""
    return pass_on(lead, stage, by, given, overrule, None, closed, **closing)


def closed(**closing):
    return Passage(decision=close_lead(**closing))


def pass_on(lead, stage, by, given, overrule, seen, go, *, note="", **more):
    state = LeadState.objects.select_for_update().get(lead=lead)
    if seen is not None and state.stage_id != seen:
        return Passage(is_overtaken=True)
    give(lead=lead, given=given or Given(), by=by)
    # What was given may have changed the lead's own row, its owner and its result.
    lead = Lead.objects.with_state().get(pk=lead.pk)
    asked = asked_of(lead, stage)
    left = tuple(item for item in asked.open if not is_answered_by_closing(item, stage, more))
    why = overrule.strip() if may_overrule(by) else ""
    if left and not why:
        return Passage(left=left)
    kept = [each for each in asked.overruled() if each["key"] in {item.key for item in left}] if left else []
    note = "\n".join(filter(None, [note, why if left else ""]))
    return replace(go(lead=lead, stage=stage, by=by, note=note, overruled=kept, **more), left=left)


def is_answered_by_closing(item, stage, closing):
    """Whoever closes says what was won, and when: the amount is not asked twice, nor when it is expected."""
    is_won = stage.kind == Stage.Kind.WON and item.kind == "field"
    return is_won and (item.about == "expected_close" or closing.get("amount") is not None)


@transaction.atomic
def give(*, lead, given, by):
    """Write down everything that was given."""
    for said in given.answers:
        append_answer(lead_id=lead.pk, said=said, by=by)
    for step in given.steps:
        plan_follow_up(lead=lead, step=step, by=by)
    for seat in given.seats:
        add_stakeholder(lead=lead, by=by, **seat)
    for stage, line in given.ticks:
        tick_line(lead=lead, stage=stage, line=line, by=by)
    for pk, answer in given.objections:
        answer_objection(objection=Objection.objects.get(pk=pk, lead=lead), answer=answer, by=by)
    if given.facts:
        change_facts(lead, dict(given.facts))
    if given.attempt:
        make_attempt(lead, given.attempt, by)
    hand_over(lead, given, by)


def change_facts(lead, facts):
    for name, value in facts.items():
        setattr(lead, name, value)
    lead.save(update_fields=list(facts))


def make_attempt(lead, attempt, by):
    """Nobody answered: the cadence goes on. Somebody did: that is all there is to say here."""
    outcome, channel = attempt
    if outcome in DiscoveryCall.UNANSWERED:
        log_attempt(lead=lead, outcome=outcome, channel=channel, by=by)
    else:
        note_contact(lead=lead, outcome=outcome, channel=channel, by=by)


def note_contact(*, lead, outcome, channel, by):
    """They were reached, outside a discovery call."""
    call = DiscoveryCall(lead=lead, by=by, outcome=outcome, channel=channel)
    # One moment for both, as for every attempt: there is no form to be read.
    call.ended_at = call.started_at
    call.save()
    return call


def hand_over(lead, given, by):
    if given.owner:
        assign_lead(lead=lead, owner=given.owner, by=by)
    if given.accepts:
        accept_lead(lead=lead, by=by)
    if given.passed_to:
        pass_lead(lead=lead, by=by, team=given.passed_to.team, to=given.passed_to)
