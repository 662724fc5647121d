"""When a lead is tried again: a table of attempts and what follows them."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from accounts.calendar import Calendar
from pipeline.reports.cadence import Next, Tried, What, next_attempt

WARSAW, TOKYO, NEW_YORK, LONDON = (
    ZoneInfo(name) for name in ("Europe/Warsaw", "Asia/Tokyo", "America/New_York", "Europe/London")
)
# 11 November 2026 is a Wednesday, on which Poland does not work.
POLAND = Calendar(WARSAW, holidays=frozenset({date(2026, 11, 11)}))


def tried(outcome, at, *, zone=WARSAW, number=1, today=1, first="", calendar=POLAND):
    moment = datetime.fromisoformat(at).replace(tzinfo=zone)
    first_at = datetime.fromisoformat(first).replace(tzinfo=zone) if first else moment
    return next_attempt(Tried(outcome, moment, number, today, first_at, zone, calendar))


def called_at(found):
    assert found.what is What.CALL
    return found.at.strftime("%a %Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("outcome", "at", "again"),
    [
        ("voicemail", "2026-11-03 09:20", "Wed 2026-11-04 14:30"),
        ("voicemail", "2026-11-03 15:45", "Wed 2026-11-04 10:00"),
        ("sent", "2026-11-03 09:20", "Wed 2026-11-04 14:30"),
        ("no_answer", "2026-11-03 09:20", "Tue 2026-11-03 14:30"),
        ("no_answer", "2026-11-03 12:59", "Tue 2026-11-03 14:30"),
        ("no_answer", "2026-11-03 13:00", "Wed 2026-11-04 10:00"),
        ("no_answer", "2026-11-03 19:00", "Wed 2026-11-04 10:00"),
        # Friday's voicemail is followed on Monday, the day before a holiday's on the day after.
        ("voicemail", "2026-11-06 10:00", "Mon 2026-11-09 14:30"),
        ("voicemail", "2026-11-10 10:00", "Thu 2026-11-12 14:30"),
        # On a Saturday and on a holiday nobody is called a second time.
        ("no_answer", "2026-11-07 10:00", "Mon 2026-11-09 14:30"),
        ("no_answer", "2026-11-11 10:00", "Thu 2026-11-12 14:30"),
    ],
)
def test_the_other_half_of_the_day_comes_next(outcome, at, again):
    assert called_at(tried(outcome, at)) == again


def test_nobody_is_called_three_times_a_day():
    assert called_at(tried("no_answer", "2026-11-03 11:00", number=2, today=2)) == "Wed 2026-11-04 14:30"


def test_nobody_is_called_while_the_clocks_are_changed_at_another_hour_than_theirs():
    """London changes on Sunday 29 March 2026, and half past two stays half past two."""
    found = tried("voicemail", "2026-03-27 10:00", zone=LONDON)
    assert called_at(found) == "Mon 2026-03-30 14:30"
    assert found.at.astimezone(UTC).time() == time(13, 30)
    assert tried("voicemail", "2026-03-26 10:00", zone=LONDON).at.astimezone(UTC).time() == time(14, 30)


@pytest.mark.parametrize(
    ("zone", "at", "again"),
    [
        # Warsaw goes home at eleven of New York: the afternoon there is nobody's, the morning is both's.
        (NEW_YORK, "2026-11-03 09:15", "Wed 2026-11-04 10:00"),
        # In summer Warsaw begins at four of Tokyo's afternoon.
        (TOKYO, "2026-07-07 16:20", "Wed 2026-07-08 16:00"),
        # In winter they never work at the same hour, and the lead's day counts.
        (TOKYO, "2026-11-03 16:20", "Wed 2026-11-04 10:00"),
    ],
)
def test_a_lead_far_away_is_called_in_its_own_day_and_where_possible_in_ours(zone, at, again):
    assert called_at(tried("no_answer", at, zone=zone)) == again


def test_a_wrong_number_is_called_no_more():
    at = datetime(2026, 11, 3, 9, 20, tzinfo=WARSAW)
    assert tried("wrong_number", "2026-11-03 09:20") == Next(What.FIND_NUMBER, at)


@pytest.mark.parametrize(
    ("number", "first", "what"),
    [
        (7, "2026-11-13 10:00", What.CALL),
        (8, "2026-11-13 10:00", What.PARK),
        # Fourteen business days ago, and fifteen; the holiday between them does not count.
        (3, "2026-11-03 10:00", What.CALL),
        (3, "2026-11-02 10:00", What.PARK),
    ],
)
def test_after_eight_attempts_or_fifteen_business_days_it_is_enough(number, first, what):
    found = tried("no_answer", "2026-11-24 10:00", number=number, first=first)
    assert found.what is what
