"""The set-up pages: looked at in both themes and sizes, and with no fault but those of Django's own widgets."""

import json
import re
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from frameworks_app.models import DecisionRow, Framework, Icp, ScoringModelVersion
from pipeline.actions.demo import load_demo
from pipeline.models import Stage
from tests.visits import WHOLE, broken_rules, complaints, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
# Rule and selector of what Django's own widgets break: it may only shrink.
KNOWN = json.loads((Path(__file__).parent / "django_violations.json").read_text())


@pytest.fixture
def ada(page, client, live_server, shipped):
    load_demo()
    sign_in(page, client, live_server, User.objects.get(username="admin"))
    return page


def change(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def pages():
    return {
        "index": reverse("admin:index"),
        "icps": reverse("admin:frameworks_app_icp_changelist"),
        "icp": change(Icp.objects.get(key="growing_online_sellers")),
        "framework": change(Framework.objects.get(key="bant")),
        "table": reverse("admin:frameworks_app_decisionrow_changelist"),
        "row": change(DecisionRow.objects.get(key="r9")),
        "stage": change(Stage.objects.get(key="untouched")),
        "person": change(User.objects.get(username="sdr")),
        "leads": reverse("admin:pipeline_lead_changelist"),
    }


def faults(page):
    """Rule and selector, with numbers of rows left out."""
    rules = broken_rules(page)
    return {(rule["id"], re.sub(r"\d+", "N", node["target"][0])) for rule in rules for node in rule["nodes"]}


@pytest.mark.tour
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_set_up_pages_break_only_what_django_breaks(ada, live_server, shots, scheme):
    ada.emulate_media(color_scheme=scheme)
    found, wider = set(), {}
    for name, address in pages().items():
        for size in (DESK, PHONE):
            ada.set_viewport_size(size)
            assert (name, ada.goto(live_server.url + address).status) == (name, 200)
            shots(ada, f"set-up-{name}-{scheme}-{size['width']}")
            if excess := ada.evaluate("document.documentElement.scrollWidth - innerWidth"):
                wider[name, size["width"]] = excess
            ada.set_viewport_size({**size, "height": WHOLE})
            found |= faults(ada)
    assert sorted(found) == sorted((rule, selector) for rule, selectors in KNOWN.items() for selector in selectors)
    assert wider == {}


def test_ada_sees_who_would_move_before_she_saves(ada, live_server, shots):
    icp = Icp.objects.get(key="growing_online_sellers")
    version = ScoringModelVersion.objects.current()
    said = complaints(ada)
    ada.set_viewport_size(DESK)
    ada.goto(live_server.url + change(icp))
    effect = ada.locator("#effect")
    ada.get_by_role("button", name="Show effect").click()
    expect(effect).to_contain_text("leads keep their status")
    ada.fill("[name=criteria-1-operand]", "1000, 2000")
    expect(effect).to_contain_text("would change")
    outside = effect.locator("tr", has_text="outside ICP").locator(".number")
    before, after = (int(text) for text in outside.all_inner_texts())
    assert after > before
    shots(ada, "set-up-effect-light-1440", full_page=False)
    effect.locator(".effect-moves summary").first.click()
    expect(effect.locator(".effect-moves a").first).to_be_visible()
    ada.fill("[name=criteria-1-operand]", "many")
    expect(effect).to_contain_text("Mend these first")
    assert ScoringModelVersion.objects.current() == version
    icp.refresh_from_db()
    assert icp.criteria.all()[1].operand == [10, 500]
    assert said == []


def test_no_field_ends_beyond_the_edge_of_a_phone(ada, live_server, shots):
    ada.set_viewport_size(PHONE)
    ada.goto(live_server.url + change(Framework.objects.get(key="bant")))
    shots(ada, "set-up-framework-light-390")
    edges = "fields => fields.map(field => field.getBoundingClientRect().right)"
    right = ada.locator("#content .aligned :is(input:not([type=hidden]), select)").evaluate_all(edges)
    assert max(right) < PHONE["width"] - 16
