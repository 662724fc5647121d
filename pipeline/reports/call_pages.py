"""Calls of a person or a team: those still open first, then page by page."""

from datetime import datetime

from accounts.models import Role
from pipeline.models import DiscoveryCall

from .keyset import Order

NEWEST = Order("started_at", parse=datetime.fromisoformat)


def calls_of(user, *, whose):
    calls = DiscoveryCall.objects.visible_to(user).select_related(
        "lead__company", "lead__contact", "by", "stage", "reason"
    )
    return calls.filter(by=user) if whose == "me" else calls


def first_choice(user):
    """Whose calls a person comes for."""
    return "me" if user.role in {Role.SDR, Role.ACCOUNT_EXECUTIVE} else "all"
