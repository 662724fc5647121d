"""The whole way: Maja signs in, takes the next lead, holds the call, and the next one waits for her."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from frameworks_app.actions.packs import load_pack
from frameworks_app.actions.publish import publish
from pipeline.models import Answer, FollowUp, LeadState
from pipeline.scoring.rescore import rescore_all_marked
from tests.factories import LeadFactory, SignalFactory, UserFactory
from tests.visits import violations

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def maja(shipped):
    load_pack("tidepost")
    publish(by=None)
    return UserFactory(sdr=True, first_name="Maja", email="maja@tidepost.example")


@pytest.fixture
def ceo(maja):
    """A chief executive of a very large company who wants e-mail templates as soon as possible."""
    lead = LeadFactory(
        owner=maja,
        title="E-mail templates as soon as possible",
        company__name="Granite & Wells",
        company__employees=48_000,
        company__country="US",
        contact__name="Walter Hale",
        contact__seniority="c_level",
    )
    FollowUp.objects.create(
        lead=lead, owner=maja, due_at=timezone.now() - timedelta(minutes=5), has_hour=True, note="Call back"
    )
    return lead


@pytest.fixture
def shop(maja):
    lead = LeadFactory(owner=maja, company__name="Brightloom", company__employees=120, company__country="PL")
    SignalFactory(lead=lead)
    return lead


def rate(page, words, rating):
    """Find the criterion, say that it is confirmed, rate it; all on the keyboard."""
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.keyboard.press("e")
    page.keyboard.press(str(rating))
    expect(page.locator("#call-saved")).to_have_attribute("data-state", "saved")


def test_the_chief_executive_who_calls(page, live_server, shots, ceo, shop):
    rescore_all_marked()
    page.goto(live_server.url)
    page.locator("[name=login]").fill("maja@tidepost.example")
    page.locator("[name=password]").fill("a good long password")
    page.keyboard.press("Enter")
    page.wait_for_url(live_server.url + "/")
    expect(page.locator("h2").first).to_have_text("Granite & Wells")
    page.keyboard.press("c")
    page.wait_for_url(re.compile(r"/calls/\d+/"))
    for words in ("budget", "authority", "need", "timeline"):
        rate(page, words, 4)
    for words in ("metrics", "pain"):
        rate(page, words, 0)
    verdicts = page.locator("#call-verdicts")
    expect(verdicts).to_contain_text("BANT")
    expect(verdicts).to_contain_text("MEDDIC")
    expect(verdicts).to_contain_text("BANT passes, MEDDIC stops at metrics, company outside ICP")
    shots(page, "the-ceo-who-calls", full_page=False)
    assert violations(page) == []
    page.keyboard.press("x")
    page.wait_for_url("**/end/")
    assert violations(page) == []
    page.locator("[name=stage]").select_option(label="Disqualified")
    page.locator("#id_reason").select_option(label="Outside ICP")
    page.get_by_role("button", name="Save and end the call").click()
    page.wait_for_url(live_server.url + "/")
    expect(page.locator("#messages")).to_contain_text("Granite & Wells: call saved.")
    expect(page.locator("h2").first).to_have_text("Brightloom")
    state = LeadState.objects.select_related("stage", "category").get(lead=ceo)
    assert (state.stage.key, state.category.key, state.fit_high, state.qual_low, state.disagrees) == (
        "disqualified",
        "check",
        0,
        10000,
        True,
    )
    assert Answer.objects.filter(lead=ceo, evidence="confirmed").count() == 6
    assert not FollowUp.objects.open().filter(lead=ceo).exists()
