"""Passing a lead on. Accepting and returning it are outcomes."""

from dataclasses import dataclass

from django.db import transaction

from accounts.models import Role
from pipeline.models import HandOff, LeadState

from .outcomes import place
from .stages import assign_lead


@dataclass(frozen=True)
class Passed:
    """A hand-off, and whose the lead was before it."""

    hand_off_id: int
    owner_id: int | None
    team_id: int | None


@transaction.atomic
def pass_lead(*, lead, by, team, to=None):
    """Give the lead to a team, or to a person of it, who accept or return it; None when it waits for somebody."""
    # The lead's own row makes two who pass it on at once wait for each other.
    state = LeadState.objects.select_for_update().get(lead=lead)
    if HandOff.objects.waiting().filter(lead=lead).exists():
        return None
    hand_off = HandOff.objects.create(lead=lead, kind=kind_for(to), team=team, to=to, by=by)
    assign_lead(lead=lead, owner=to, team=team, by=by)
    return Passed(hand_off.pk, state.owner_id, state.team_id)


def kind_for(person):
    is_closer = person is not None and person.role == Role.ACCOUNT_EXECUTIVE
    return HandOff.Kind.ACCOUNT_EXECUTIVE if is_closer else HandOff.Kind.SDR


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
