"""Maja asks why a lead has its score: today, on a day gone by, and what moved it; by mouse and by keyboard."""

from datetime import time, timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.calendar import home_day
from frameworks_app.actions.publish import publish
from frameworks_app.models import Category, SignalType
from pipeline.actions.overrides import lift_override, override_category
from pipeline.models import Company
from pipeline.scoring.passes import run_passes
from pipeline.scoring.rescore import rescore_all_marked
from tests.factories import AnswerFactory, CompanyFactory, LeadFactory, SignalFactory, TeamFactory, UserFactory
from tests.pipeline.scoring.histories import World, clock, instant
from tests.visits import sign_in, violations

pytestmark = pytest.mark.django_db(transaction=True)

BEGINS = home_day() - timedelta(days=60)


@pytest.fixture
def maja(shipped):
    return UserFactory(sdr=True, team=TeamFactory(), first_name="Maja", last_name="Nowak")


def signals(lead, *keys):
    for key in keys:
        SignalFactory(lead=lead, type=SignalType.objects.get(key=key))


def answers(lead, **ratings):
    for key, rating in ratings.items():
        AnswerFactory(lead=lead, key=key, rating=rating)


def day(number, happen):
    with transaction.atomic(), clock(instant(BEGINS + timedelta(days=number), time(12))):
        happen()
        run_passes()
        rescore_all_marked()


@pytest.fixture
def lead(maja):
    """Two months: signals, a call, a company that grew, her word for a while, new rules."""
    with transaction.atomic():
        World.begin(BEGINS)
    made = []
    company = {"name": "Brightloom Textiles", "employees": None}
    day(0, lambda: made.append(LeadFactory(owner=maja, company=CompanyFactory(**company))))
    lead = made[0]
    sql = Category.objects.get(key="sql")
    day(3, lambda: signals(lead, "webinar_attended", "product_page_view", "product_page_view"))
    day(10, lambda: publish(by=None, note="Shops of ten to five hundred people"))
    day(12, lambda: Company.objects.filter(leads=lead).update(employees=120, industry="retail"))
    day(18, lambda: answers(lead, budget=3, need=4))
    day(22, lambda: override_category(lead=lead, category=sql, why="The board has approved it", by=maja))
    day(30, lambda: signals(lead, "demo_request"))
    day(36, lambda: lift_override(lead=lead, by=maja))
    day(
        44,
        lambda: (
            SignalType.objects.filter(key="webinar_attended").update(points=35) and publish(by=None, note="Webinars")
        ),
    )
    day(50, lambda: answers(lead, budget=1, timeline=2))
    return lead


def since(first, last):
    return f"?since={BEGINS + timedelta(days=first)}&on={BEGINS + timedelta(days=last)}"


def test_from_the_line_of_her_lead_to_what_moved_it(page, client, live_server, shots, lead, maja, look):
    sign_in(page, client, live_server, maja)
    page.goto(live_server.url + reverse("pipeline:lead_detail", args=[lead.pk]))
    page.locator(".history-fold > summary").click()
    page.locator(".history-mark").first.wait_for()
    assert page.locator(".history-mark").count() == page.locator(".history-list >> nth=1 >> li").count()
    assert page.locator(".history-bar").count() == 1
    assert violations(page) == []
    look(page, "score-history")
    page.locator(".history-mark").first.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog#why[open]")
    dialog.wait_for()
    assert dialog.locator("#why-changed-title").count() == 1
    assert violations(page) == []
    shots(page, "why-dialog-changed", full_page=False)
    dialog.locator("#why-previous").click()
    dialog.locator("#why-that-day").wait_for()
    assert page.locator("dialog#why[open]").count() == 1
    dialog.locator("[name=on]").fill("2000-01-01")
    dialog.locator("#why-show").click()
    dialog.get_by_text("No score on").wait_for()
    assert violations(page) == []


@pytest.mark.tour
@pytest.mark.parametrize(
    ("name", "asked"),
    [("changed", since(40, 51)), ("grew", since(11, 12)), ("not-there", since(-30, -20)), ("refused", "?on=soon")],
)
def test_each_page_of_a_day_in_both_themes_and_sizes(page, client, live_server, look, lead, maja, name, asked):
    sign_in(page, client, live_server, maja)
    page.goto(live_server.url + reverse("pipeline:lead_why", args=[lead.pk]) + asked)
    assert violations(page) == []
    look(page, f"why-{name}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
