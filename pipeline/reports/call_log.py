"""Calls and attempts of a person or a team: those still open first, then page by page, and what today has brought."""

from datetime import datetime, time, timedelta

from django.db.models import Count, OuterRef, Subquery
from django.utils import timezone

from accounts.models import Role, User
from pipeline.models import DiscoveryCall, FollowUp

from .keyset import Order

NEWEST = Order("started_at", parse=datetime.fromisoformat)


def calls_of(user, *, whose="all", person=None, outcome="", day=None):
    """What this person may see, of themselves or of all, narrowed as the page asks."""
    calls = DiscoveryCall.objects.visible_to(user)
    if person or whose == "me":
        calls = calls.filter(by=person or user)
    if outcome:
        calls = calls.filter(outcome=outcome)
    return calls.filter(started_at__range=bounds(day)) if day else calls


def bounds(day):
    """From the first to the last moment of the reader's own day."""
    begins = timezone.make_aware(datetime.combine(day, time.min))
    return begins, timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)) - timedelta(microseconds=1)


def shown(calls):
    """With all that a row shows: the step that is still to come of it too."""
    step = FollowUp.objects.open().filter(call=OuterRef("pk")).order_by("due_at", "pk")
    return calls.select_related("lead__company", "lead__contact", "by", "stage", "reason").annotate(
        next_kind=Subquery(step.values("kind")[:1]), next_due_at=Subquery(step.values("due_at")[:1])
    )


def outcomes_on(calls, day):
    """How many ended how on that day, the most frequent first."""
    found = calls.ended().exclude(outcome="").filter(started_at__range=bounds(day)).order_by()
    counted = found.values("outcome").annotate(number=Count("pk")).order_by("-number", "outcome")
    return [(each["outcome"], each["number"]) for each in counted]


def people_of(user):
    """Whose calls this person may look at one by one."""
    people = User.objects.active().colleagues_of(user).exclude(role=Role.MARKETING)
    return people.order_by("first_name", "last_name", "pk")


def first_choice(user):
    """Whose calls a person comes for."""
    return "me" if user.role in {Role.SDR, Role.ACCOUNT_EXECUTIVE} else "all"
