"""The editor of the draft in a browser: moved, added and removed by mouse and by keys, with sums that follow."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from frameworks_app.actions.document import draft_document
from frameworks_app.models import Icp, SignalType
from pipeline.actions.demo import load_demo
from tests.visits import sign_in, violations

pytestmark = pytest.mark.django_db(transaction=True)

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
PARTS = ("fit", "engagement", "qualification", "statuses", "thresholds")


@pytest.fixture
def ada(page, client, live_server, shipped):
    load_demo()
    sign_in(page, client, live_server, User.objects.get(username="admin"))
    page.said = []
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("console", lambda message: page.said.append(message.text) if message.type == "error" else None)
    page.set_viewport_size(DESK)
    return page


def open_part(page, live_server, part):
    assert page.goto(live_server.url + reverse("frameworks_app:draft", args=[part])).status == 200


def saved(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Save in the draft").click()
    expect(page.locator(".toast-note")).to_contain_text("Saved in the draft")


def operands():
    return list(Icp.objects.get(key="growing_online_sellers").criteria.values_list("operand", flat=True))


def table():
    return [row["key"] for row in draft_document()["table"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_part_is_faultless_in_both_themes_and_sizes(ada, live_server, shots, scheme):
    ada.emulate_media(color_scheme=scheme)
    found, wider = {}, {}
    for part in PARTS:
        for size in (DESK, PHONE):
            ada.set_viewport_size(size)
            open_part(ada, live_server, part)
            shots(ada, f"draft-{part}-{scheme}-{size['width']}")
            if excess := ada.evaluate("document.documentElement.scrollWidth - innerWidth"):
                wider[part, size["width"]] = excess
            if faults := violations(ada):
                found[part, size["width"]] = faults
    assert (found, wider, ada.said) == ({}, {}, [])
