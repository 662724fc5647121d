"""After the call: Ola reads the summary, mails it, and has the next step in her own calendar."""

from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from pipeline.models import DiscoveryCall, FollowUp
from tests.factories import LeadFactory, UserFactory
from tests.pipeline.call_stories import begin, hear

pytestmark = pytest.mark.django_db


@pytest.fixture
def ola(shipped):
    return UserFactory(sdr=True, first_name="Ola", last_name="Nowak")


@pytest.fixture
def call(ola):
    call = begin(LeadFactory(owner=ola, company__name="Baltic Yarn", contact__phone="+48 58 555 01 22"), ola)
    hear(call, budget=3, need=None)
    DiscoveryCall.objects.filter(pk=call.pk).update(
        ended_at=timezone.now(), outcome="reached", summary="They want it by spring."
    )
    return call


@pytest.fixture
def desk(client, ola):
    client.force_login(ola)
    return client


def step_of(call, **said):
    return FollowUp.objects.create(lead=call.lead, owner=call.by, call=call, note="Send the offer", **said)


def page(desk, call):
    return desk.get(reverse("pipeline:call", args=[call.pk]))


def test_the_summary_is_text_to_copy_and_to_mail(desk, call):
    step_of(call, kind="email", due_at=timezone.now() + timedelta(days=2))
    context = page(desk, call).context
    lines = [line for line in context["text"].splitlines() if line]
    assert lines[0].startswith("Baltic Yarn · ")
    assert lines[1] == "They want it by spring."
    assert "Outcome: Reached" in lines
    assert any(
        line.startswith("Next step: E-mail, ") and line.endswith("Send the offer (Ola Nowak)") for line in lines
    )
    assert "Need: Asked, not answered" in lines
    said = parse_qs(urlsplit(context["mail"]).query)
    assert said["subject"] == ["Call with Baltic Yarn"]
    assert said["body"] == [context["text"].strip()] or said["body"] == [context["text"]]


def test_a_long_summary_does_not_make_an_address_that_mail_programs_cut(desk, call):
    DiscoveryCall.objects.filter(pk=call.pk).update(summary="ł" * 5000)
    mail = page(desk, call).context["mail"]
    assert len(mail) < 2000
    assert parse_qs(urlsplit(mail).query)["body"][0].endswith("…")


def event(desk, step):
    response = desk.get(reverse("pipeline:follow_up_calendar", args=[step.pk]))
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content).walk("VEVENT")[0]


def test_a_step_with_an_hour_is_that_hour_in_the_owners_zone(desk, call, ola):
    ola.time_zone = "Europe/Warsaw"
    ola.save()
    at = datetime(2026, 12, 3, 14, 30, tzinfo=ZoneInfo("Europe/Warsaw"))
    found = event(desk, step_of(call, kind="call", due_at=at, has_hour=True))
    assert found.decoded("dtstart") == at
    assert found.decoded("dtend") - found.decoded("dtstart") == timedelta(minutes=30)
    assert str(found["summary"]) == "Call: Baltic Yarn"
    assert "+48 58 555 01 22" in str(found["description"])


def test_a_step_without_an_hour_holds_the_day_and_keeps_its_entry(desk, call):
    step = step_of(call, kind="task", due_at=datetime(2026, 12, 3, 8, tzinfo=ZoneInfo("Europe/Warsaw")))
    first, second = event(desk, step), event(desk, step)
    assert first.decoded("dtstart").isoformat() == "2026-12-03"
    assert first.decoded("dtend").isoformat() == "2026-12-04"
    assert first["uid"] == second["uid"]


def test_whoever_asked_to_be_left_alone_is_not_in_the_calendar_with_a_number(desk, call):
    call.lead.contact.do_not_contact = True
    call.lead.contact.save()
    assert "+48" not in str(event(desk, step_of(call, due_at=timezone.now()))["description"])


def test_a_stranger_gets_no_calendar_file(client, call):
    client.force_login(UserFactory(sdr=True))
    step = step_of(call, due_at=timezone.now())
    assert client.get(reverse("pipeline:follow_up_calendar", args=[step.pk])).status_code == 404
