"""The set-up pages as an admin sees and uses them."""

import pytest
from django.urls import reverse

from accounts.models import Role, User
from frameworks_app.actions.packs import load_pack
from frameworks_app.models import Criterion, DecisionRow, Framework, Icp, ScoringModelVersion
from pipeline.models import Stage
from tests.visits import complaints

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}


@pytest.fixture
def set_up(page, live_server, client, shipped):
    load_pack("tidepost")
    client.force_login(User.objects.create_user("ada", role=Role.ADMIN))
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    return page


def change(row):
    return reverse(f"admin:frameworks_app_{row._meta.model_name}_change", args=[row.pk])


def pages():
    yield "index", reverse("admin:index")
    yield "icp", change(Icp.objects.get(key="growing_online_sellers"))
    yield "criterion", change(Criterion.objects.get(key="budget"))
    yield "framework", change(Framework.objects.get(key="bant"))
    yield "row", change(DecisionRow.objects.get(key="r9"))
    yield "table", reverse("admin:frameworks_app_decisionrow_changelist")
    yield "attributes", reverse("admin:frameworks_app_attribute_changelist")
    yield "stage", reverse("admin:pipeline_stage_change", args=[Stage.objects.get(key="untouched").pk])
    yield "person", reverse("admin:accounts_user_add")


@pytest.mark.tour
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_set_up_pages_have_no_fault_in_the_console(set_up, live_server, shots, scheme, size):
    faults = complaints(set_up)
    set_up.emulate_media(color_scheme=scheme)
    set_up.set_viewport_size(size)
    for name, address in pages():
        set_up.goto(live_server.url + address)
        shots(set_up, f"set-up-{name}-{scheme}-{size['width']}")
    assert faults == []


def test_ada_adds_a_rule_and_sees_that_it_waits_in_the_draft(set_up, live_server):
    icp = Icp.objects.get(key="agency_partner")
    set_up.goto(live_server.url + change(icp))
    set_up.click("text=Add another ICP rule")
    row = f"criteria-{icp.criteria.count()}"
    set_up.select_option(f"[name={row}-attribute]", label="Employees")
    set_up.select_option(f"[name={row}-operator]", "between")
    set_up.fill(f"[name={row}-operand]", "10, 30")
    # The effect beside the form is counted to its end: the database is emptied behind the test.
    with set_up.expect_response("**/effect/icp/**"):
        set_up.fill(f"[name={row}-points]", "8")
    set_up.click("[name=_continue]")
    set_up.wait_for_selector(".messagelist li")
    rule = icp.criteria.last()
    assert (rule.operand, rule.points, rule.position) == ([10, 30], 8, icp.criteria.count())
    number = ScoringModelVersion.objects.current().pk
    messages = set_up.locator(".messagelist li").all_inner_texts()
    said = f"Saved in the draft. Leads are scored by version {number} until you publish. See the draft"
    assert said in messages
    assert set_up.input_value(f"[name={row}-operand]") == "10, 30"
