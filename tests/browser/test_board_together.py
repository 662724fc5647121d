"""Maja lets leads wait from her board, sees what Helena does on hers, and does all of it with a thumb."""

import re
import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from accounts.calendar import home_day
from pipeline.actions.holds import put_on_hold
from pipeline.actions.stages import move_lead
from pipeline.models import Hold, LeadState, Stage
from tests.factories import LeadFactory, UserFactory
from tests.on_board import card, column, names
from tests.visits import complaints, sign_in, violations

pytestmark = pytest.mark.django_db(transaction=True)

WALL = {"width": 2500, "height": 900}
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
PLACES = [("Granite & Wells", "discovery", 40), ("Velo Nord", "discovery", 1), ("Kolonia Bikes", "proposal", 3)]


@pytest.fixture
def maja(shipped):
    return UserFactory(sdr=True, first_name="Maja", last_name="Nowak")


@pytest.fixture
def helena(maja):
    return UserFactory(manager=True, team=maja.team, first_name="Helena", last_name="Wilk")


@pytest.fixture
def leads(maja):
    found = {}
    for rank, (name, stage, days) in enumerate(PLACES):
        lead = LeadFactory(owner=maja, company__name=name, stage=Stage.objects.get(key=stage))
        since = timezone.now() - timedelta(days=days)
        LeadState.objects.filter(lead=lead).update(stage_changed_at=since, priority=100 - rank)
        found[name] = lead
    return found


@pytest.fixture
def board(page, live_server, client, maja, leads):
    page.set_viewport_size(WALL)
    sign_in(page, client, live_server, maja)
    page.goto(live_server.url + "/board/")
    return page


@pytest.fixture
def thumb(browser, live_server, client, maja, leads):
    """A phone: touch and nothing else."""
    context = browser.new_context(
        locale="en-GB", viewport=PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce"
    )
    phone = context.new_page()
    sign_in(phone, client, live_server, maja)
    phone.goto(live_server.url + "/board/")
    yield phone
    context.close()


def menu_of(page, name):
    return card(page, name).get_by_role("link", name=f"Move {name}")


def in_ten_days():
    return home_day() + timedelta(days=10)


def let_wait(page):
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("On hold until").fill(in_ten_days().isoformat())
    dialog.get_by_label("Because of").select_option(label="Champion on leave")
    dialog.get_by_role("button", name="Put on hold").click()
    expect(dialog).to_have_count(0)


def test_a_card_is_put_on_hold_from_its_menu_and_that_is_taken_back(board, leads):
    expect(column(board, "discovery").locator(".column-late")).to_have_text("1 late")
    menu_of(board, "Granite & Wells").click()
    expect(board.get_by_role("menu")).to_contain_text("since it arrived in Discovery")
    board.get_by_role("menuitem", name="Put on hold").click()
    let_wait(board)
    expect(card(board, "Granite & Wells")).to_contain_text("Waiting until")
    expect(card(board, "Granite & Wells")).to_contain_text("champion on leave")
    expect(column(board, "discovery").locator(".column-waiting")).to_have_text("1 on hold")
    expect(column(board, "discovery").locator(".column-late")).to_have_count(0)
    expect(board.get_by_role("status")).to_contain_text("time 1 of 3, 10 of 60 days")
    assert Hold.objects.get().until == in_ten_days()
    board.get_by_role("button", name="Undo").click()
    expect(card(board, "Granite & Wells")).not_to_contain_text("Waiting until")
    expect(column(board, "discovery").locator(".column-late")).to_have_text("1 late")


def test_what_is_taken_back_stands_still_until_it_is_drawn(board, leads):
    heard = complaints(board)
    card(board, "Kolonia Bikes").drag_to(column(board, "discovery"))
    expect(names(board, "discovery")).to_have_text(["Granite & Wells", "Velo Nord", "Kolonia Bikes"])

    def answer_late(route):
        # Longer than from one look at what others have changed to the next.
        time.sleep(4)
        route.continue_()

    board.route(re.compile(r"/board/leads/\d+/\?"), answer_late)
    board.get_by_role("button", name="Undo").click()
    expect(board.get_by_role("status")).to_contain_text("Kolonia Bikes is back in Proposal.", timeout=10_000)
    expect(names(board, "proposal")).to_have_text(["Kolonia Bikes"])
    assert heard == []


def test_h_lets_a_lead_wait_says_what_is_wrong_and_ends_the_waiting(board, leads):
    names(board, "proposal").first.focus()
    board.keyboard.press("h")
    dialog = board.get_by_role("dialog")
    expect(dialog.get_by_label("On hold until")).to_be_focused()
    dialog.get_by_label("On hold until").fill((home_day() + timedelta(days=99)).isoformat())
    dialog.get_by_label("Because of").select_option(label="Another reason")
    dialog.get_by_role("button", name="Put on hold").click()
    expect(dialog).to_contain_text("0 of 60 days in Proposal")
    expect(dialog).to_contain_text("Say what the lead waits for.")
    board.keyboard.press("Escape")
    expect(names(board, "proposal").first).to_be_focused()
    board.keyboard.press("h")
    let_wait(board)
    expect(card(board, "Kolonia Bikes")).to_contain_text("Waiting until")
    names(board, "proposal").first.focus()
    board.keyboard.press("h")
    board.get_by_role("button", name="End the waiting now").click()
    expect(card(board, "Kolonia Bikes")).not_to_contain_text("Waiting until")
    assert LeadState.objects.get(lead=leads["Kolonia Bikes"]).held_until is None


