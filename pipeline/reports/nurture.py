"""When a parked lead comes back."""

from datetime import timedelta

from django.utils import timezone

from accounts.calendar import Calendar


def returns_on(team, reason):
    """The team's working day on which this reason brings a lead back; None where it names no number of days."""
    if reason.return_days is None:
        return None
    return Calendar.of(team).later(timezone.localdate() + timedelta(days=reason.return_days), 0)
