"""The ways out of the pipeline and back: disqualified, parked, returned, won or lost, reopened, accepted.

Each answers with a Decision, which says by keys what it changed, so that it can be taken back.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.calendar import Calendar
from accounts.models import Role, User
from pipeline.models import FollowUp, HandOff, Lead, LeadState, Stage, StageMove
from pipeline.nudge import nudge
from pipeline.reports.clocks import answer_due
from pipeline.reports.nurture import returns_on

from .clocks import accept_waiting
from .follow_ups import NextStep, drop_follow_ups, pick_up_follow_ups, plan_follow_up, senseless
from .nurture import enter_parked
from .stages import move_lead, undo_move


@dataclass(frozen=True)
class Decision:
    """What was changed: rows by their keys, values as they were before."""

    lead_id: int
    move_id: int | None = None
    planned_id: int | None = None
    dropped: tuple = ()
    owner_id: int | None = None
    team_id: int | None = None
    is_reassigned: bool = False
    hand_off_id: int | None = None
    is_new_hand_off: bool = False
    accepted_id: int | None = None
    amount: str | None = None
    currency: str = ""
    has_new_amount: bool = False


@transaction.atomic
def disqualify_lead(*, lead, reason, by, note="", referral="", stage=None):
    """It will never buy; who else may need it is kept with the note."""
    if referral:
        note = "\n".join(filter(None, [note, _("May need it: %(who)s") % {"who": referral}]))
    return put_away(lead, stage or stage_of(lead, Stage.Kind.DISQUALIFIED), reason, by, note=note)


@transaction.atomic
def nurture_lead(*, lead, reason, by, back_on=None, note="", stage=None):
    """Not now: its owner looks at it again on `back_on`, else when the reason says."""
    made = put_away(lead, stage or stage_of(lead, Stage.Kind.NURTURE), reason, by, back_on=back_on, note=note)
    planned = plan_return(lead=lead, reason=reason, by=by, back_on=back_on)
    return replace(made, planned_id=planned and planned.pk)


def plan_return(*, lead, reason, by, back_on=None):
    """A call by the lead's owner on the day on which it comes back; nothing where nobody knows the day."""
    team, owner = lead.state.team, lead.state.owner or by
    day = back_on or returns_on(team, reason)
    if day is None:
        return None
    # The note is for the owner to read.
    with translation.override(owner.language):
        words = _("Back from nurture: %(reason)s") % {"reason": reason}
    due_at = datetime.combine(day, Calendar.of(team).works_from, owner.zone)
    # Whoever asked to be left alone is looked at again, and not called.
    kind = FollowUp.Kind.CALL if lead.may_be_contacted else FollowUp.Kind.TASK
    step = NextStep(kind=kind, due_at=due_at, note=words[:300])
    return plan_follow_up(lead=lead, step=step, by=by, owner=owner)


@transaction.atomic
def close_lead(
    *, lead, stage, reason, by, amount=None, currency="", competitor="", closed_on=None, note="", overruled=()
):
    """Won or lost: the amount stays with the lead, the competitor with the move."""
    was = Lead.objects.only("amount", "currency").get(pk=lead.pk)
    said = {"note": note, "competitor": competitor, "overruled": overruled}
    made = put_away(lead, stage, reason, by, at=closing_moment(lead, closed_on), **said)
    if amount is None or (amount, currency) == (was.amount, was.currency):
        return made
    lead.amount, lead.currency = amount, currency
    lead.save(update_fields=["amount", "currency"])
    before = str(was.amount) if was.amount is not None else None
    return replace(made, amount=before, currency=was.currency, has_new_amount=True)


def closing_moment(lead, day):
    """Now, or the noon of an earlier day, but never before the lead came to where it stands."""
    if day is None or day >= timezone.localdate():
        return None
    noon = timezone.make_aware(datetime.combine(day, datetime.min.time()) + timedelta(hours=12))
    return max(noon, LeadState.objects.get(lead=lead).stage_changed_at)


@transaction.atomic
def put_away(lead, stage, reason, by, *, back_on=None, **said):
    """The move out of the pipeline; what was planned for the lead and has lost its sense is dropped."""
    move = move_lead(lead=lead, stage=stage, reason=reason, by=by, **said)
    dropped = drop_follow_ups(senseless([lead.pk], stage), at=timezone.now())
    if stage.kind == Stage.Kind.NURTURE:
        enter_parked(moves={lead.pk: move and move.pk}, reason=reason, by=by, back_on=back_on)
    # Whoever decides on a lead has taken it: nobody waits for an answer any more. An audit call stands outside clocks.
    is_outside = by is None or lead.state.is_audited
    taken = None if is_outside else accept_waiting(lead, by, timezone.now(), on_behalf=True)
    nudge("pipeline.tasks.rescore")
    return Decision(lead_id=lead.pk, move_id=move and move.pk, dropped=tuple(dropped), accepted_id=taken and taken.pk)


def stage_of(lead, kind):
    """Where leads of this kind go: the team's own stage before the common one."""
    stages = Stage.objects.active().for_team(lead.state.team_id).of_kind(kind)
    found = stages.order_by(F("team").asc(nulls_last=True), "position", "pk").first()
    if found is None:
        raise Stage.DoesNotExist(f"no active stage of kind {kind}")
    return found


