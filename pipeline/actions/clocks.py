"""The clock of a hand-off: started with it, ended by accepting and by the first attempt."""

from django.utils import timezone

from pipeline.models import FollowUp, HandOff
from pipeline.reports.clocks import calendar_of, clock_for, times_of

Kind = HandOff.Kind


def with_clock(hand_off, *, may_be_reassigned):
    """The hand-off, not stored yet, with the moments of its clock."""
    hand_off.clock = clock_for(hand_off.lead, hand_off.kind)
    if hand_off.clock:
        times = times_of(hand_off.clock, hand_off.occurred_at, calendar_of(hand_off))
        for name, moment in vars(times).items():
            setattr(hand_off, name, moment)
        if not may_be_reassigned:
            hand_off.reassign_at = None
    return hand_off


def accept_waiting(lead, by, at, *, on_behalf=False):
    """Whoever begins to work on a lead of theirs has accepted it; `on_behalf` of whomever it was given to.

    Answers with the hand-off, or None where none waits for this person.
    """
    waiting = HandOff.objects.waiting().filter(lead=lead)
    if not on_behalf:
        waiting = waiting.for_person(by)
    hand_off = waiting.select_for_update(of=["self"]).select_related("team", "to__team").first()
    if hand_off is None:
        return None
    hand_off.accepted_at, hand_off.accepted_by = at, by
    hand_off.minutes_to_accept = calendar_of(hand_off).minutes_between(hand_off.occurred_at, at)
    hand_off.save(update_fields=["accepted_at", "accepted_by", "minutes_to_accept"])
    if hand_off.kind == Kind.ACCOUNT_EXECUTIVE and has_meeting(lead):
        note_attempt(lead, at, Kind.ACCOUNT_EXECUTIVE)
    return hand_off


def has_meeting(lead):
    return FollowUp.objects.open().filter(lead=lead, kind=FollowUp.Kind.MEETING).exists()


def note_attempt(lead, at, *kinds):
    """The first attempt ends the second clock of hand-offs of these kinds; later ones change nothing."""
    tried = HandOff.objects.filter(lead=lead, kind__in=kinds or Kind.values, returned_at=None, first_attempt_at=None)
    accepted = tried.exclude(accepted_at=None).exclude(attempt_by=None).filter(occurred_at__lte=at)
    for hand_off in accepted.select_for_update(of=["self"]).select_related("team", "to__team"):
        hand_off.first_attempt_at = at
        hand_off.minutes_to_attempt = calendar_of(hand_off).minutes_between(hand_off.occurred_at, at)
        hand_off.save(update_fields=["first_attempt_at", "minutes_to_attempt"])


def forget_attempt(lead, at):
    """What was accepted or tried at this moment was not: the attempt is taken back."""
    hand_offs = HandOff.objects.filter(lead=lead)
    # It has been passed on since: one waits at a time.
    if not hand_offs.waiting().exists():
        hand_offs.filter(accepted_at=at).update(accepted_at=None, accepted_by=None, minutes_to_accept=None)
    hand_offs.filter(first_attempt_at=at).update(first_attempt_at=None, minutes_to_attempt=None)


def note_meeting(lead):
    """A meeting stands in the calendar: for an account executive that is the first attempt."""
    note_attempt(lead, timezone.now(), Kind.ACCOUNT_EXECUTIVE)
