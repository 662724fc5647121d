"""The editor of the draft in a browser: moved, added and removed by mouse and by keys, with sums that follow."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from frameworks_app.actions.document import draft_document
from frameworks_app.models import Icp, SignalType
from pipeline.actions.demo import load_demo
from tests.visits import WHOLE, complaints, sign_in, violations

pytestmark = pytest.mark.django_db(transaction=True)

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
PARTS = ("fit", "engagement", "qualification", "statuses", "thresholds")


@pytest.fixture
def ada(page, client, live_server, shipped):
    load_demo()
    sign_in(page, client, live_server, User.objects.get(username="admin"))
    page.said = complaints(page)
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


@pytest.mark.tour
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
            # At full height, so that no bar that stays in place covers what axe looks at.
            ada.set_viewport_size({**size, "height": WHOLE})
            if faults := violations(ada):
                found[part, size["width"]] = faults
    assert (found, wider, ada.said) == ({}, {}, [])


def test_ada_reorders_adds_and_removes_rules_and_sees_the_scale_move(ada, live_server):
    before = operands()
    open_part(ada, live_server, "fit")
    group = ada.locator("[data-icp]").first
    rules = group.locator("[data-list] > [data-row]")
    expect(group.locator("[data-most]")).to_have_text("110")
    ada.locator("[name=icps-0-rules-0-operand]").focus()
    ada.keyboard.press("Alt+ArrowDown")
    expect(ada.locator("[data-moved]")).to_have_text(f"Now 2 of {len(before)}")
    assert ada.evaluate("document.activeElement.name") == "icps-0-rules-0-operand"
    rules.nth(3).get_by_role("button", name="Move up").click()
    rules.nth(len(before) - 1).locator("[name$=-removed]").check()
    group.get_by_role("button", name="Add a rule").click()
    new = f"icps-0-rules-{len(before)}"
    ada.select_option(f"[name={new}-attribute]", label="Company age (years)")
    ada.select_option(f"[name={new}-operator]", "at_least")
    ada.fill(f"[name={new}-operand]", "9")
    ada.fill(f"[name={new}-points]", "50")
    # On the ladder of the company's age 50 takes the place of 5; what was taken away took 5 below 0.
    expect(group.locator("[data-most]")).to_have_text("155")
    expect(group.locator("[data-least]")).to_have_text("-20")
    saved(ada)
    assert operands() == [before[1], before[0], before[3], before[2], *before[4:-1], 9]
    assert ada.said == []


def test_ada_drags_a_row_of_the_table_and_rewrites_a_condition(ada, live_server, shots):
    before = table()
    open_part(ada, live_server, "statuses")
    rows = ada.locator(".draft-row")
    rows.nth(3).locator("[data-grip]").drag_to(rows.nth(0), target_position={"x": 300, "y": 3})
    row = ada.locator(f"#row-{before[9]}")
    row.locator("summary").click()
    row.locator("[name$='conditions-0-kind']").select_option("source")
    row.get_by_label("Sources, separated by commas").fill("fair, congress")
    expect(row.locator("[data-chips]")).to_contain_text("fair, congress")
    row.get_by_role("button", name="Add a condition").click()
    row.locator("[name$='conditions-2-kind']").select_option("gate_failed")
    row.locator("[name$='conditions-2-framework']").select_option("bant")
    row.locator("[data-condition]").nth(2).get_by_label("Timeline").check()
    shots(ada, "draft-condition-light-1440", full_page=False)
    saved(ada)
    assert table() == [before[3], *before[:3], *before[4:]]
    said = next(each["conditions"] for each in draft_document()["table"] if each["key"] == before[9])
    assert (said[0], said[2]) == (
        {"kind": "source", "in": ["fair", "congress"]},
        {"kind": "gate_failed", "framework": "bant", "criteria": ["timeline"]},
    )
    assert ada.said == []


def test_the_curve_of_a_signal_follows_what_is_typed(ada, live_server):
    open_part(ada, live_server, "engagement")
    row = ada.locator("#signal-webinar_attended")
    curve = row.locator("[data-curve]")
    before = curve.get_attribute("d")
    ada.fill("#signal-webinar_attended [name$=half_life]", "5")
    assert curve.get_attribute("d") != before
    ada.fill("#signal-webinar_attended [name$=points]", "15")
    expect(row.locator("[data-full]")).to_have_text("3 and no more")
    ada.fill("#signal-webinar_attended [name$=points]", "45")
    expect(row.locator("[data-below]")).to_be_visible()
    expect(ada.locator("[data-chart-name]")).to_have_text("Webinar attended")
    saved(ada)
    stored = SignalType.objects.get(key="webinar_attended")
    assert (stored.points, stored.half_life) == (45, 5)
    expect(ada.locator(".draft-doubts li")).to_have_count(1)
    assert ada.said == []
