"""Maja holds an audit call without knowing the score; Helena reads what the calls have found."""

import pytest
from playwright.sync_api import expect

from frameworks_app.actions.packs import load_pack
from frameworks_app.actions.publish import publish
from pipeline.actions import audit_calls
from tests.factories import TeamFactory, UserFactory
from tests.pipeline.audit_call_stories import audit_of, follow, rejected, rule, shrink, talk
from tests.visits import sign_in

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


def test_maja_calls_without_knowing_the_score(page, live_server, client, look, maja):
    lead = rejected(maja)
    follow()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    sign_in(page, client, live_server, maja)
    page.goto(live_server.url)
    expect(page.get_by_text("The rules say no. This call checks the rules.")).to_be_visible()
    look(page, "audit-call-queue")
    page.get_by_role("link", name=lead.headline).click()
    expect(page.get_by_text("The score is hidden until the call has ended")).to_be_visible()
    look(page, "audit-call-lead")
    page.get_by_role("button", name="Start call").click()
    expect(page.get_by_text("The score is hidden until the call has ended")).to_be_visible()
    look(page, "audit-call-call")
    page.locator(".call-foot").get_by_role("link", name="End call").click()
    look(page, "audit-call-end")
    page.get_by_label("Stage").select_option("Disqualified")
    page.get_by_label("Reason").select_option(index=1)
    page.get_by_role("button", name="Save and end the call").click()
    expect(page.get_by_text("call saved")).to_be_visible()
    assert audit_of(lead).outcome == "right"


def test_helena_reads_what_the_calls_have_found(page, live_server, client, look, maja, team):
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
    look(page, "audit-calls")
