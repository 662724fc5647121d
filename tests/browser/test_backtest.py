"""Ines asks what a version is worth, waits for it, reads it and puts it beside another one."""

import pytest
from playwright.sync_api import expect

from pipeline.actions.jobs import run_jobs
from tests.factories import UserFactory
from tests.pipeline.backtest_stories import finished_backtest
from tests.visits import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ines(shipped):
    found = UserFactory(marketing=True, first_name="Ines")
    finished_backtest(found)
    finished_backtest(found, leads=240, skill=0, window="closed")
    return found


def test_a_backtest_from_its_question_to_its_answer(page, live_server, client, look, ines):
    sign_in(page, client, live_server, ines)
    page.goto(f"{live_server.url}/scoring/backtests/")
    look(page, "backtests")
    page.get_by_label("As known").select_option("At the first call")
    page.get_by_role("button", name="Run the backtest").click()
    expect(page.get_by_text("Waiting for its turn")).to_be_visible()
    run_jobs()
    expect(page.get_by_role("heading", name="This cannot be told: 0 leads were won, and 0 were not.")).to_be_visible()


def test_what_was_found_is_drawn_and_put_beside_another(page, live_server, client, look, ines):
    sign_in(page, client, live_server, ines)
    page.goto(f"{live_server.url}/scoring/backtests/")
    page.locator(".backtest-row a").last.click()
    expect(page.locator(".lift-bar")).to_have_count(40)
    look(page, "backtest")
    page.get_by_text("Lift by tenth, the best first").first.click()
    page.get_by_text("Precision and recall by threshold").first.click()
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("rowheader", name="Fit: AUC")).to_be_visible()
    look(page, "backtest-beside")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
        page.get_by_role("button", name="Text (CSV)").click()
    assert download.value.suggested_filename.startswith("backtest-")
