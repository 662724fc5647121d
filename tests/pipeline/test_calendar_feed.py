"""Maja's follow-ups in her own calendar: what is there, for whom, and how she takes the address away."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from pipeline.actions.do_not_contact import leave_alone
from pipeline.actions.follow_ups import drop_follow_ups, finish_follow_up
from pipeline.models import CalendarFeed, FollowUp
from tests.factories import LeadFactory, TeamFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]
SUMMER = datetime(2026, 7, 6, 8, tzinfo=UTC)
WINTER = datetime(2026, 12, 7, 8, tzinfo=UTC)


@pytest.fixture
def maja(client, settings):
    settings.LEADQUAL_URL = "https://leads.tidepost.example"
    maja = UserFactory(sdr=True, team=TeamFactory(), time_zone="Europe/Warsaw")
    client.force_login(maja)
    return maja


@pytest.fixture
def address(client, maja):
    return made(client)


@pytest.fixture
def program():
    """It knows the address and nobody's password."""
    return Client()


def made(client):
    said = client.post(reverse("pipeline:calendar_feed")).context["address"]
    return said.removeprefix("https://leads.tidepost.example")


def planned(owner, due_at=SUMMER, **said):
    return FollowUp.objects.create(
        lead=LeadFactory(owner=owner, company__name="Baltic Yarn"), owner=owner, due_at=due_at, **said
    )


def events(response):
    calendar = Calendar.from_ical(response.content)
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def test_an_hour_of_hers_in_summer_and_in_winter_and_a_whole_day(maja, address, program):
    call = planned(maja, SUMMER, kind="call", has_hour=True, note="Ask for the budget")
    meeting = planned(maja, WINTER, kind="meeting", has_hour=True)
    whole = planned(maja, datetime(2026, 7, 6, 22, 30, tzinfo=UTC))
    response = program.get(address)
    found = events(response)
    uid = "follow-up-{}@leads.tidepost.example".format
    assert list(found) == [uid(call.pk), uid(whole.pk), uid(meeting.pk)]
    warsaw = ZoneInfo("Europe/Warsaw")
    assert [found[uid(step.pk)].decoded("dtstart") for step in (call, meeting, whole)] == [
        datetime(2026, 7, 6, 10, tzinfo=warsaw),
        datetime(2026, 12, 7, 9, tzinfo=warsaw),
        date(2026, 7, 7),
    ]
    assert str(found[uid(call.pk)]["summary"]) == "Call: Baltic Yarn"
    assert "https://leads.tidepost.example/leads/" in str(found[uid(call.pk)]["description"])
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    # The file says by itself what its zone is.
    assert [str(zone["tzid"]) for zone in Calendar.from_ical(response.content).walk("VTIMEZONE")] == ["Europe/Warsaw"]


def test_what_is_done_dropped_or_handed_on_goes_away(maja, address, program):
    done, dropped, given, stays = (planned(maja) for _step in range(4))
    finish_follow_up(follow_up=done, by=maja)
    drop_follow_ups(FollowUp.objects.filter(pk=dropped.pk), at=timezone.now())
    FollowUp.objects.filter(pk=given.pk).update(owner=UserFactory(sdr=True, team=maja.team))
    assert list(events(program.get(address))) == [f"follow-up-{stays.pk}@leads.tidepost.example"]


def test_no_more_than_she_may_see(maja, address, program):
    step = planned(maja)
    planned(UserFactory(sdr=True, team=maja.team))
    step.lead.state.owner, step.lead.state.team = UserFactory(sdr=True), TeamFactory()
    step.lead.state.save()
    assert events(program.get(address)) == {}


def test_no_number_of_somebody_who_is_to_be_left_alone(maja, address, program):
    step = planned(maja)
    step.lead.contact.phone = "+48 22 555 01 99"
    step.lead.contact.save()
    leave_alone(contact=step.lead.contact, by=maja)
    assert b"555 01 99" not in program.get(address).content


def test_nothing_new_is_said_in_few_bytes(maja, address, program):
    step = planned(maja)
    first = program.get(address)
    again = program.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    FollowUp.objects.filter(pk=step.pk).update(due_at=WINTER)
    assert program.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_address_is_shown_once_and_kept_by_nobody(client, maja, address):
    token = address.removeprefix("/calendar/").removesuffix(".ics")
    page = client.get(reverse("pipeline:calendar_feed"))
    assert (token in page.content.decode(), token in CalendarFeed.objects.get().digest) == (False, False)


def test_she_sees_when_it_was_fetched(maja, address, program, time_machine):
    now = timezone.now()
    program.get(address)
    assert CalendarFeed.objects.get().fetched_at >= now
    time_machine.move_to(now + timedelta(hours=1))
    program.get(address)
    assert CalendarFeed.objects.get().fetched_at >= now + timedelta(hours=1)


def test_a_new_address_ends_the_old_one_and_taking_it_away_ends_both(client, maja, address, program):
    new = made(client)
    assert [program.get(each).status_code for each in (address, new)] == [404, 200]
    client.post(reverse("pipeline:calendar_feed"), {"drop": "1"})
    assert (program.get(new).status_code, CalendarFeed.objects.count()) == (404, 0)


def test_nothing_for_those_who_have_left(maja, address, program):
    maja.is_active = False
    maja.save()
    assert program.get(address).status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_many_steps_cost_no_more_statements(maja, address, program, number, django_assert_num_queries):
    for _step in range(number):
        planned(maja, has_hour=True)
    with django_assert_num_queries(3):
        assert len(events(program.get(address))) == number
