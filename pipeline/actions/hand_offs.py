"""Passing a lead on, and from one person to the next. Accepting and returning it are outcomes."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import Role
from pipeline.models import HandOff, LeadState
from pipeline.reports.hand_off_rules import rule_for

from .clocks import accept_waiting, with_clock
from .outcomes import place
from .stages import assign_lead


@dataclass(frozen=True)
class Passed:
    """A hand-off, and whose the lead was before it."""

    hand_off_id: int
    owner_id: int | None
    team_id: int | None


@transaction.atomic
def pass_lead(*, lead, by, team, to=None, rule=None):
    """Give the lead to a team, or to a person of it, who accept or return it; None when it waits for somebody."""
    # The lead's own row makes two who pass it on at once wait for each other.
    state = LeadState.objects.select_for_update().get(lead=lead)
    if HandOff.objects.waiting().filter(lead=lead).exists():
        return None
    kind = rule.kind if rule else kind_for(to)
    hand_off = HandOff(lead=lead, kind=kind, team=team, to=to, by=by, rule=rule, occurred_at=timezone.now())
    store(hand_off)
    give(hand_off, by)
    return Passed(hand_off.pk, state.owner_id, state.team_id)


def kind_for(person):
    is_closer = person is not None and person.role == Role.ACCOUNT_EXECUTIVE
    return HandOff.Kind.ACCOUNT_EXECUTIVE if is_closer else HandOff.Kind.SDR


def store(hand_off):
    has_others = bool(hand_off.rule or rule_for(hand_off.lead, hand_off.kind, hand_off.team_id))
    with_clock(hand_off, may_be_reassigned=has_others and hand_off.team_id is not None)
    hand_off.save()


def give(hand_off, by):
    """The lead goes with its hand-off; an SQL that waits for any closer stays with whoever has qualified it."""
    if hand_off.to or hand_off.kind == HandOff.Kind.SDR:
        assign_lead(lead=hand_off.lead, owner=hand_off.to, team=hand_off.team, by=by)


def reassign(hand_off, *, to, by, rule=None):
    """End a hand-off that waits, locked by the caller, and begin the next: who passed the lead on stays who did."""
    now = timezone.now()
    HandOff.objects.filter(pk=hand_off.pk).update(reassigned_at=now)
    following = HandOff(
        lead=hand_off.lead,
        kind=hand_off.kind,
        team=hand_off.team or (to and to.team),
        to=to,
        by=hand_off.by,
        rule=rule or hand_off.rule,
        previous=hand_off,
        occurred_at=now,
    )
    store(following)
    assign_lead(lead=hand_off.lead, owner=to, team=following.team, by=by)
    return following


@transaction.atomic
def give_lead(*, lead, owner, by):
    """By hand to a colleague, or to nobody; where somebody else was to accept it, the colleague is now."""
    LeadState.objects.select_for_update().get(lead=lead)
    waiting = waiting_for(lead)
    if waiting is None or waiting.to_id == (owner and owner.pk):
        assign_lead(lead=lead, owner=owner, by=by)
    else:
        reassign(waiting, to=owner, by=by)
    if owner == by:
        accept_waiting(lead, by, timezone.now())


def waiting_for(lead):
    waiting = HandOff.objects.waiting().filter(lead=lead).select_for_update(of=["self"])
    return waiting.select_related("team", "to__team", "by", "rule", "lead__state").first()


@transaction.atomic
def undo_pass(*, passed):
    """As if it had not been passed on; False when somebody has accepted, returned or given it away since."""
    hand_off = HandOff.objects.waiting().select_for_update().filter(pk=passed.hand_off_id).first()
    if hand_off is None:
        return False
    state = LeadState.objects.select_for_update().get(lead=hand_off.lead_id)
    if (state.owner_id, state.team_id) != (hand_off.to_id, hand_off.team_id):
        return False
    hand_off.delete()
    place(state.pk, owner_id=passed.owner_id, team_id=passed.team_id)
    return True
