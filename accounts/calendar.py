"""A team's business days and hours: which count, and what is so many days or working minutes away."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

ONE_DAY, ONE_MINUTE = timedelta(days=1), timedelta(minutes=1)
# Whoever marks more holidays than this in a row has made a mistake, and a page must still answer.
FURTHEST = 3_660


def home_zone():
    """The installation's."""
    return ZoneInfo(settings.LEADQUAL_TIME_ZONE)


def home_day(moment=None):
    """The installation's day: today, or that of a moment."""
    return timezone.localdate(moment, home_zone())


@dataclass(frozen=True)
class Calendar:
    """Days are the zone's own. Working days are numbered 1 (Monday) to 7 (Sunday)."""

    zone: ZoneInfo
    working_days: frozenset = frozenset({1, 2, 3, 4, 5})
    holidays: frozenset = frozenset()
    works_from: time = time(9)
    works_until: time = time(17)

    @classmethod
    def of(cls, team):
        """The team's calendar; without a team a plain week in the installation's zone."""
        if team is None:
            return cls(home_zone())
        return cls(
            ZoneInfo(team.time_zone),
            frozenset(team.working_days),
            frozenset(team.holidays),
            team.works_from,
            team.works_until,
        )

    @classmethod
    def of_person(cls, person, team=None):
        """That of the person's team, else of the one given, less the days on which the person is away."""
        absences = person.absences.values_list("first_day", "last_day")
        return cls.of(person.team or team).without(absences)

    def without(self, absences):
        """That of somebody who is away for these pairs of days, the first and the last."""
        away = {
            first + ONE_DAY * step
            for first, last in absences
            for step in range(min((last - first).days, FURTHEST) + 1)
        }
        return replace(self, holidays=self.holidays | away) if away else self

    def day_of(self, moment):
        return moment.astimezone(self.zone).date()

    def is_working(self, day):
        return self.is_working_weekday(day) and day not in self.holidays

    def is_working_weekday(self, day):
        return day.isoweekday() in self.working_days

    def days_between(self, first, last):
        """Business days after the day `first` up to and with the day `last`; 0 where last is not later."""
        # By whole weeks: what was imported may have stood for ten years, and a page shows hundreds.
        weeks, rest = divmod(max((last - first).days, 0), 7)
        of_the_rest = sum(self.is_working_weekday(first + ONE_DAY * step) for step in range(1, rest + 1))
        off = sum(first < day <= last and self.is_working_weekday(day) for day in self.holidays)
        return weeks * len(self.working_days) + of_the_rest - off

    def later(self, day, count):
        """The day `count` business days after `day`; for 0 the day itself, or the next working one."""
        left = max(count, 1) if count or not self.is_working(day) else 0
        for _step in range(FURTHEST):
            if left == 0:
                break
            day += ONE_DAY
            left -= self.is_working(day)
        return day

    def late_before(self, expected, today):
        """The moment before which a stage was entered if by `today` more than `expected` business days have passed."""
        day, passed = today, 0
        for _step in range(FURTHEST):
            passed += self.is_working(day)
            if passed > expected:
                break
            day -= ONE_DAY
        return datetime.combine(day, time.min, self.zone)

    def hours_of(self, day):
        """When work begins and ends on a working day, as instants: also where clocks are put on or back."""
        begins, ends = (
            datetime.combine(day, at, self.zone).astimezone(UTC) for at in (self.works_from, self.works_until)
        )
        return begins, max(begins, ends)

    def spans(self, moment):
        """The working hours from this moment on, as pairs of instants, one a working day."""
        moment, day = moment.astimezone(UTC), self.day_of(moment)
        for _step in range(FURTHEST):
            if self.is_working(day):
                begins, ends = self.hours_of(day)
                if ends > moment:
                    yield max(begins, moment), ends
            day += ONE_DAY

    def next_working(self, moment):
        """This moment where work is going on, else when it begins again."""
        return next((begins for begins, _ends in self.spans(moment)), moment)

    def minutes_later(self, moment, minutes):
        """The first moment at which so many working minutes have passed."""
        left, reached = ONE_MINUTE * minutes, moment.astimezone(UTC)
        for begins, ends in self.spans(moment):
            if left <= timedelta():
                break
            reached = min(begins + left, ends)
            left -= reached - begins
        return reached

    def minutes_between(self, first, last):
        """Whole working minutes from one moment to a later one; 0 where it is not later."""
        passed = timedelta()
        for begins, ends in self.spans(first):
            if begins >= last:
                break
            passed += min(ends, last) - begins
        return passed // ONE_MINUTE
