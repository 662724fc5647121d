"""Every page of the product in both themes and sizes and in two languages: a picture, and no fault of any kind.

In English axe looks at each page in both sizes: in the light at a desk, in the dark on a phone.
"""

import pytest

from accounts.models import User
from frameworks_app.actions.packs import load_pack
from frameworks_app.actions.publish import publish
from tests.factories import UserFactory
from tests.product_pages import PAGES, of_a_newcomer
from tests.visits import WHOLE, complaints, sign_in, violations
from tests.working_day import working_day

pytestmark = pytest.mark.django_db(transaction=True)

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
SIZES = {"desk": DESK, "phone": PHONE}
# Where axe looks, so that it takes few minutes: at each page in both sizes and both themes, at a dialog once.
LOOKED_AT = [("light", 1440), ("dark", 390)]
# Whose pages share a test: each takes about as long, and making up a working day takes a while.
GROUPS = [["stranger", "sdr"], ["manager"], ["ae", "marketing", "admin"]]


@pytest.fixture
def rows(shipped, client):
    return working_day(client)


@pytest.fixture
def reader(page):
    """A page that remembers what its browser complained about."""
    page.complaints = complaints(page)
    return page


def visit(page, url, visited):
    """Open it as people would, with its menu or dialog."""
    page.emulate_media(color_scheme="light")
    assert (url, page.goto(url).status) == (url, visited.status)
    for selector in visited.pressed:
        page.locator(selector).first.click()
    if visited.pressed:
        page.wait_for_load_state("networkidle")
        # A picture of the whole page is taken from its top.
        page.evaluate("scrollTo(0, 0)")
    if visited.status != 200:
        # The browser itself says that it was refused.
        page.complaints.clear()


def photograph(page, shots, name, size, schemes=("light", "dark")):
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        is_open = page.locator("dialog[open], .dropdown-menu.show").count() > 0
        shots(page, f"{name}-{scheme}-{size['width']}", full_page=not is_open)
        yield scheme


def wider(page):
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def minded(page, scheme, size, visited):
    """What axe finds, at full height, so that no bar that stays in place covers what it looks at."""
    if (scheme, size["width"]) not in LOOKED_AT[: 1 if visited.pressed else None]:
        return []
    page.set_viewport_size({**size, "height": WHOLE})
    found = violations(page)
    page.set_viewport_size(size)
    return found


def look_at(page, shots, name, size, visited):
    """Whatever is wrong with the page in this size."""
    schemes = photograph(page, shots, name, size)
    found = [fault for scheme in schemes for fault in minded(page, scheme, size, visited)]
    faults = [found, wider(page), [*page.complaints]]
    page.complaints.clear()
    return faults if any(faults) else None


def go_through(page, live_server, shots, pages):
    faults = {}
    for name, visited in pages.items():
        for width, size in SIZES.items():
            page.set_viewport_size(size)
            # What is pressed must be within reach in either size; a page itself is not asked for again.
            if size is DESK or visited.pressed:
                visit(page, live_server.url + visited.address, visited)
            faults[name, width] = look_at(page, shots, name, size, visited)
    assert {at: found for at, found in faults.items() if found} == {}


def be(page, client, live_server, person):
    if person != "stranger":
        sign_in(page, client, live_server, User.objects.get(username=person))


@pytest.mark.tour
@pytest.mark.parametrize("people", GROUPS, ids=" ".join)
def test_every_page(reader, client, live_server, shots, rows, people):
    for person in people:
        be(reader, client, live_server, person)
        go_through(reader, live_server, shots, PAGES[person](rows))


@pytest.mark.tour
@pytest.mark.parametrize("people", GROUPS, ids=" ".join)
def test_every_page_in_polish_is_no_wider_than_its_screen(reader, client, live_server, shots, rows, people):
    User.objects.update(language="pl")
    reader.set_extra_http_headers({"Accept-Language": "pl"})
    found = {}
    for person in people:
        be(reader, client, live_server, person)
        for name, visited in PAGES[person](rows).items():
            reader.set_viewport_size(DESK)
            visit(reader, live_server.url + visited.address, visited)
            list(photograph(reader, shots, f"{name}-pl", DESK))
            found[name] = wider(reader)
            # On a phone only in the light, and without asking for the page again.
            reader.set_viewport_size(PHONE)
            list(photograph(reader, shots, f"{name}-pl", PHONE, ["light"]))
            found[name] += wider(reader)
    assert {name: excess for name, excess in found.items() if excess} == {}
    assert reader.complaints == []


@pytest.mark.tour
def test_every_list_of_a_new_installation(reader, client, live_server, shots, shipped):
    load_pack("tidepost")
    publish(by=None)
    sign_in(reader, client, live_server, UserFactory(admin=True))
    go_through(reader, live_server, shots, of_a_newcomer({}))