@transaction.atomic
def return_lead(*, lead, reason, by, note=""):
    """Back to marketing: nobody owns it, and the hand-off that brought it says why."""
    state = LeadState.objects.select_for_update().get(lead=lead)
    hand_off, is_new = hand_off_to_return(lead, state)
    now = timezone.now()
    hand_off.returned_at, hand_off.returned_by, hand_off.reason, hand_off.note = now, by, reason, note
    hand_off.answer_by = answer_due(now)
    hand_off.save()
    move = move_lead(lead=lead, stage=Stage.objects.first_open(), reason=reason, note=note, by=by)
    dropped = drop_follow_ups(FollowUp.objects.filter(lead=lead), at=now)
    place(lead.pk, owner_id=None, team_id=None)
    return Decision(
        lead_id=lead.pk,
        move_id=move and move.pk,
        dropped=tuple(dropped),
        owner_id=state.owner_id,
        team_id=state.team_id,
        is_reassigned=True,
        hand_off_id=hand_off.pk,
        is_new_hand_off=is_new,
    )


def hand_off_to_return(lead, state):
    """The waiting or the latest hand-off, and whether it had to be made."""
    latest = HandOff.objects.select_for_update().filter(lead=lead).first()
    if latest and latest.returned_at is None:
        return latest, False
    return HandOff(lead=lead, team_id=state.team_id, to_id=state.owner_id), True


def place(lead_id, *, owner_id, team_id):
    LeadState.objects.filter(lead=lead_id).update(owner=owner_id, team=team_id, revision=F("revision") + 1)
    nudge("pipeline.tasks.rescore")


@transaction.atomic
def reopen_lead(*, lead, by, note=""):
    """Back to the open stage it was last in, with all that was heard; it stays with its owner while that one works."""
    state = LeadState.objects.select_for_update(of=("self",)).select_related("owner").get(lead=lead)
    move = move_lead(lead=lead, stage=last_open_stage(lead), by=by, note=note)
    made = Decision(lead_id=lead.pk, move_id=move and move.pk)
    if state.owner is None or state.owner.is_active:
        return made
    heir = User.objects.active().sellers().filter(pk=by.pk).first()
    place(lead.pk, owner_id=heir and heir.pk, team_id=(heir and heir.team_id) or state.team_id)
    return replace(made, owner_id=state.owner_id, team_id=state.team_id, is_reassigned=True)


def last_open_stage(lead):
    """Where the lead stood before it was put away; the first stage where nobody knows or it is archived."""
    moves = StageMove.objects.filter(lead=lead, from_stage__kind=Stage.Kind.OPEN, from_stage__is_active=True)
    left = moves.exclude(to_stage__kind=Stage.Kind.OPEN).order_by("-occurred_at", "-pk").first()
    return left.from_stage if left else Stage.objects.first_open()


@transaction.atomic
def accept_lead(*, lead, by):
    """The hand-off that waits is accepted, and what was for anyone is theirs; None where none waits for them.

    Managers and those who see all teams accept on behalf of whoever it was given to.
    """
    LeadState.objects.select_for_update().get(lead=lead)
    on_behalf = by.role not in {Role.SDR, Role.ACCOUNT_EXECUTIVE}
    accepted = accept_waiting(lead, by, timezone.now(), on_behalf=on_behalf)
    if accepted and accepted.to_id is None:
        free = LeadState.objects.filter(lead=lead)
        # A closer takes over from the one who has qualified it.
        if accepted.kind == HandOff.Kind.SDR:
            free = free.filter(owner=None)
        free.update(owner=by, revision=F("revision") + 1)
    return accepted


@transaction.atomic
def undo_decision(*, decision, by):
    """Take it back, unless somebody has moved the lead or given it away since: False then."""
    lead = Lead.objects.get(pk=decision.lead_id)
    state = LeadState.objects.select_for_update().get(lead=lead)
    if is_given_away(decision, state) or not is_move_undone(decision, by):
        return False
    FollowUp.objects.open().filter(pk=decision.planned_id).delete()
    pick_up_follow_ups(decision.dropped)
    if decision.is_reassigned:
        place(lead.pk, owner_id=decision.owner_id, team_id=decision.team_id)
    if decision.has_new_amount:
        lead.amount, lead.currency = decision.amount, decision.currency
        lead.save(update_fields=["amount", "currency"])
    undo_hand_off(decision)
    HandOff.objects.filter(pk=decision.accepted_id).update(accepted_at=None, accepted_by=None, minutes_to_accept=None)
    nudge("pipeline.tasks.rescore")
    return True


def is_given_away(decision, state):
    """A returned lead that marketing has passed on belongs to somebody again."""
    return decision.hand_off_id is not None and (state.owner_id is not None or state.team_id is not None)


def is_move_undone(decision, by):
    if decision.move_id is None:
        return True
    move = StageMove.objects.select_related("lead", "from_stage", "to_stage").get(pk=decision.move_id)
    return undo_move(move=move, by=by) is not None


def undo_hand_off(decision):
    returned = HandOff.objects.filter(pk=decision.hand_off_id)
    if decision.is_new_hand_off:
        returned.delete()
    else:
        returned.update(returned_at=None, returned_by=None, reason=None, note="", answer_by=None)
