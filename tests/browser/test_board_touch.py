"""Maja moves cards with a thumb: held, a card hangs on it; anything shorter scrolls or taps as ever."""

import pytest
from playwright.sync_api import expect

from pipeline.models import LeadState, Stage, StageMove
from tests.factories import LeadFactory, UserFactory
from tests.on_board import card, column, names, stage_of
from tests.visits import complaints, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}
TABLET = {"width": 1024, "height": 768}
HELD = 450
PLACES = [("Baltic Yarn", "untouched"), ("Granite & Wells", "untouched"), ("Velo Nord", "discovery")]
FIRST_CARD = """() => {
  const { x, y, width, height } = document.querySelector("[data-card]").getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}"""
IN_SIGHT = """(column) => new Promise((seen, fail) => {
  setTimeout(fail, 5000, new Error("it does not come into sight"));
  function look() {
    const { left, width } = column.getBoundingClientRect();
    if (left + width / 2 < innerWidth - 60) seen();
    else requestAnimationFrame(look);
  }
  look();
})"""
# Whether the browser would go on with it by itself.
GOES_ON = "(element, kind) => element.dispatchEvent(new Event(kind, { bubbles: true, cancelable: true }))"


class Thumb:
    """A finger on the glass, as the browser feels it."""

    def __init__(self, page):
        self.page = page
        self.glass = page.context.new_cdp_session(page)
        self.at = None

    def send(self, kind, *points):
        fingers = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        self.glass.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})

    def press(self, where):
        self.press_at(*centre(where))

    def press_at(self, x, y):
        self.at = (x, y)
        self.send("touchStart", self.at)

    def hold(self, where):
        self.press(where)
        expect(lifted(self.page)).to_have_count(1)

    def move(self, x, y, steps=8):
        begin_x, begin_y = self.at
        for step in range(1, steps + 1):
            self.at = (begin_x + (x - begin_x) * step / steps, begin_y + (y - begin_y) * step / steps)
            self.send("touchMove", self.at)
            self.page.wait_for_timeout(16)

    def let_go(self):
        self.send("touchEnd")

    def second(self):
        self.send("touchStart", self.at, (self.at[0], self.at[1] + 120))


def centre(where):
    box = where.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.fixture
def maja(shipped):
    return UserFactory(sdr=True, first_name="Maja", last_name="Nowak")


@pytest.fixture
def leads(maja):
    # Only leaving discovery is asked for anything.
    Stage.objects.exclude(key="discovery").update(exit_criteria=[])
    found = {}
    for rank, (name, stage) in enumerate(PLACES):
        found[name] = LeadFactory(owner=maja, company__name=name, stage=Stage.objects.get(key=stage))
        LeadState.objects.filter(lead=found[name]).update(priority=100 - rank)
    return found


