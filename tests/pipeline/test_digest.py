"""What a day begins with: once a day, at the hour that somebody chose, in their language, when there is anything."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from accounts.models import Absence, Role, User
from pipeline.actions.digest import write_digests
from pipeline.models import FollowUp, HandOff, Message
from pipeline.models.visibility import seen_by_owner
from tests.factories import LeadFactory, TeamFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

# A Monday, eight in the morning in Warsaw.
MONDAY = datetime(2026, 11, 23, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def clock(time_machine):
    """Nine at night before it."""

    def move(moment):
        time_machine.move_to(moment, tick=False)

    move(MONDAY)
    return move


@pytest.fixture
def maja(clock):
    return UserFactory(sdr=True, first_name="Maja", email="maja@tidepost.example")


def planned(owner, due_at, company="Baltic Yarn", **said):
    return FollowUp.objects.create(
        lead=LeadFactory(owner=owner, company__name=company), owner=owner, due_at=due_at, **said
    )


def letters():
    return list(Message.objects.order_by("pk"))


def test_a_morning_of_maja(maja, settings):
    settings.LEADQUAL_URL = "https://leads.tidepost.example"
    late = planned(maja, MONDAY - 48 * HOUR, note="Send the price")
    soon = planned(maja, MONDAY + 3 * HOUR, company="Fjord Tours", kind="meeting", has_hour=True)
    planned(maja, MONDAY + 24 * HOUR, company="Willow Crafts")
    waiting = HandOff.objects.create(
        lead=LeadFactory(owner=maja, company__name="Harbour Lane"), to=maja, team=maja.team
    )
    write_digests()
    [letter] = letters()
    assert (letter.kind, letter.address, letter.person, letter.cause, letter.language, letter.subject) == (
        "digest",
        "maja@tidepost.example",
        maja,
        "digest:2026-11-23",
        "en",
        "Today: 2 due, 1 to accept",
    )
    page = "https://leads.tidepost.example/leads/{}/".format
    assert letter.text == (
        "Good morning Maja, Nov. 23, 2026\n"
        "\nTo accept (1)\n- Harbour Lane\n  " + page(waiting.lead_id) + "\n"
        "\nOverdue (1)\n- Baltic Yarn: Call, Send the price (Nov. 21, 2026)\n  " + page(late.lead_id) + "\n"
        "\nToday (1)\n- 11 a.m. Fjord Tours: Meeting\n  " + page(soon.lead_id) + "\n"
        "\nYour queue: https://leads.tidepost.example/\n"
        "Another hour, or no digest at all: https://leads.tidepost.example/me/preferences/\n"
    )
    assert [page(each.lead_id) in letter.html for each in (late, soon, waiting)] == [True, True, True]


def test_once_a_day_and_again_tomorrow(maja, clock):
    planned(maja, MONDAY)
    for moment in (MONDAY, MONDAY, MONDAY + 2 * HOUR, MONDAY + 24 * HOUR):
        clock(moment)
        write_digests()
    assert [letter.cause for letter in letters()] == ["digest:2026-11-23", "digest:2026-11-24"]


def test_not_before_the_hour_that_she_chose_in_her_own_zone(maja, clock):
    planned(maja, MONDAY)
    User.objects.filter(pk=maja.pk).update(time_zone="America/New_York", digest_at=time(7, 30))
    found = []
    for moment in (MONDAY, MONDAY + 5.4 * HOUR, MONDAY + 5.5 * HOUR):
        clock(moment)
        write_digests()
        found.append(len(letters()))
    assert found == [0, 0, 1]


def test_nothing_to_say_no_letter_and_not_at_noon_either(maja, clock):
    write_digests()
    planned(maja, MONDAY + 2 * HOUR)
    clock(MONDAY + 4 * HOUR)
    write_digests()
    assert letters() == []


def test_in_their_own_language(maja):
    User.objects.filter(pk=maja.pk).update(language="ru")
    planned(maja, MONDAY)
    write_digests()
    assert (letters()[0].language, 'lang="ru"' in letters()[0].html) == ("ru", True)


@pytest.mark.parametrize(
    "change",
    [
        {"digest_at": None},
        {"email": ""},
        {"is_active": False},
        {"role": Role.MARKETING},
    ],
    ids=str,
)
def test_who_gets_none(maja, change):
    planned(maja, MONDAY)
    User.objects.filter(pk=maja.pk).update(**change)
    write_digests()
    assert letters() == []


def test_none_on_a_holiday_on_sundays_and_when_away(maja, clock):
    planned(maja, MONDAY - 48 * HOUR)
    maja.team.holidays = [date(2026, 11, 24)]
    maja.team.save()
    Absence.objects.create(person=maja, first_day=date(2026, 11, 25), last_day=date(2026, 11, 26))
    for day in range(-1, 5):
        clock(MONDAY + timedelta(days=day))
        write_digests()
    assert [letter.cause for letter in letters()] == ["digest:2026-11-23", "digest:2026-11-27"]


def test_a_clock_that_was_down_all_day_says_nothing_at_night(maja, clock):
    planned(maja, MONDAY)
    clock(MONDAY + 10 * HOUR)
    write_digests()
    clock(MONDAY + 24 * HOUR)
    write_digests()
    assert [letter.cause for letter in letters()] == ["digest:2026-11-24"]


def test_what_she_sees_no_more_is_not_in_it(maja):
    step = planned(maja, MONDAY)
    step.lead.state.owner, step.lead.state.team = UserFactory(sdr=True), TeamFactory()
    step.lead.state.save()
    write_digests()
    assert letters() == []


@pytest.mark.parametrize("role", Role.values)
def test_seen_by_many_is_what_each_sees(role):
    team = TeamFactory()
    person = UserFactory(role=role, team=team)
    for owner in (person, UserFactory(sdr=True, team=team), UserFactory(sdr=True)):
        FollowUp.objects.create(lead=LeadFactory(owner=owner), owner=person, due_at=timezone.now())
    at_once = FollowUp.objects.filter(seen_by_owner("owner"))
    assert set(at_once) == set(FollowUp.objects.visible_to(person))


def test_a_thousand_overdue_are_counted_and_ten_named(maja):
    lead = LeadFactory(owner=maja)
    FollowUp.objects.bulk_create(
        FollowUp(lead=lead, owner=maja, due_at=MONDAY - timedelta(days=2, minutes=number)) for number in range(1000)
    )
    write_digests()
    assert (letters()[0].subject, letters()[0].text.count("  http"), "and 990 more" in letters()[0].text) == (
        "Today: 1000 due",
        10,
        True,
    )


@pytest.mark.parametrize("number", [1, 40])
def test_many_people_cost_no_more_statements(clock, number, django_assert_max_num_queries):
    team = TeamFactory()
    for _person in range(number):
        planned(UserFactory(sdr=True, team=team), MONDAY)
    with django_assert_max_num_queries(14):
        write_digests()
    assert len(letters()) == number
