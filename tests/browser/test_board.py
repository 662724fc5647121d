"""Maja works the board by mouse and by keys, and on a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from pipeline.actions.stages import move_lead
from pipeline.models import FollowUp, LeadState, Stage, StageMove
from tests.factories import LeadFactory, UserFactory
from tests.on_board import card, column, names, stage_of
from tests.visits import complaints, sign_in, violations

pytestmark = pytest.mark.django_db(transaction=True)

# All columns side by side, so that nothing scrolls between taking a card and putting it down.
WALL = {"width": 2500, "height": 900}
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
LONG = "Towarzystwo Miłośników Wielobarwnych Przędz i Tkanin Nadbałtyckich Spółka Komandytowa"
PLACES = [
    ("Baltic Yarn", "untouched", None),
    ("Granite & Wells", "discovery", 40),
    ("Velo Nord", "discovery", 1),
    (LONG, "discovery", 90),
    ("Kolonia Bikes", "proposal", 3),
    ("Signed & Sealed", "won", 20),
]


@pytest.fixture
def maja(shipped):
    return UserFactory(sdr=True, first_name="Maja", last_name="Nowak")


@pytest.fixture
def leads(maja):
    # What stages ask is told in test_moving.
    Stage.objects.exclude(kind=Stage.Kind.WON).update(exit_criteria=[])
    found = {}
    for rank, (name, stage, days) in enumerate(PLACES):
        lead = LeadFactory(
            owner=maja,
            company__name=name,
            contact__name="Maria Skłodowska-Wielopolska",
            contact__title="Dyrektorka ds. rozwoju sprzedaży wielokanałowej",
            stage=Stage.objects.get(key=stage),
            amount=1_234_567 if days else None,
            currency="PLN" if days else "",
        )
        since = timezone.now() - timedelta(days=days or 0)
        LeadState.objects.filter(lead=lead).update(stage_changed_at=since, priority=100 - rank)
        if days:
            due = timezone.now() + timedelta(days=3 - days)
            FollowUp.objects.create(lead=lead, owner=maja, due_at=due, note="Ask for the figures of last year")
        found[name] = lead
    return found


@pytest.fixture
def board(page, live_server, client, maja, leads):
    sign_in(page, client, live_server, maja)
    faults = complaints(page, about="Content Security")
    page.set_viewport_size(WALL)
    page.goto(live_server.url + "/board/")
    yield page
    assert faults == []


def focused(page):
    return page.locator("[data-card-link]:focus")


def test_a_card_is_dragged_to_the_next_stage_and_both_heads_follow(board, leads):
    card(board, "Granite & Wells").drag_to(column(board, "evaluation"))
    expect(board.get_by_role("status")).to_contain_text("Granite & Wells: moved to Evaluation.")
    expect(names(board, "evaluation")).to_have_text(["Granite & Wells"])
    expect(names(board, "discovery")).to_have_text(["Velo Nord", LONG])
    expect(column(board, "discovery").locator(".column-figures")).to_contain_text("PLN\xa0247K")
    expect(column(board, "discovery").locator(".column-late")).to_have_text("1 late")
    expect(column(board, "evaluation").locator(".column-figures")).to_contain_text("PLN\xa0432K")
    assert stage_of(leads["Granite & Wells"]) == "evaluation"


def test_a_move_is_taken_back_from_its_note(board, leads):
    card(board, "Granite & Wells").drag_to(column(board, "evaluation"))
    board.get_by_role("button", name="Undo").click()
    expect(board.get_by_role("status")).to_contain_text("Granite & Wells is back in Discovery.")
    expect(names(board, "discovery")).to_have_text(["Granite & Wells", "Velo Nord", LONG])
    expect(names(board, "evaluation")).to_have_count(0)
    assert stage_of(leads["Granite & Wells"]) == "discovery"


def test_keys_go_from_card_to_card_and_take_a_card_along(board, leads):
    board.keyboard.press("ArrowDown")
    expect(focused(board)).to_have_text("Baltic Yarn")
    board.keyboard.press("ArrowRight")
    expect(focused(board)).to_have_text("Granite & Wells")
    board.keyboard.press("ArrowDown")
    expect(focused(board)).to_have_text("Velo Nord")
    board.keyboard.press("Shift+ArrowRight")
    expect(names(board, "qualified")).to_have_text(["Velo Nord"])
    expect(focused(board)).to_have_text("Velo Nord")
    expect(board.get_by_role("status")).to_contain_text("Velo Nord: moved to Qualified (SQL).")
    board.keyboard.press("Shift+ArrowLeft")
    expect(names(board, "discovery")).to_have_text(["Granite & Wells", "Velo Nord", LONG])
    board.keyboard.press("Enter")
    expect(board.get_by_role("heading", level=1)).to_have_text("Velo Nord")


def test_m_opens_a_menu_of_stages(board, leads):
    names(board, "untouched").first.focus()
    board.keyboard.press("m")
    menu = board.get_by_role("menu")
    expect(menu.get_by_role("menuitem", name="Contacting")).to_be_focused()
    board.keyboard.press("ArrowDown")
    board.keyboard.press("Enter")
    expect(menu).to_be_hidden()
    expect(names(board, "discovery").first).to_have_text("Baltic Yarn")
    expect(board.get_by_role("status")).to_contain_text("Baltic Yarn: moved to Discovery.")
    expect(focused(board)).to_have_text("Baltic Yarn")
    assert stage_of(leads["Baltic Yarn"]) == "discovery"


def test_escape_leaves_the_menu_and_the_card_where_it_was(board):
    names(board, "untouched").first.focus()
    board.keyboard.press("m")
    board.keyboard.press("Escape")
    expect(board.get_by_role("menu")).to_be_hidden()
    expect(focused(board)).to_have_text("Baltic Yarn")


def test_a_drop_on_lost_asks_for_a_reason_and_closing_the_question_puts_the_card_back(board, leads):
    card(board, "Kolonia Bikes").drag_to(column(board, "lost"))
    dialog = board.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(names(board, "proposal")).to_have_count(0)
    board.keyboard.press("Escape")
    expect(names(board, "proposal")).to_have_text(["Kolonia Bikes"])
    assert stage_of(leads["Kolonia Bikes"]) == "proposal"


def test_with_a_reason_the_card_goes_to_lost_and_the_board_stays(board, leads):
    card(board, "Kolonia Bikes").drag_to(column(board, "lost"))
    dialog = board.get_by_role("dialog")
    dialog.get_by_label("Reason").select_option(label="Price")
    dialog.locator("button.btn-primary").click()
    expect(dialog).to_be_hidden()
    expect(column(board, "lost").locator(".column-count")).to_contain_text("1")
    expect(column(board, "proposal").locator(".column-count")).to_contain_text("0")
    assert board.url.endswith("/board/")
    assert StageMove.objects.get(to_stage__key="lost").reason.key == "lost_price"
    board.get_by_role("button", name="Undo").click()
    expect(names(board, "proposal")).to_have_text(["Kolonia Bikes"])
    expect(column(board, "lost").locator(".column-count")).to_contain_text("0")
    assert board.url.endswith("/board/")
    assert stage_of(leads["Kolonia Bikes"]) == "proposal"


def test_a_card_that_somebody_else_has_moved_goes_where_they_put_it(board, leads, maja):
    helena = UserFactory(manager=True, team=maja.team, first_name="Helena", last_name="Wilk")
    move_lead(lead=leads["Velo Nord"], stage=Stage.objects.get(key="proposal"), by=helena)
    card(board, "Velo Nord").drag_to(column(board, "evaluation"))
    expect(board.get_by_role("status")).to_contain_text("Meanwhile Helena Wilk moved Velo Nord to Proposal.")
    expect(names(board, "proposal")).to_have_text(["Velo Nord", "Kolonia Bikes"])
    expect(names(board, "evaluation")).to_have_count(0)


def test_without_a_server_the_card_goes_back(board, leads):
    board.route("**/move/", lambda route: route.abort())
    card(board, "Velo Nord").drag_to(column(board, "evaluation"))
    expect(board.get_by_role("status")).to_contain_text("The server did not answer.")
    expect(names(board, "discovery")).to_have_text(["Granite & Wells", "Velo Nord", LONG])


def test_a_folded_column_opens_on_demand(board):
    won = column(board, "won")
    expect(won.locator(".column-count")).to_contain_text("1")
    won.get_by_role("link", name="Leads in Closed won").click()
    expect(names(board, "won")).to_have_text(["Signed & Sealed"])


def test_a_long_column_loads_more_as_it_is_scrolled(board, maja):
    LeadFactory.create_batch(30, owner=maja, stage=Stage.objects.get(key="contacting"))
    board.reload()
    cards = column(board, "contacting").locator("[data-card]")
    expect(cards).to_have_count(25)
    cards.last.scroll_into_view_if_needed()
    expect(cards).to_have_count(30)


def test_colleagues_leads_are_read_and_not_moved(board, maja):
    jonas = UserFactory(sdr=True, team=maja.team)
    LeadFactory(owner=jonas, company__name="Jonas' Shop")
    board.reload()
    theirs = card(board, "Jonas' Shop")
    expect(theirs).not_to_have_attribute("draggable", "true")
    expect(theirs.get_by_role("link")).to_have_count(1)


def test_on_a_phone_one_column_fills_the_page_and_the_stages_lead_to_the_others(board):
    board.set_viewport_size(PHONE)
    board.reload()
    expect(names(board, "untouched").first).to_be_in_viewport()
    expect(names(board, "discovery").first).not_to_be_in_viewport()
    board.get_by_role("navigation", name="Stages").get_by_role("link", name="Discovery").click()
    expect(names(board, "discovery").first).to_be_in_viewport(ratio=1)
    card(board, "Velo Nord").get_by_role("link", name="Move Velo Nord").click()
    board.get_by_role("menuitem", name="Proposal").click()
    expect(board.get_by_role("status")).to_contain_text("Velo Nord: moved to Proposal.")
    assert board.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.tour
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_no_fault_of_access_and_nothing_wider_than_the_screen(board, shots, scheme, size):
    board.emulate_media(color_scheme=scheme)
    board.set_viewport_size(size)
    board.reload()
    if size == PHONE:
        board.get_by_role("navigation", name="Stages").get_by_role("link", name="Discovery").click()
    shots(board, f"board-long-{scheme}-{size['width']}")
    assert violations(board) == []
    assert board.evaluate("document.documentElement.scrollWidth") == size["width"]
    card(board, "Velo Nord").get_by_role("link", name="Move Velo Nord").click()
    shots(board, f"board-menu-{scheme}-{size['width']}")
    assert violations(board) == []
