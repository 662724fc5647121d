"""Maja drops a card, and is asked for exactly what is missing: by mouse at the desk, by thumb on the phone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.calendar import home_day
from pipeline.actions.moving import advance_lead
from pipeline.models import Answer, ChecklistTick, FollowUp, LeadState, Objection, Stage
from tests.factories import AnswerFactory, LeadFactory, UserFactory
from tests.on_board import column, stage_of
from tests.visits import complaints, sign_in, violations

pytestmark = pytest.mark.django_db(transaction=True)

WALL = {"width": 2500, "height": 900}
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}


@pytest.fixture
def maja(shipped):
    return UserFactory(sdr=True, first_name="Maja", last_name="Nowak")


@pytest.fixture
def lead(maja):
    lead = LeadFactory(owner=maja, company__name="Baltic Yarn", stage=stage("discovery"))
    AnswerFactory(lead=lead, key="need", rating=1, evidence="assumed")
    for key in ("budget", "authority"):
        AnswerFactory(lead=lead, key=key, rating=3, evidence="confirmed")
    since = timezone.now() - timedelta(days=9)
    LeadState.objects.filter(lead=lead).update(stage_changed_at=since)
    return lead


@pytest.fixture
def desk(page, live_server, client, maja, lead):
    sign_in(page, client, live_server, maja)
    faults = complaints(page, about="Content Security")
    page.live_url = live_server.url
    yield page
    assert faults == []


def stage(key):
    return Stage.objects.get(key=key)


def rate(dialog, name, words):
    part = dialog.get_by_role("group", name=name, exact=True)
    part.get_by_label(words).check()
    part.get_by_label("Heard").check(force=True)


def test_a_dropped_card_asks_and_goes_on_with_the_answers(desk, lead):
    desk.set_viewport_size(WALL)
    desk.goto(desk.live_url + "/board/")
    desk.locator("[data-card]").drag_to(column(desk, "qualified"))
    dialog = desk.get_by_role("dialog")
    expect(dialog.get_by_role("heading", level=2)).to_have_text("Before it goes to Qualified (SQL)")
    expect(dialog.locator(".asked-title")).to_have_text("3 things are open")
    assert desk.evaluate("[...document.querySelectorAll('.asked-level')].every((level) => level.offsetWidth > 300)")
    rate(dialog, "Need", "3: is looking for a way out")
    dialog.get_by_role("button", name="Save and move").click()
    expect(dialog.locator(".asked-title")).to_have_text("Saved. 2 things are still open")
    rate(dialog, "Timeline", "3: within 6 months")
    dialog.get_by_role("textbox", name="Day").fill((home_day() + timedelta(days=3)).isoformat())
    dialog.get_by_role("button", name="Save and move").click()
    expect(dialog).to_be_hidden()
    expect(column(desk, "qualified").locator("[data-card-link]")).to_have_text(["Baltic Yarn"])
    expect(desk.get_by_role("status").last).to_contain_text("Moved to Qualified (SQL).")
    assert (stage_of(lead), Answer.objects.filter(lead=lead).count()) == ("qualified", 5)
    assert FollowUp.objects.get(lead=lead).kind == "call"
    desk.get_by_role("button", name="Undo").click()
    expect(column(desk, "discovery").locator("[data-card-link]")).to_have_text(["Baltic Yarn"])


def test_closing_the_question_leaves_the_card_where_it_was(desk, lead, shots):
    desk.set_viewport_size(WALL)
    desk.goto(desk.live_url + "/board/")
    desk.locator("[data-card]").drag_to(column(desk, "qualified"))
    expect(desk.get_by_role("dialog")).to_be_visible()
    shots(desk, "moving-board", full_page=False)
    desk.keyboard.press("Escape")
    expect(column(desk, "discovery").locator("[data-card-link]")).to_have_text(["Baltic Yarn"])
    assert stage_of(lead) == "discovery"


def test_on_a_phone_the_menu_asks_in_the_same_way(desk, lead, shots):
    desk.set_viewport_size(PHONE)
    desk.goto(desk.live_url + "/board/")
    desk.get_by_role("navigation", name="Stages").get_by_role("link", name="Discovery").click()
    desk.get_by_role("link", name="Move Baltic Yarn").click()
    desk.get_by_role("menuitem", name="Qualified (SQL)").click()
    dialog = desk.get_by_role("dialog")
    expect(dialog.locator(".asked-title")).to_have_text("3 things are open")
    shots(desk, "moving-board-390", full_page=False)
    rate(dialog, "Need", "3: is looking for a way out")
    shots(desk, "moving-board-rated-390", full_page=False)
    assert violations(desk) == []
    assert desk.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_lead_says_what_its_stage_asks_and_keys_tick_it_off(desk, lead, maja, look, size):
    desk.set_viewport_size(size)
    helena = UserFactory(manager=True, team=maja.team, first_name="Helena", last_name="Wilk")
    advance_lead(lead=lead, stage=stage("qualified"), by=helena, overrule="Their CEO rang me on Friday")
    LeadState.objects.filter(lead=lead).update(stage=stage("proposal"))
    Objection.objects.create(lead=lead, kind="price", text="Half of that elsewhere", raised_by=maja)
    answered = {"answer": "It pays in a year", "answered_at": timezone.now(), "answered_by": maja}
    Objection.objects.create(lead=lead, kind="effort", raised_by=maja, **answered)
    desk.goto(f"{desk.live_url}/leads/{lead.pk}/")
    panel = desk.locator("#stage-panel")
    expect(panel).to_contain_text("Before it moves on")
    desk.keyboard.press("s")
    line = panel.get_by_role("checkbox").nth(1)
    line.focus()
    desk.keyboard.press("Space")
    expect(panel.get_by_role("checkbox").nth(1)).to_have_attribute("aria-checked", "true")
    expect(panel.get_by_role("checkbox").nth(1)).to_be_focused()
    assert ChecklistTick.objects.get(lead=lead).by == maja
    panel.get_by_text("Stage history").click()
    look(desk, "stage-panel")
    panel.get_by_role("link", name="Answer it").click()
    desk.get_by_role("dialog").get_by_label("Our answer").fill("Theirs sends no letters")
    desk.get_by_role("dialog").get_by_role("button", name="Keep the answer").click()
    expect(desk.locator("#stage-panel")).to_contain_text("Theirs sends no letters")


def test_a_manager_moves_it_all_the_same(desk, lead, maja, client, live_server, shots):
    helena = UserFactory(manager=True, team=maja.team, first_name="Helena", last_name="Wilk")
    sign_in(desk, client, live_server, helena)
    desk.set_viewport_size(DESK)
    desk.goto(f"{desk.live_url}/leads/{lead.pk}/")
    desk.locator("#stage-panel").get_by_role("button", name="On to Qualified").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_text("Move it all the same").click()
    dialog.get_by_role("button", name="Move with this reason").click()
    expect(dialog).to_contain_text("Say why: it is read in the next review.")
    dialog.get_by_label("Why it moves all the same").fill("Their CEO rang me on Friday")
    shots(desk, "moving-overrule", full_page=False)
    assert violations(desk) == []
    dialog.get_by_role("button", name="Move with this reason").click()
    expect(desk.locator("#stage-panel")).to_contain_text("Moved on from Discovery by Helena Wilk")
    shots(desk, "moving-overruled")
    assert stage_of(lead) == "qualified"


def test_what_is_asked_before_it_is_won_hides_where_it_is_lost(desk, lead, shots):
    LeadState.objects.filter(lead=lead).update(stage=stage("negotiation"))
    desk.set_viewport_size(DESK)
    desk.goto(f"{desk.live_url}/leads/{lead.pk}/close/")
    expect(desk.locator(".asked")).to_be_hidden()
    desk.get_by_label("Closed won").check()
    expect(desk.locator(".asked")).to_be_visible()
    shots(desk, "moving-close")
    assert violations(desk) == []
    desk.get_by_label("Closed lost").check()
    expect(desk.locator(".asked")).to_be_hidden()
