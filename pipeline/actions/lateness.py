"""Hand-offs that wait too long: their person is reminded, the manager is told once, then the next person has it.

Each step is a moment in the hand-off's own row, written in the transaction of what it tells of: a sweep that is killed
anywhere, or runs twice, does nothing twice.
"""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from pipeline.models import HandOff, HandOffRule, LeadState
from pipeline.reports.hand_off_rules import next_person, rule_for

from .hand_off_letters import remind, tell_managers
from .hand_off_rules import lock
from .hand_offs import reassign, waiting_for


def keep_clocks():
    """Whatever has become late since the last time."""
    for pk in late_to_accept():
        keep_acceptance(pk)
        keep_moving(pk)
    for pk in late_to_try():
        keep_attempt(pk)


def late_to_accept():
    now = timezone.now()
    to_do = Q(warned_at=None) | Q(escalated_at=None, escalate_at__lte=now) | Q(reassign_at__lte=now)
    return list(HandOff.objects.waiting().running().filter(to_do, warn_at__lte=now).values_list("pk", flat=True))


def late_to_try():
    now = timezone.now()
    to_do = Q(attempt_warned_at=None) | Q(attempt_by__lte=now)
    late = HandOff.objects.untried().running().filter(to_do, attempt_warn_at__lte=now, attempt_told_at=None)
    return list(late.values_list("pk", flat=True))


def locked(hand_offs, pk):
    """Nobody else is at it; None where somebody is, or it is as it should be by now."""
    found = hand_offs.filter(pk=pk).select_for_update(of=["self"], skip_locked=True)
    return found.select_related("lead__company", "lead__contact", "team", "to", "clock").first()


@transaction.atomic
def keep_acceptance(pk):
    hand_off, now = locked(HandOff.objects.waiting(), pk), timezone.now()
    if hand_off is None:
        return
    is_late = hand_off.escalate_at <= now
    if hand_off.warned_at is None:
        hand_off.warned_at = now
        # Whoever is late by now is not told that it is nearly time.
        if hand_off.to and not is_late:
            remind(hand_off)
    if is_late and hand_off.escalated_at is None:
        hand_off.escalated_at = now
        tell_managers(hand_off)
    hand_off.save(update_fields=["warned_at", "escalated_at"])


@transaction.atomic
def keep_attempt(pk):
    hand_off, now = locked(HandOff.objects.untried().filter(attempt_told_at=None), pk), timezone.now()
    if hand_off is None:
        return
    is_late = hand_off.attempt_by <= now
    if hand_off.attempt_warned_at is None:
        hand_off.attempt_warned_at = now
        if not is_late:
            remind(hand_off, is_attempt=True)
    if is_late:
        hand_off.attempt_told_at = now
        tell_managers(hand_off, is_attempt=True)
    hand_off.save(update_fields=["attempt_warned_at", "attempt_told_at"])


@transaction.atomic
def keep_moving(pk):
    """To the next person by the team's rule, once to each; when nobody is left it waits for the manager to give it."""
    late = HandOff.objects.waiting().filter(reassign_at__lte=timezone.now())
    found = late.filter(pk=pk).select_related("rule", "lead__state", "lead__company").first()
    if found is None:
        return
    # Rules before leads, as everywhere.
    rule = found.rule if found.rule and found.rule.is_active else rule_for(found.lead, found.kind, found.team_id)
    rule = rule and lock(rule)
    LeadState.objects.select_for_update().get(lead=found.lead_id)
    hand_off = waiting_for(found.lead)
    if hand_off is None or hand_off.pk != pk:
        return
    person = rule and next_person(rule, without=had_it(hand_off))
    if person:
        HandOffRule.objects.filter(pk=rule.pk).update(last_given=person)
        reassign(hand_off, to=person, by=None, rule=rule)
    elif hand_off.to and rule:
        to_nobody(reassign(hand_off, to=None, by=None, rule=rule))
    else:
        to_nobody(hand_off)


def to_nobody(hand_off):
    """It stays where it is until a person gives it away."""
    HandOff.objects.filter(pk=hand_off.pk).update(reassign_at=None)


def had_it(hand_off):
    """Everybody to whom it was given and who let it wait."""
    people = set()
    while hand_off:
        people.add(hand_off.to_id)
        hand_off = hand_off.previous
    return people - {None}
