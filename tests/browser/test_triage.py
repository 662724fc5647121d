"""Ines goes through the new leads by keys alone."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from frameworks_app.models import SignalType
from pipeline.actions.demo import load_demo
from pipeline.actions.outcomes import return_lead
from pipeline.models import HandOff, Lead, Reason
from pipeline.scoring.rescore import rescore_all_marked
from tests.factories import AnswerFactory, LeadFactory, SignalFactory
from tests.visits import WHOLE, complaints, sign_in, violations

pytestmark = pytest.mark.django_db(transaction=True)

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
LONG = "Towarzystwo Miłośników Wielobarwnych Przędz i Tkanin Nadbałtyckich Spółka Komandytowa"
# Pressed by the page itself: from here the key could come when the quiet moment is over.
PRESS_ON_ARRIVAL = """() => addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.elt.id !== "triage") return;
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true }));
  window.pressedOnArrival = true;
})"""


@pytest.fixture
def ines(page, client, live_server, shipped):
    load_demo()
    ines = User.objects.get(username="marketing")
    maja = User.objects.get(username="sdr")
    shop = {"company__industry": "online_retail", "company__country": "PL", "company__employees": 140}
    for name in ("Baltic Yarn", LONG, "Kettle & Kite"):
        lead = LeadFactory(company__name=name, source="webinar", campaign="spring", **shop)
        SignalFactory(lead=lead, type=SignalType.objects.get(key="demo_request"))
    AnswerFactory(lead=lead, key="need", rating=1)
    back = LeadFactory(company__name="Fjord Tours", source="list", owner=maja)
    returned = Lead.objects.with_state().get(pk=back.pk)
    return_lead(lead=returned, reason=Reason.objects.get(key="bad_contact_data"), by=maja, note="Nobody there")
    for number in range(4):
        done = LeadFactory(source="webinar", owner=maja)
        at = timezone.now() if number else None
        HandOff.objects.create(lead=done, team=maja.team, by=ines, accepted_at=at, accepted_by=maja if at else None)
    rescore_all_marked()
    sign_in(page, client, live_server, ines)
    page.faults = complaints(page)
    yield page
    assert page.faults == []


def test_ines_decides_by_keys_alone(ines, live_server):
    ines.goto(f"{live_server.url}/triage/")
    title, last = ines.locator("#case-title"), ines.locator(".triage-last")
    expect(title).to_have_text("Fjord Tours")
    first = Lead.objects.get(company__name="Fjord Tours")
    ines.keyboard.press("d")
    expect(ines.get_by_role("dialog")).to_contain_text("Why is Fjord Tours not a lead?")
    ines.keyboard.press("3")
    expect(last).to_contain_text("Fjord Tours: disqualified.")
    second = title.inner_text()
    ines.wait_for_timeout(450)
    ines.keyboard.press("a")
    expect(last).to_contain_text("passed to North")
    third = title.inner_text()
    assert len({"Fjord Tours", second, third}) == 3
    ines.wait_for_timeout(450)
    ines.keyboard.press("x")
    expect(last).to_contain_text(f"{third}: parked.")
    ines.wait_for_timeout(450)
    ines.keyboard.press("u")
    expect(title).to_have_text(third)
    expect(last).to_have_count(0)
    ines.keyboard.press("j")
    expect(title).not_to_have_text(third)
    ines.keyboard.press("k")
    expect(title).to_have_text(third)
    first.refresh_from_db()
    assert first.state.stage.kind == "disqualified"
    assert HandOff.objects.waiting().filter(lead__company__name=second).count() == 1


def test_pressing_twice_decides_once(ines, live_server):
    ines.goto(f"{live_server.url}/triage/")
    title = ines.locator("#case-title").inner_text()
    ines.locator("#id_pass_to").select_option(label="North: anyone")
    ines.locator("#id_pass_to").evaluate("select => select.blur()")
    waiting = HandOff.objects.waiting().count()
    ines.evaluate(PRESS_ON_ARRIVAL)
    ines.keyboard.press("a")
    ines.keyboard.press("a")
    expect(ines.locator(".triage-last")).to_contain_text(f"{title}: passed")
    ines.wait_for_function("window.pressedOnArrival")
    ines.wait_for_timeout(600)
    assert HandOff.objects.waiting().count() == waiting + 1


@pytest.mark.tour
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_triage_has_no_accessibility_fault(ines, live_server, shots, scheme):
    ines.emulate_media(color_scheme=scheme)
    velo = Lead.objects.get(company__name="Kettle & Kite")
    long = Lead.objects.get(company__name=LONG)
    faults = {}
    addresses = {"triage": "/triage/", "velo": f"/triage/?lead={velo.pk}", "long": f"/triage/?lead={long.pk}"}
    for name, address in {**addresses, "results": "/triage/results/"}.items():
        for size in (DESK, PHONE):
            ines.set_viewport_size(size)
            ines.goto(live_server.url + address)
            shots(ines, f"triage-{name}-{scheme}-{size['width']}")
            wider = ines.evaluate("document.documentElement.scrollWidth - innerWidth")
            ines.set_viewport_size({**size, "height": WHOLE})
            if (found := violations(ines)) or wider:
                faults[name, size["width"]] = (found, wider)
    assert faults == {}