@pytest.fixture
def hand_held(browser, live_server, client, maja, leads):
    """Whatever is held in the hand: its board, opened."""
    contexts = []

    def open_on(size):
        context = browser.new_context(
            locale="en-GB", viewport=size, has_touch=True, is_mobile=True, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.faults = complaints(page)
        sign_in(page, client, live_server, maja)
        page.goto(live_server.url + "/board/")
        return page

    yield open_on
    faults = [fault for context in contexts for page in context.pages for fault in page.faults]
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def phone(hand_held):
    return hand_held(PHONE)


@pytest.fixture
def thumb(phone):
    return Thumb(phone)


def lifted(page):
    return page.locator(".is-lifted")


def scrolled(page, key):
    return column(page, key).locator("[data-cards]").evaluate("(list) => list.scrollTop") > 0


def is_as_before(page):
    """No copy, nothing lit, nothing greyed."""
    traces = page.locator(".is-lifted, .is-dragged, .is-dragging, .is-target, .is-closed")
    expect(traces).to_have_count(0)
    expect(names(page, "untouched")).to_have_text(["Baltic Yarn", "Granite & Wells"])
    return not StageMove.objects.filter(by__isnull=False).exists()


@pytest.mark.parametrize(("size", "goal"), [(PHONE, "contacting"), (TABLET, "proposal")], ids=["phone", "tablet"])
def test_a_held_card_is_carried_to_a_stage_beyond_the_edge(hand_held, leads, size, goal):
    Stage.objects.update(exit_criteria=[])
    page = hand_held(size)
    thumb = Thumb(page)
    there = column(page, goal)
    expect(there).not_to_be_in_viewport()
    thumb.hold(card(page, "Baltic Yarn"))
    # The further out, the faster: not so far that the column passes by.
    thumb.move(size["width"] - 30, 420)
    there.evaluate(IN_SIGHT)
    thumb.move(size["width"] / 2, 420)
    thumb.move(*centre(there))
    expect(there).to_have_class("column is-target")
    thumb.let_go()
    expect(page.get_by_role("status")).to_contain_text(f"Baltic Yarn: moved to {Stage.objects.get(key=goal)}.")
    expect(names(page, goal)).to_have_text(["Baltic Yarn"])
    expect(names(page, "untouched")).to_have_text(["Granite & Wells"])
    expect(names(page, goal).first).to_be_in_viewport(ratio=1)
    expect(lifted(page)).to_have_count(0)
    assert stage_of(leads["Baltic Yarn"]) == goal
    page.get_by_role("button", name="Undo").tap()
    expect(names(page, "untouched")).to_have_text(["Baltic Yarn", "Granite & Wells"])


def test_a_stage_that_asks_opens_its_question_and_closed_it_puts_the_card_back(hand_held, leads):
    tablet = hand_held(TABLET)
    thumb = Thumb(tablet)
    thumb.hold(card(tablet, "Velo Nord"))
    left = column(tablet, "qualified").bounding_box()["x"]
    thumb.move(left + 40, 420)
    thumb.let_go()
    dialog = tablet.get_by_role("dialog")
    expect(dialog.get_by_role("heading", level=2)).to_have_text("Before it goes to Qualified (SQL)")
    expect(names(tablet, "qualified")).to_have_text(["Velo Nord"])
    tablet.keyboard.press("Escape")
    expect(names(tablet, "discovery")).to_have_text(["Velo Nord"])
    assert stage_of(leads["Velo Nord"]) == "discovery"


def test_a_finger_that_goes_on_scrolls_the_cards_and_lifts_none(phone, thumb, maja, leads):
    LeadFactory.create_batch(12, owner=maja)
    phone.reload()
    thumb.press(column(phone, "untouched").locator("[data-card]").nth(2))
    thumb.move(thumb.at[0], thumb.at[1] - 200, steps=12)
    phone.wait_for_timeout(HELD)
    assert scrolled(phone, "untouched")
    expect(lifted(phone)).to_have_count(0)
    thumb.let_go()
    assert StageMove.objects.filter(by=maja).count() == 0


def test_a_finger_that_wanders_lifts_none_even_where_nothing_scrolls(phone, thumb):
    card(phone, "Baltic Yarn").evaluate("(card) => { card.style.touchAction = 'none'; }")
    thumb.press(card(phone, "Baltic Yarn"))
    thumb.move(thumb.at[0] + 30, thumb.at[1])
    phone.wait_for_timeout(HELD)
    expect(lifted(phone)).to_have_count(0)
    thumb.let_go()


def blocking_listeners(thumb):
    """What is asked by a touch before the page may scroll."""
    found = []
    for name in ("window", "document", "document.body", "document.querySelector('[data-board]')"):
        held = thumb.glass.send("Runtime.evaluate", {"expression": name})["result"]["objectId"]
        listeners = thumb.glass.send("DOMDebugger.getEventListeners", {"objectId": held})["listeners"]
        found += [(name, each["type"]) for each in listeners if "touch" in each["type"] and not each["passive"]]
    return sorted(found)


def test_nothing_holds_up_the_scrolling_but_a_lifted_card(phone, thumb, maja):
    # Without locators: Playwright's own listeners would hold it up, too.
    assert blocking_listeners(thumb) == []
    thumb.press_at(*phone.evaluate(FIRST_CARD))
    assert blocking_listeners(thumb) == []
    phone.wait_for_timeout(HELD)
    assert blocking_listeners(thumb) == [("document", "touchend"), ("document", "touchmove")]
    thumb.move(PHONE["width"] - 4, 420)
    phone.wait_for_timeout(HELD)
    thumb.let_go()
    phone.wait_for_timeout(HELD)
    assert blocking_listeners(thumb) == []
    assert StageMove.objects.filter(by=maja).count() == 1


def test_a_tap_opens_the_lead(phone, thumb):
    thumb.press(names(phone, "untouched").first)
    phone.wait_for_timeout(60)
    thumb.let_go()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Baltic Yarn")


def test_held_and_let_go_a_card_stays_and_no_menu_of_its_link_opens(phone, thumb, leads):
    link = names(phone, "untouched").first
    assert link.evaluate(GOES_ON, "contextmenu") is True
    thumb.hold(link)
    assert [link.evaluate(GOES_ON, kind) for kind in ("contextmenu", "dragstart")] == [False, False]
    phone.wait_for_timeout(2 * HELD)
    assert phone.evaluate("String(getSelection())") == ""
    thumb.let_go()
    phone.wait_for_timeout(HELD)
    assert is_as_before(phone)
    assert phone.url.endswith("/board/")


def escape(page, thumb):
    page.keyboard.press("Escape")


def second_finger(page, thumb):
    thumb.second()


def browser_takes_over(page, thumb):
    thumb.send("touchCancel")


@pytest.mark.parametrize("stop", [escape, second_finger, browser_takes_over])
def test_a_move_that_is_stopped_leaves_no_trace(phone, thumb, leads, stop):
    thumb.hold(card(phone, "Baltic Yarn"))
    thumb.move(PHONE["width"] - 4, 420)
    expect(phone.locator(".is-target")).to_have_count(1)
    stop(phone, thumb)
    assert is_as_before(phone)
    expect(names(phone, "untouched").first).to_be_in_viewport(ratio=1)
    if stop is not browser_takes_over:
        thumb.let_go()
    phone.wait_for_timeout(HELD)
    assert is_as_before(phone)


def test_a_card_that_goes_while_it_is_held_takes_its_copy_along(phone, thumb, leads):
    thumb.hold(card(phone, "Baltic Yarn"))
    card(phone, "Baltic Yarn").evaluate("(gone) => gone.replaceWith(gone.cloneNode(true))")
    expect(lifted(phone)).to_have_count(0)
    thumb.move(PHONE["width"] - 4, 420)
    phone.wait_for_timeout(HELD)
    thumb.let_go()
    assert stage_of(leads["Baltic Yarn"]) == "untouched"


def test_near_the_foot_of_a_column_its_cards_come_up(phone, thumb, maja, leads):
    LeadFactory.create_batch(12, owner=maja)
    phone.reload()
    cards = column(phone, "untouched").locator("[data-cards]").bounding_box()
    thumb.hold(card(phone, "Baltic Yarn"))
    thumb.move(PHONE["width"] / 2, cards["y"] + cards["height"] - 4)
    phone.wait_for_timeout(HELD)
    assert scrolled(phone, "untouched")
    thumb.let_go()
    expect(lifted(phone)).to_have_count(0)
    assert stage_of(leads["Baltic Yarn"]) == "untouched"


def test_a_colleagues_card_does_not_come_along(phone, thumb, maja):
    jonas = UserFactory(sdr=True, team=maja.team)
    LeadFactory(owner=jonas, company__name="Jonas' Shop")
    phone.reload()
    thumb.press(card(phone, "Jonas' Shop"))
    phone.wait_for_timeout(HELD)
    expect(lifted(phone)).to_have_count(0)
    thumb.let_go()


@pytest.mark.tour
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [TABLET, PHONE], ids=["tablet", "phone"])
def test_pictures_of_a_card_on_a_finger(hand_held, shots, scheme, size):
    page = hand_held(size)
    page.emulate_media(color_scheme=scheme)
    thumb = Thumb(page)
    thumb.hold(card(page, "Baltic Yarn"))
    if size == PHONE:
        thumb.move(size["width"] - 30, 420)
        column(page, "contacting").evaluate(IN_SIGHT)
    thumb.move(size["width"] / 2 + 40, 420)
    expect(page.locator(".is-target")).to_have_count(1)
    shots(page, f"board-touch-{scheme}-{size['width']}", full_page=False)
    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
    thumb.send("touchCancel")
