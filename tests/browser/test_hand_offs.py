"""Maja answers what was handed to her by one key each, and everybody reads what became of it."""

from datetime import time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Absence
from frameworks_app.models import SignalType
from pipeline.models import HandOff
from tests.factories import LeadFactory, SignalFactory, TeamFactory, UserFactory
from tests.pipeline.hand_off_stories import chain, lead_of, passed
from tests.visits import sign_in, violations

pytestmark = pytest.mark.django_db(transaction=True)

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
LONG = "Towarzystwo Miłośników Wielobarwnych Przędz i Tkanin Nadbałtyckich Spółka Komandytowa"


@pytest.fixture
def team(shipped):
    # Whatever the hour of the test, it is working time.
    return TeamFactory(working_days=list(range(1, 8)), works_from=time(0), works_until=time(23, 59))


@pytest.fixture
def maja(team):
    return UserFactory(sdr=True, first_name="Maja", team=team)


@pytest.fixture
def leads(maja):
    ines = UserFactory(marketing=True, first_name="Ines")
    asked, long, slow = (lead_of(company__name=name) for name in ("Baltic Yarn", LONG, "Velo Nord"))
    SignalFactory(lead=asked, type=SignalType.objects.get(key="demo_request"))
    for lead in (slow, long, asked):
        passed(lead, to=maja, by=ines)
    free = lead_of(company__name="Fjord Tours", team=maja.team)
    passed(free, team=maja.team)
    # One of them has waited for too long.
    now = timezone.now()
    HandOff.objects.filter(lead=long).update(
        occurred_at=now - timedelta(hours=5),
        warn_at=now - timedelta(hours=2),
        accept_by=now - timedelta(hours=1),
        escalate_at=now - timedelta(hours=1),
    )
    LeadFactory(owner=maja)
    return asked, long, slow


@pytest.fixture
def desk(page, live_server, client, maja, leads):
    sign_in(page, client, live_server, maja)
    page.set_viewport_size(DESK)
    page.goto(live_server.url)
    return page


def test_y_accepts_the_lead_that_comes_first(desk, maja, leads):
    asked = leads[0]
    desk.keyboard.press("y")
    expect(desk.get_by_text("Accepted: the lead is yours to work.")).to_be_visible()
    assert chain(asked) == [(maja, "accepted")]


def test_r_asks_why_it_is_returned(desk, maja, leads):
    desk.keyboard.press("r")
    expect(desk.get_by_role("dialog")).to_be_visible()
    desk.get_by_label("Reason").select_option(label="Wrong or missing contact data")
    desk.get_by_role("button", name="Return the lead").click()
    expect(desk.get_by_text("Returned to marketing")).to_be_visible()
    assert [HandOff.objects.filter(lead=lead, returned_at=None).count() for lead in leads] == [0, 1, 1]


@pytest.mark.tour
def test_every_page_of_it_has_no_fault(desk, live_server, maja, leads, shots):
    Absence.objects.create(person=maja, first_day="2027-01-04", last_day="2027-01-08", reason="Skiing")
    pages = {"queue": "/", "list": "/hand-offs/", "lead": f"/leads/{leads[0].pk}/", "absence": "/me/absence/"}
    found = {}
    for name, address in pages.items():
        for size in (DESK, PHONE):
            desk.set_viewport_size(size)
            desk.goto(live_server.url + address)
            for scheme in ("light", "dark"):
                desk.emulate_media(color_scheme=scheme)
                shots(desk, f"hand-offs-{name}-{scheme}-{size['width']}")
                found[name, scheme, size["width"]] = violations(desk)
            assert desk.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (name, size)
    assert {page: faults for page, faults in found.items() if faults} == {}
