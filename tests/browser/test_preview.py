"""Helena reads what a draft would change, in both themes and sizes, by mouse and by keyboard."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from frameworks_app.actions.publish import publish
from frameworks_app.models import DecisionRow, ScoringSettings, SignalType
from pipeline.actions.demo import load_demo
from pipeline.actions.jobs import run_jobs
from pipeline.actions.previews import ask_for_preview
from pipeline.models import Job, Lead
from pipeline.scoring.passes import run_passes
from pipeline.scoring.rescore import rescore_all_marked
from tests.factories import SignalFactory
from tests.pipeline.preview_stories import counted, shop
from tests.visits import sign_in, violations

pytestmark = pytest.mark.django_db(transaction=True)

LONG = "Towarzystwo Miłośników Wielobarwnych Przędz i Tkanin Nadbałtyckich Spółka Komandytowa"


@pytest.fixture
def helena(shipped):
    load_demo()
    User.objects.update(theme="system")
    helena = User.objects.get(username="manager")
    demo = SignalType.objects.get(key="demo_request")
    seller = User.objects.get(username="sdr")
    for number in range(60):
        name = LONG if number == 7 else f"Shop {number}"
        lead = shop(name, employees=20 * number + 5, owner=seller)
        at = timezone.now() - timedelta(days=number)
        SignalFactory.create_batch(number % 5, lead=lead, occurred_at=at)
        if number % 3 == 0:
            SignalFactory(lead=lead, type=demo, occurred_at=at)
    publish(by=None)
    Lead.objects.update(occurred_at=timezone.now() - timedelta(days=30))
    run_passes()
    rescore_all_marked()
    return helena


def draft():
    SignalType.objects.filter(key="demo_request").update(points=60, cap=120)
    SignalType.objects.filter(key="product_page_view").update(points=1)
    ScoringSettings.objects.update(grade_b=60)


@pytest.mark.tour
def test_the_preview_is_read_everywhere(page, client, live_server, look, helena):
    draft()
    job = counted(helena)
    sign_in(page, client, live_server, helena)
    page.goto(live_server.url + reverse("pipeline:preview_detail", args=[job.pk]))
    page.get_by_label("Each SDR can take").fill("1")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**#capacity")
    look(page, "preview-long")


def test_a_cell_of_the_matrix_is_opened_by_keyboard(page, client, live_server, look, helena):
    draft()
    job = counted(helena)
    sign_in(page, client, live_server, helena)
    page.goto(live_server.url + reverse("pipeline:preview_detail", args=[job.pk]))
    cell = page.locator(".preview-matrix td[class*=preview-tint] a").first
    said = cell.get_attribute("aria-label").strip()
    page.locator(".preview-frame").focus()
    for _step in range(40):
        page.keyboard.press("Tab")
        if cell.evaluate("cell => cell === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/leads/?from=**")
    assert page.locator("h1").inner_text() == said
    look(page, "preview-leads-long")


def test_a_draft_that_cannot_score_is_refused_in_words(page, client, live_server, helena):
    sign_in(page, client, live_server, helena)
    page.goto(live_server.url + reverse("frameworks_app:model"))
    DecisionRow.objects.all().delete()
    page.get_by_role("button", name="Preview").click()
    page.get_by_text("The decision table is empty: add a last row without conditions.").wait_for()
    assert violations(page) == []


def test_the_page_shows_the_result_by_itself_when_it_is_there(page, client, live_server, helena):
    draft()
    sign_in(page, client, live_server, helena)
    job = ask_for_preview(by=helena)
    page.goto(live_server.url + reverse("pipeline:preview_detail", args=[job.pk]))
    assert page.get_by_text("Waiting for its turn").first.is_visible()
    assert violations(page) == []
    run_jobs()
    page.locator("#matrix-title").wait_for()
    assert Job.objects.get(pk=job.pk).state == Job.State.DONE
