"""Maja holds an audit call without knowing the score; Helena reads what the calls have found."""

import pytest
from playwright.sync_api import expect

from frameworks_app.actions.packs import load_pack
from frameworks_app.actions.publish import publish
from pipeline.actions import audit_calls
from tests.factories import TeamFactory, UserFactory
from tests.pipeline.audit_call_stories import audit_of, follow, rejected, rule, shrink, talk
from tests.visits import sign_in, violations

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def team(shipped, monkeypatch):
    load_pack("tidepost")
    publish(by=None)
    rule()
    monkeypatch.setattr(audit_calls, "ticket", lambda _lead, _day: 0)
    return TeamFactory(name="North")


@pytest.fixture
def maja(team):
    return UserFactory(sdr=True, team=team, first_name="Maja")


def looks_right(page, shots, name):
    for scheme, width in (("light", 1440), ("dark", 1440), ("light", 390), ("dark", 390)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        shots(page, f"{name}-{scheme}-{width}")
        assert (violations(page), page.evaluate("document.documentElement.scrollWidth - innerWidth")) == ([], 0)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1440, "height": 900})


def test_maja_calls_without_knowing_the_score(page, live_server, client, shots, maja):
    lead = rejected(maja)
    follow()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    sign_in(page, client, live_server, maja)
    page.goto(live_server.url)
    expect(page.get_by_text("The rules say no. This call checks the rules.")).to_be_visible()
    looks_right(page, shots, "audit-call-queue")
    page.get_by_role("link", name=lead.headline).click()
    expect(page.get_by_text("The score is hidden until the call has ended")).to_be_visible()
    looks_right(page, shots, "audit-call-lead")
    page.get_by_role("button", name="Start call").click()
    expect(page.get_by_text("The score is hidden until the call has ended")).to_be_visible()
    looks_right(page, shots, "audit-call-call")
    page.locator(".call-foot").get_by_role("link", name="End call").click()
    looks_right(page, shots, "audit-call-end")
    page.get_by_label("Stage").select_option("Disqualified")
    page.get_by_label("Reason").select_option(index=1)
    page.get_by_role("button", name="Save and end the call").click()
    expect(page.get_by_text("call saved")).to_be_visible()
    assert audit_of(lead).outcome == "right"


def test_helena_reads_what_the_calls_have_found(page, live_server, client, shots, maja, team):
    right, wrong, word, _waiting, unreached = (rejected(maja) for _each in range(5))
    follow()
    talk(right, maja)
    talk(wrong, maja, stage="discovery", during=shrink)
    talk(word, maja, stage="discovery", summary="Buys for a branch.")
    talk(unreached, maja)
    sign_in(page, client, live_server, UserFactory(manager=True, team=team, first_name="Helena"))
    page.goto(f"{live_server.url}/scoring/")
    page.get_by_role("link", name="Rejected leads").click()
    expect(page.get_by_role("heading", name="4 rejected leads were reached; wrongly rejected: 2")).to_be_visible()
    looks_right(page, shots, "audit-calls")
