"""Every page by keyboard alone: Tab goes through all of it and out again; each key does one thing, which ? names."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from tests.product_pages import PAGES
from tests.visits import sign_in
from tests.working_day import working_day

pytestmark = pytest.mark.django_db(transaction=True)

# More than any page has, and fewer than any.
MOST, FEWEST = 600, 3
# What has the focus: its number on the page, and whether a person sees where it is. A field that is drawn by its
# label, such as a segment, is where the label is.
FOCUSED = """() => {
  const all = [...document.querySelectorAll("*")], it = document.activeElement;
  if (it === document.body || !it) return null;
  const drawn = it.labels?.[0] && it.getBoundingClientRect().width < 8 ? it.labels[0] : it;
  const box = drawn.getBoundingClientRect();
  const isSeen = box.width > 4 && box.height > 4 && box.bottom > 0 && box.right > 0
    && box.top < innerHeight && box.left < innerWidth;
  return [all.indexOf(it), isSeen ? "" : it.outerHTML.slice(0, 120)];
}"""
KEYS = """() => {
  const keys = [...document.querySelectorAll("[data-key]")].map((each) => each.dataset.key);
  const rowKeys = [...document.querySelectorAll("[data-row-key]")].map((each) => each.dataset.rowKey);
  const listed = [...document.querySelectorAll("#keys dt kbd")].map((each) => each.textContent);
  return {
    twice: keys.filter((key, at) => keys.indexOf(key) !== at),
    twiceListed: listed.filter((key, at) => listed.indexOf(key) !== at),
    unlisted: [...new Set([...keys, ...rowKeys])].filter((key) => !listed.includes(key)),
  };
}"""


def walked(page):
    """Tab by tab until the page is left: how many stops there were, and what is wrong with some of them."""
    stops, faults = [], []
    # Some pages put the reader into their first field; the walk begins at the top.
    page.evaluate("document.querySelector('.skip-link, a').focus()")
    for _press in range(MOST):
        found = page.evaluate(FOCUSED)
        if found is None or (found[0] in stops[:1] and len(stops) > 1):
            return len(stops), faults
        # A date has a stop for each of its parts.
        if found[0] in stops[:-1]:
            return len(stops), [*faults, f"back to {found}"]
        if found[0] not in stops:
            stops.append(found[0])
            faults += filter(None, found[1:])
        page.keyboard.press("Tab")
    return len(stops), [*faults, "no way out"]


@pytest.mark.tour
@pytest.mark.parametrize("people", [["sdr", "marketing"], ["manager"]], ids=" ".join)
def test_every_page_is_walked_by_tab_and_its_keys_are_told(page, client, live_server, shipped, people):
    rows, faults = working_day(client), {}
    page.set_viewport_size({"width": 1440, "height": 900})
    for person in people:
        sign_in(page, client, live_server, User.objects.get(username=person))
        for name, visited in PAGES[person](rows).items():
            if visited.pressed or visited.status != 200:
                continue
            page.goto(live_server.url + visited.address)
            keys = {kind: found for kind, found in page.evaluate(KEYS).items() if found}
            stops, wrong = walked(page)
            if keys or wrong or stops < FEWEST:
                faults[name] = (keys, wrong, stops)
    assert faults == {}


def test_a_dialog_gives_the_focus_back_to_what_opened_it(page, client, live_server, shipped):
    rows = working_day(client)
    sign_in(page, client, live_server, User.objects.get(username="sdr"))
    page.goto(f"{live_server.url}/leads/{rows['lead'].pk}/")
    decide = page.get_by_role("button", name="Decide")
    decide.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Move to another stage")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(decide).to_be_focused()
    follow_up = page.get_by_role("link", name="Follow-up", exact=True)
    follow_up.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(follow_up).to_be_focused()
