"""What a review decides about a lead: at once a move, a hold, a new owner or date, and a follow-up.

Of two who decide about one lead the second is told what the first has decided, and may replace it: what that had
changed is taken back, as far as nobody has gone on from there, and both decisions stay in the record.
"""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from pipeline.models import Hold, Lead, LeadState, Reason, ReviewDecision, Stage, StageMove

from .holds import put_on_hold, take_back_hold
from .moving import Given, advance_lead
from .outcomes import Decision, disqualify_lead, nurture_lead, place, return_lead, undo_decision
from .review_items import drop_item, take_on
from .reviews import being_held, bump
from .stages import assign_lead, undo_move

KIND = ReviewDecision.Kind


class DecidedMeanwhile(Exception):
    """Somebody else has decided about this lead since the page was read; `decision` is theirs, or None."""

    def __init__(self, decision):
        super().__init__(decision)
        self.decision = decision


class StillAsked(Exception):
    """The stage asks for more before the lead may go on: `left` as reports.asked names it."""

    def __init__(self, left):
        super().__init__(left)
        self.left = left


@dataclass(frozen=True)
class Choice:
    """What a person chose. `day` is the new close date, the end of waiting, the return, or when `owner` acts next."""

    kind: str
    note: str = ""
    stage: Stage | None = None
    owner: User | None = None
    day: date | None = None
    reason: Reason | None = None
    waits_for: str = ""
    # To advance although the stage asks for more: what was given, and a manager's reason.
    given: Given | None = None
    overrule: str = ""


@transaction.atomic
def decide(*, review, lead, choice, by, seen=None):
    """Decide about a lead of an open review. `seen` is the key of the decision that stood under the person's eyes."""
    review = being_held(review)
    standing = review.decisions.standing().filter(lead=lead).first()
    if (standing and standing.pk) != seen:
        raise DecidedMeanwhile(standing)
    if standing:
        replace(standing, by)
    lead = Lead.objects.with_state().get(pk=lead.pk)
    said = {"note": choice.note, "stage": choice.stage, "owner": choice.owner, "day": choice.day}
    decision = ReviewDecision.objects.create(
        review=review,
        lead=lead,
        kind=choice.kind,
        reason=choice.reason,
        waits_for=choice.waits_for,
        effect=EFFECTS[choice.kind](lead, choice, by),
        by=by,
        **said,
    )
    if choice.day and choice.kind in {KIND.KEEP, KIND.ADVANCE, KIND.REASSIGN}:
        take_on(review, lead=lead, text=choice.note, owner=choice.owner, due_on=choice.day, by=by, decision=decision)
    bump(review)
    return decision


def replace(decision, by):
    TAKE_BACK.get(decision.kind, nothing)(decision, by)
    drop_item(decision)
    ReviewDecision.objects.filter(pk=decision.pk).update(replaced_at=timezone.now())


@transaction.atomic
def take_back_decision(*, review, lead, by, seen):
    """As if nothing had been decided about this lead."""
    review = being_held(review)
    standing = review.decisions.standing().filter(lead=lead).first()
    if standing is None or standing.pk != seen:
        raise DecidedMeanwhile(standing)
    replace(standing, by)
    bump(review)


KEEP_REST = """
    INSERT INTO pipeline_reviewdecision (review_id, lead_id, kind, note, waits_for, effect, by_id, at)
    SELECT found.review_id, found.lead_id, 'keep', '', '', '{}', %(by)s, %(at)s FROM pipeline_reviewlead found
    WHERE found.review_id = %(review)s AND found.is_carried AND found.flags = '{}' AND NOT EXISTS (
        SELECT FROM pipeline_reviewdecision standing WHERE standing.review_id = found.review_id
            AND standing.lead_id = found.lead_id AND standing.replaced_at IS NULL
    )
"""


@transaction.atomic
def keep_all_unflagged(*, review, by):
    """Keep whatever is carried on, has no flag and nobody has decided about; how many these were."""
    review = being_held(review)
    with connection.cursor() as cursor:
        cursor.execute(KEEP_REST, {"review": review.pk, "by": by and by.pk, "at": timezone.now()})
        kept = cursor.rowcount
    bump(review)
    return kept


@transaction.atomic
def take_back_kept(*, review, by, at):
    """Those that one click has kept at that moment, unless somebody has decided otherwise since."""
    review = being_held(review)
    kept = review.decisions.standing().filter(kind=KIND.KEEP, by=by, at=at)
    number = kept.update(replaced_at=timezone.now())
    bump(review)
    return number


def nothing(*_said):
    return {}


def advance(lead, choice, by):
    passage = advance_lead(
        lead=lead, stage=choice.stage, by=by, note=choice.note, given=choice.given, overrule=choice.overrule
    )
    if passage.move is None and passage.left:
        raise StillAsked(passage.left)
    return {"move": passage.move and passage.move.pk}


def slip(lead, choice, by):
    effect = {"before": lead.expected_close and lead.expected_close.isoformat(), "after": choice.day.isoformat()}
    lead.expected_close = choice.day
    lead.save(update_fields=["expected_close"])
    return effect


def reassign(lead, choice, by):
    before = {"owner": lead.state.owner_id, "team": lead.state.team_id, "to": choice.owner.pk}
    assign_lead(lead=lead, owner=choice.owner, by=by)
    return before


def hold(lead, choice, by):
    return {"hold": put_on_hold(lead=lead, until=choice.day, kind=choice.waits_for, reason=choice.note, by=by).pk}


def give_back(lead, choice, by):
    return asdict(return_lead(lead=lead, reason=choice.reason, note=choice.note, by=by))


def nurture(lead, choice, by):
    return asdict(nurture_lead(lead=lead, reason=choice.reason, note=choice.note, back_on=choice.day, by=by))


def disqualify(lead, choice, by):
    return asdict(disqualify_lead(lead=lead, reason=choice.reason, note=choice.note, by=by))


EFFECTS = {
    KIND.KEEP: nothing,
    KIND.ADVANCE: advance,
    KIND.SLIP: slip,
    KIND.REASSIGN: reassign,
    KIND.HOLD: hold,
    KIND.RETURN: give_back,
    KIND.NURTURE: nurture,
    KIND.DISQUALIFY: disqualify,
}


def undo_advance(decision, by):
    if move := StageMove.objects.filter(pk=decision.effect["move"]).first():
        undo_move(move=move, by=by)


def undo_slip(decision, by):
    """Unless somebody has given another date since."""
    slipped = Lead.objects.filter(pk=decision.lead_id, expected_close=decision.effect["after"])
    slipped.update(expected_close=decision.effect["before"])


def undo_reassign(decision, by):
    effect = decision.effect
    if LeadState.objects.filter(lead=decision.lead_id, owner=effect["to"]).exists():
        place(decision.lead_id, owner_id=effect["owner"], team_id=effect["team"])


def undo_hold(decision, by):
    if found := Hold.objects.filter(pk=decision.effect["hold"]).first():
        take_back_hold(hold=found, by=by)


def undo_outcome(decision, by):
    effect = decision.effect
    undo_decision(decision=Decision(**{**effect, "dropped": tuple(effect["dropped"])}), by=by)


TAKE_BACK = {
    KIND.ADVANCE: undo_advance,
    KIND.SLIP: undo_slip,
    KIND.REASSIGN: undo_reassign,
    KIND.HOLD: undo_hold,
    KIND.RETURN: undo_outcome,
    KIND.NURTURE: undo_outcome,
    KIND.DISQUALIFY: undo_outcome,
}
