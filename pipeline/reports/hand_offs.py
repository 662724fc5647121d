"""Hand-offs as people see them: what waits for whom, how much time is left, and what became of each."""

from datetime import datetime

from django.db.models import Case, Exists, F, OuterRef, Q, TextChoices, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from accounts.models import Role, User
from pipeline.models import HandOff
from pipeline.models.handoff import WAITING

from .clocks import left_until
from .keyset import Order

NEWEST = Order("occurred_at", parse=datetime.fromisoformat)


def running_for(user, *, is_teams=False):
    """What this person (of the team, for a manager) is to accept or to try, whatever is due first at the top."""
    waiting, untried = HandOff.objects.waiting(), HandOff.objects.untried()
    if is_teams:
        waiting, untried = waiting.filter(team=user.team_id), untried.filter(team=user.team_id)
    else:
        waiting = waiting.for_person(user).filter(Q(to=user) | Q(team=user.team_id, team__isnull=False))
        untried = untried.filter(lead__state__owner=user)
    # Each by its own narrow index: of all hand-offs few run.
    running = HandOff.objects.running().filter(pk__in=waiting.values("pk").union(untried.values("pk")))
    due = Case(When(WAITING, then=F("accept_by")), default=F("attempt_by"))
    mine = running.exclude(lead__contact__do_not_contact=True).annotate(due=due)
    return mine.select_related("team", "to").order_by(F("due").asc(nulls_last=True), "pk")


def for_a_closer():
    """Of the lead of the query around it: waits for an account executive."""
    waiting = HandOff.objects.waiting().filter(lead=OuterRef("pk"), kind=HandOff.Kind.ACCOUNT_EXECUTIVE)
    return Exists(waiting)


def left_of(hand_off):
    """Of the clock that runs: to accept, else to the first attempt; None where none does."""
    if hand_off.is_waiting:
        return hand_off.accept_by and left_until(hand_off.accept_by, hand_off.team, warn_at=hand_off.warn_at)
    if hand_off.accepted_at and not hand_off.first_attempt_at and hand_off.attempt_by:
        return left_until(hand_off.attempt_by, hand_off.team, warn_at=hand_off.attempt_warn_at)
    return None


def standing_of(lead, user):
    """The lead's latest hand-off while it waits or its first attempt does, with what this person may do about it."""
    if not lead.state.stage.is_open:
        return None
    latest = HandOff.objects.filter(lead=lead).select_related("team", "to", "by", "accepted_by", "clock")
    hand_off = latest.first()
    if hand_off is None or (left := left_of(hand_off)) is None and not hand_off.is_waiting:
        return None
    hand_off.left, hand_off.time = left, left and working_time(left.minutes)
    hand_off.may_accept = hand_off.is_waiting and is_for(hand_off, user)
    return hand_off


def is_for(hand_off, user):
    """As HandOffQuerySet.for_person says, and for whoever accepts on behalf of others."""
    if user.role not in {Role.SDR, Role.ACCOUNT_EXECUTIVE}:
        return True
    if hand_off.to_id:
        return hand_off.to_id == user.pk
    return (hand_off.kind == HandOff.Kind.SDR) == (user.role == Role.SDR)


class State(TextChoices):
    WAITING = "waiting", pgettext_lazy("hand-off", "Waiting")
    LATE = "late", pgettext_lazy("hand-off", "Late")
    ACCEPTED = "accepted", pgettext_lazy("hand-off", "Accepted")
    RETURNED = "returned", pgettext_lazy("hand-off", "Returned")
    REASSIGNED = "reassigned", gettext_lazy("Given to somebody else")


def condition(state):
    match state:
        case State.WAITING:
            return WAITING
        case State.LATE:
            return WAITING & Q(accept_by__lt=timezone.now())
        case State.ACCEPTED:
            return Q(accepted_at__isnull=False, returned_at=None)
        case State.RETURNED:
            return Q(returned_at__isnull=False)
    return Q(reassigned_at__isnull=False)


def hand_offs_of(user, *, team=None, person=None, state=""):
    """What this person may see, narrowed as the page asks."""
    found = HandOff.objects.visible_to(user)
    if team:
        found = found.filter(team=team)
    if person:
        found = found.filter(to=person)
    return found.filter(condition(State(state))) if state else found


def shown(hand_offs):
    """With all that a row shows."""
    whose = ("lead__company", "lead__contact", "lead__state__stage")
    return hand_offs.select_related(*whose, "team", "to", "by", "accepted_by", "returned_by", "reason", "clock")


def state_of(hand_off):
    if hand_off.returned_at:
        return State.RETURNED
    if hand_off.accepted_at:
        return State.ACCEPTED
    if hand_off.reassigned_at:
        return State.REASSIGNED
    is_late = hand_off.accept_by is not None and hand_off.accept_by < timezone.now()
    return State.LATE if is_late else State.WAITING


def in_words(hand_off):
    """What became of it, in a few words."""
    match state_of(hand_off):
        case State.RETURNED:
            return _("returned: %(reason)s") % {"reason": hand_off.reason}
        case State.ACCEPTED if hand_off.minutes_to_accept is not None:
            return _("accepted after %(time)s") % {"time": working_time(hand_off.minutes_to_accept)}
        case State.ACCEPTED:
            return _("accepted")
        case State.REASSIGNED:
            return _("given to somebody else")
    left = left_of(hand_off)
    if left is None:
        return _("waiting")
    words = _("late by %(time)s") if left.is_late else _("waiting, %(time)s left")
    return words % {"time": working_time(left.minutes)}


def working_time(minutes):
    """Minutes up to two hours, then hours, then days of eight hours, to the nearest."""
    if minutes < 120:
        return _("%(number)d min") % {"number": minutes}
    if minutes < 960:
        return _("%(number)d h") % {"number": (minutes + 30) // 60}
    days = (minutes + 240) // 480
    return ngettext("%(number)d working day", "%(number)d working days", days) % {"number": days}


def people_of(user):
    """Who may have been handed a lead that this person sees."""
    return User.objects.active().sellers().colleagues_of(user).order_by("first_name", "last_name", "pk")
