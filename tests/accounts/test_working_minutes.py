"""Working minutes: a clock that runs only while the team works, and while its person is there."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from accounts.calendar import Calendar

WARSAW = ZoneInfo("Europe/Warsaw")
PLAIN = Calendar(WARSAW)
MINUTE = timedelta(minutes=1)
# Clocks are put on at 2:00 on 29 March 2026, a Sunday, and back at 3:00 on 25 October.
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
NIGHTS = Calendar(WARSAW, frozenset(range(1, 8)), works_from=time(0), works_until=time(6))


def at(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=WARSAW)


@pytest.mark.parametrize(
    ("begun", "minutes", "ended"),
    [
        # Friday 20 November, a weekend, Monday.
        (at(20, 10), 15, at(20, 10, 15)),
        (at(20, 7), 15, at(20, 9, 15)),
        (at(20, 16, 50), 15, at(23, 9, 5)),
        (at(20, 16, 45), 15, at(20, 17)),
        (at(21, 12), 60, at(23, 10)),
        (at(19, 12), 480, at(20, 12)),
        (at(20, 12), 2400, at(27, 12)),
        (at(20, 12), 0, at(20, 12)),
    ],
)
def test_the_clock_rests_at_night_and_over_the_weekend(begun, minutes, ended):
    assert PLAIN.minutes_later(begun, minutes) == ended
    assert PLAIN.minutes_between(begun, ended) == minutes


def test_majas_clock_rests_while_she_is_away():
    away = PLAIN.without([(date(2026, 11, 23), date(2026, 11, 24)), (date(2026, 11, 26), date(2026, 11, 26))])
    assert away.minutes_later(at(20, 16), 90) == at(25, 9, 30)
    assert away.minutes_later(at(20, 16), 60 + 480 + 10) == at(27, 9, 10)
    assert away.minutes_between(at(20, 16), at(27, 9, 10)) == 60 + 480 + 10
    assert away.next_working(at(23, 12)) == at(25, 9)
    assert PLAIN.without([]) == PLAIN


def test_what_is_not_later_took_no_time():
    assert PLAIN.minutes_between(at(20, 12), at(20, 12)) == 0
    assert PLAIN.minutes_between(at(20, 12), at(19, 12)) == 0


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 5), (AUTUMN, 7), (date(2026, 7, 1), 6)])
def test_a_night_in_which_clocks_change_is_as_long_as_it_is(day, hours):
    midnight = datetime.combine(day, time(), WARSAW)
    assert NIGHTS.minutes_between(midnight, datetime.combine(day, time(23), WARSAW)) == 60 * hours
    assert NIGHTS.minutes_later(midnight, 60 * hours) == datetime.combine(day, time(6), WARSAW)


def test_five_years_are_their_working_days():
    assert PLAIN.minutes_between(datetime(2021, 11, 22, 9, tzinfo=WARSAW), at(23, 9)) == 261 * 5 * 480
    assert PLAIN.minutes_later(datetime(2021, 11, 22, 9, tzinfo=WARSAW), 261 * 5 * 480) == at(20, 17)


def test_a_team_that_never_works_gets_an_answer_all_the_same():
    never = Calendar(WARSAW, working_days=frozenset())
    assert never.minutes_later(at(20, 12), 15) == at(20, 12)
    assert never.next_working(at(20, 12)) == at(20, 12)


# Hours that neither begin nor end while clocks change: then minute by minute has one meaning.
HOURS = st.sampled_from(
    [(time(9), time(17)), (time(0), time(6)), (time(6, 30), time(23, 59)), (time(8, 15), time(9, 15))]
)
ZONES = st.sampled_from(["Europe/Warsaw", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe"])
DAYS = st.dates(date(2026, 3, 1), date(2026, 11, 30))
CALENDARS = st.builds(
    lambda zone, days, hours, off: Calendar(ZoneInfo(zone), days, off, *hours),
    ZONES,
    st.frozensets(st.integers(1, 7), min_size=1),
    HOURS,
    st.frozensets(DAYS, max_size=20),
)
MOMENTS = st.datetimes(datetime(2026, 3, 1), datetime(2026, 11, 1), timezones=st.just(UTC))


@given(CALENDARS, MOMENTS, st.integers(0, 5000))
@example(NIGHTS, datetime(2026, 3, 28, 23, 30, tzinfo=UTC), 400)
def test_as_many_minutes_pass_as_were_asked_for(calendar, moment, minutes):
    later = calendar.minutes_later(moment, minutes)
    assert calendar.minutes_between(moment, later) == minutes
    assert minutes == 0 or calendar.minutes_between(moment, later - MINUTE) == minutes - 1


@given(CALENDARS, MOMENTS.map(lambda moment: moment.replace(second=0, microsecond=0)), st.integers(0, 3000))
@example(NIGHTS, datetime(2026, 3, 28, 22, tzinfo=UTC), 1440)
@example(NIGHTS, datetime(2026, 10, 24, 22, tzinfo=UTC), 1440)
def test_it_is_what_somebody_counts_who_looks_at_the_clock_every_minute(calendar, moment, minutes):
    assert calendar.minutes_between(moment, moment + minutes * MINUTE) == sum(
        is_at_work(calendar, moment + step * MINUTE) for step in range(minutes)
    )


def is_at_work(calendar, moment):
    local = moment.astimezone(calendar.zone)
    return calendar.is_working(local.date()) and calendar.works_from <= local.time() < calendar.works_until