def test_what_helena_does_on_her_board_is_seen_on_majas(board, browser, live_server, helena, leads):
    hers = browser.new_context(locale="en-GB", viewport=WALL, reduced_motion="reduce")
    other = hers.new_page()
    sign_in(other, Client(), live_server, helena)
    other.goto(live_server.url + "/board/")
    # Back by two stages: nothing is asked.
    card(other, "Kolonia Bikes").drag_to(column(other, "discovery"))
    expect(names(board, "discovery")).to_have_text(["Granite & Wells", "Velo Nord", "Kolonia Bikes"])
    expect(board.get_by_role("status")).to_contain_text("Helena Wilk moved Kolonia Bikes to Discovery.")
    expect(column(board, "proposal").locator(".column-count")).to_contain_text("0")
    names(other, "discovery").last.focus()
    other.keyboard.press("h")
    let_wait(other)
    expect(card(board, "Kolonia Bikes")).to_contain_text("champion on leave")
    # Once told, it is not told again.
    expect(board.get_by_text("moved Kolonia Bikes")).to_have_count(1)
    hers.close()


def test_nothing_moves_under_a_hand_at_work(board, helena, leads):
    menu_of(board, "Velo Nord").click()
    move_lead(lead=leads["Velo Nord"], stage=Stage.objects.get(key="proposal"), by=helena)
    board.wait_for_timeout(4000)
    expect(names(board, "discovery")).to_have_text(["Granite & Wells", "Velo Nord"])
    board.keyboard.press("Escape")
    expect(names(board, "proposal")).to_have_text(["Velo Nord", "Kolonia Bikes"])
    expect(card(board, "Velo Nord").locator("[data-card-link]")).to_be_focused()


def test_a_full_column_warns_in_words_and_takes_the_card(board, leads):
    Stage.objects.filter(key="discovery").update(most_leads=1)
    board.reload()
    expect(column(board, "discovery").locator(".is-over")).to_contain_text("2 of 1")
    expect(column(board, "discovery").locator(".is-over")).to_contain_text("over the limit")
    card(board, "Kolonia Bikes").drag_to(column(board, "discovery"))
    expect(column(board, "discovery").locator(".is-over")).to_contain_text("3 of 1")


def test_with_a_thumb_a_card_goes_to_another_stage_and_waits(thumb, leads):
    thumb.get_by_role("navigation", name="Stages").get_by_role("link", name="Discovery").tap()
    menu_of(thumb, "Velo Nord").tap()
    thumb.get_by_role("menuitem", name="Contacting").tap()
    expect(thumb.get_by_role("status")).to_contain_text("Velo Nord: moved to Contacting.")
    menu_of(thumb, "Granite & Wells").tap()
    thumb.get_by_role("menuitem", name="Put on hold").tap()
    let_wait(thumb)
    expect(card(thumb, "Granite & Wells")).to_contain_text("Waiting until")
    assert LeadState.objects.get(lead=leads["Velo Nord"]).stage.key == "contacting"
    assert thumb.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.tour
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_no_fault_of_access_on_a_board_with_waiting_and_full_columns(board, shots, scheme, size, maja, leads):
    put_on_hold(lead=leads["Granite & Wells"], until=in_ten_days(), kind=Hold.Kind.AWAY, by=maja)
    Stage.objects.filter(key="discovery").update(most_leads=1)
    board.emulate_media(color_scheme=scheme)
    board.set_viewport_size(size)
    board.reload()
    if size == PHONE:
        board.get_by_role("navigation", name="Stages").get_by_role("link", name="Discovery").click()
    shots(board, f"board-hold-{scheme}-{size['width']}")
    assert violations(board) == []
    menu_of(board, "Granite & Wells").click()
    shots(board, f"board-hold-menu-{scheme}-{size['width']}")
    assert violations(board) == []
    board.get_by_role("menuitem", name="Change or end the waiting").click()
    expect(board.get_by_role("dialog")).to_be_visible()
    shots(board, f"board-hold-dialog-{scheme}-{size['width']}")
    assert violations(board) == []
    assert board.evaluate("document.documentElement.scrollWidth") == size["width"]


@pytest.mark.tour
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_pictures_of_untouched_leads_and_of_a_lead_that_waits(board, shots, scheme, size, live_server, maja, leads):
    for days in (0, 1, 4, 9, 40):
        LeadFactory(owner=maja, source="Fair in Poznań", occurred_at=timezone.now() - timedelta(days=days))
    board.emulate_media(color_scheme=scheme)
    board.set_viewport_size(size)
    board.goto(live_server.url + "/leads/untouched/")
    shots(board, f"untouched-{scheme}-{size['width']}")
    assert violations(board) == []
    put_on_hold(
        lead=leads["Granite & Wells"], until=in_ten_days(), kind=Hold.Kind.AWAY, reason="back from Crete", by=maja
    )
    board.goto(f"{live_server.url}/leads/{leads['Granite & Wells'].pk}/")
    shots(board, f"lead-hold-{scheme}-{size['width']}")
    assert violations(board) == []
    assert board.evaluate("document.documentElement.scrollWidth") == size["width"]
