"""When a review is held next."""

from datetime import datetime, timedelta

from accounts.calendar import Calendar


def next_meeting(schedule, after):
    """The first moment later than `after`, in the team's time zone."""
    zone = Calendar.of(schedule.team).zone
    first = schedule.starts_on + timedelta(days=(schedule.weekday - schedule.starts_on.isoweekday()) % 7)
    passed = max((after.astimezone(zone).date() - first).days, 0) // (7 * schedule.every_weeks)
    day = first + timedelta(weeks=passed * schedule.every_weeks)
    moment = datetime.combine(day, schedule.at, zone)
    if moment > after:
        return moment
    return datetime.combine(day + timedelta(weeks=schedule.every_weeks), schedule.at, zone)
