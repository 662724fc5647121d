"""Business days of a team: which day is late, which day is next."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from accounts.calendar import Calendar

WARSAW = ZoneInfo("Europe/Warsaw")
FRIDAY, SATURDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 23)
PLAIN = Calendar(WARSAW)
# Independence Day in Poland.
POLISH = Calendar(WARSAW, holidays=frozenset({date(2026, 11, 11)}))


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [(FRIDAY, FRIDAY, 0), (FRIDAY, SATURDAY, 0), (FRIDAY, MONDAY, 1), (SATURDAY, MONDAY, 1), (MONDAY, FRIDAY, 0)],
)
def test_a_weekend_is_no_business_day(first, last, days):
    assert PLAIN.days_between(first, last) == days


def test_a_holiday_is_no_business_day():
    assert PLAIN.days_between(date(2026, 11, 10), date(2026, 11, 12)) == 2
    assert POLISH.days_between(date(2026, 11, 10), date(2026, 11, 12)) == 1


def test_ten_years_are_522_weeks_of_business_days_less_the_holidays():
    assert PLAIN.days_between(date(2016, 11, 21), MONDAY) == 522 * 5
    assert POLISH.days_between(date(2016, 11, 21), MONDAY) == 522 * 5 - 1


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (FRIDAY, 0, FRIDAY),
        (SATURDAY, 0, MONDAY),
        (FRIDAY, 1, MONDAY),
        (SATURDAY, 1, MONDAY),
        (FRIDAY, 6, date(2026, 11, 30)),
    ],
)
def test_so_many_business_days_later(day, count, expected):
    assert PLAIN.later(day, count) == expected


@pytest.mark.parametrize("expected", [0, 1, 5, 10, 15])
@pytest.mark.parametrize("calendar", [PLAIN, POLISH])
@pytest.mark.parametrize("today", [FRIDAY, SATURDAY, MONDAY])
def test_late_is_what_the_count_of_days_says(calendar, expected, today):
    moment = calendar.late_before(expected, today)
    entered_on = [date.fromordinal(today.toordinal() - back) for back in range(40)]
    late = [day for day in entered_on if datetime(day.year, day.month, day.day, 23, 59, tzinfo=WARSAW) < moment]
    assert late == [day for day in entered_on if calendar.days_between(day, today) > expected]


def test_a_team_that_never_works_still_gets_an_answer():
    never = Calendar(WARSAW, working_days=frozenset())
    assert never.days_between(FRIDAY, MONDAY) == 0
    assert never.late_before(0, MONDAY) < datetime(2017, 1, 1, tzinfo=WARSAW)
