"""When to try again: eight attempts in fifteen business days, two a day, each in another half of the lead's day."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from accounts.calendar import Calendar

ATTEMPTS = 8
BUSINESS_DAYS = 15
A_DAY = 2

WRONG_NUMBER, NO_ANSWER = "wrong_number", "no_answer"


@dataclass(frozen=True)
class Half:
    """A half of the lead's own working day, and the hour in it at which people are best reached."""

    begins: time
    best: time
    ends: time


MORNING = Half(time(9), time(10), time(13))
AFTERNOON = Half(time(13), time(14, 30), time(17))


class What(Enum):
    CALL = "call"
    FIND_NUMBER = "find_number"
    PARK = "park"


@dataclass(frozen=True)
class Tried:
    """An attempt that reached nobody, and its place in the row of attempts.

    `number` and `today` count this one too, `today` on the lead's own day; `zone` is where the lead is,
    `calendar` the business days and hours of the team that calls.
    """

    outcome: str
    at: datetime
    number: int
    today: int
    first_at: datetime
    zone: ZoneInfo
    calendar: Calendar

    @property
    def day(self):
        return self.at.astimezone(self.zone).date()

    @property
    def other_half(self):
        return AFTERNOON if self.at.astimezone(self.zone).time() < AFTERNOON.begins else MORNING


@dataclass(frozen=True)
class Next:
    what: What
    at: datetime


def next_attempt(tried):
    """What follows an attempt, and when; nothing is raised. Source: content.md, part 9."""
    if tried.outcome == WRONG_NUMBER:
        return Next(What.FIND_NUMBER, tried.at)
    if is_spent(tried):
        return Next(What.PARK, tried.at)
    return Next(What.CALL, later_today(tried) or on_the_next_day(tried))


def is_spent(tried):
    first_day = tried.first_at.astimezone(tried.zone).date()
    return tried.number >= ATTEMPTS or tried.calendar.days_between(first_day, tried.day) >= BUSINESS_DAYS


def later_today(tried):
    """The afternoon of a morning on which nobody answered."""
    may = tried.outcome == NO_ANSWER and tried.today < A_DAY and tried.other_half is AFTERNOON
    return hour_for_both(tried, tried.day, AFTERNOON) if may and tried.calendar.is_working(tried.day) else None


def on_the_next_day(tried):
    day = tried.calendar.later(tried.day, 1)
    wanted = tried.other_half
    same = MORNING if wanted is AFTERNOON else AFTERNOON
    hours = (hour_for_both(tried, day, half) for half in (wanted, same))
    # Where the two never work at the same time, the lead's day counts.
    return next(filter(None, hours), None) or datetime.combine(day, wanted.best, tried.zone)


def hour_for_both(tried, day, half):
    """The best moment of this half of the lead's day at which the caller works too; None where there is none."""
    begins, best, ends = (datetime.combine(day, hour, tried.zone) for hour in (half.begins, half.best, half.ends))
    for opens, closes in shifts(tried.calendar, day):
        first, last = max(begins, opens), min(ends, closes)
        if first < last:
            return best if first <= best < last else first.astimezone(tried.zone)
    return None


def shifts(calendar, day):
    """The caller's working hours around a day of the lead, which may begin or end on another day of the caller."""
    for distance in (-1, 0, 1):
        own = day + timedelta(days=distance)
        if calendar.is_working(own):
            yield tuple(
                datetime.combine(own, hour, calendar.zone) for hour in (calendar.works_from, calendar.works_until)
            )
