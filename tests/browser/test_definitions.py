"""Ines and Helena agree on what an MQL is, by keyboard alone; the pages as people see them."""

import pytest
from playwright.sync_api import expect

from frameworks_app.actions.packs import load_pack
from frameworks_app.actions.publish import publish
from frameworks_app.models import ScoringSettings, SignOff
from tests.agreed import agree
from tests.factories import UserFactory
from tests.visits import sign_in, violations

pytestmark = pytest.mark.django_db(transaction=True)

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def people(shipped):
    load_pack("tidepost")
    publish(by=None, note="Demo company")
    return {
        "ines": UserFactory(marketing=True, first_name="Ines", last_name="Costa"),
        "helena": UserFactory(manager=True, first_name="Helena", last_name="Brandt"),
        "ada": UserFactory(admin=True, first_name="Ada", last_name="Nowak"),
    }


def press(page, locator):
    locator.focus()
    page.keyboard.press("Enter")


def test_they_agree_until_a_new_version_says_otherwise(page, client, live_server, people):
    sign_in(page, client, live_server, people["ines"])
    page.goto(f"{live_server.url}/scoring/definitions/")
    card = page.locator("[data-agreement=mql]")
    expect(card).to_contain_text("not signed off")
    press(page, card.get_by_role("link", name="Sign for marketing"))
    press(page, page.get_by_role("button", name="Sign for marketing"))
    expect(page.locator("h1 + .chip")).to_have_text("waits for sales")
    sign_in(page, client, live_server, people["helena"])
    page.reload()
    press(page, page.get_by_role("button", name="Sign for sales"))
    expect(page.locator("h1 + .chip")).to_have_text("agreed")
    ScoringSettings.objects.update(level_2=16)
    publish(by=None, note="Levels")
    page.reload()
    expect(page.locator("h1 + .chip")).to_have_text("changed since it was signed")
    expect(page.locator(".difference-words")).to_have_text("engagement level 2 from 15 → becomes 16")
    assert SignOff.objects.count() == 2


@pytest.mark.tour
@pytest.mark.parametrize("who", ["ines", "ada"])
def test_the_pages_in_both_sizes_and_themes(page, client, live_server, shots, people, who):
    agree(people["ines"], people["helena"])
    sign_in(page, client, live_server, people[who])
    for name in ("", "status/sql/", "status/mql/", "icp/growing_online_sellers/"):
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            page.goto(f"{live_server.url}/scoring/definitions/{name}")
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                shots(page, f"definitions-{who}-{name.strip('/').replace('/', '-')}-{scheme}-{size['width']}")
                assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
