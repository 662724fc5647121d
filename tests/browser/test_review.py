"""Helena holds a review by the keyboard alone; Paul, in it too, sees it move."""

from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import expect

from accounts.calendar import home_day
from pipeline.actions.review_decisions import Choice, decide
from pipeline.models import ActionItem, Lead, LeadState, Message, Reason
from tests.factories import TeamFactory, UserFactory
from tests.pipeline.review_stories import held_twice, shop
from tests.visits import sign_in, violations

pytestmark = pytest.mark.django_db(transaction=True)

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def team(shipped):
    return TeamFactory(name="North")


@pytest.fixture
def helena(team):
    return UserFactory(manager=True, team=team, first_name="Helena", last_name="Lind")


@pytest.fixture
def paul(team):
    return UserFactory(sdr=True, team=team, first_name="Paul", last_name="Berg")


@pytest.fixture
def review(helena, paul):
    return held_twice(helena, UserFactory(sdr=True, team=helena.team, first_name="Maja"), [paul])["review"]


@pytest.fixture
def desk(page, live_server, client, helena, review):
    sign_in(page, client, live_server, helena)
    page.set_viewport_size(DESK)
    page.goto(f"{live_server.url}/reviews/{review.pk}/")
    return page


@pytest.fixture
def beside(browser, live_server, paul, review, desk):
    """Paul's own window on the lead that comes first."""
    context = browser.new_context(locale="en-GB", viewport=DESK, reduced_motion="reduce")
    window = context.new_page()
    sign_in(window, Client(), live_server, paul)
    window.goto(f"{live_server.url}/reviews/{review.pk}/")
    yield window
    context.close()


def decided(review):
    return list(review.decisions.standing().order_by("at").values_list("kind", flat=True))


def test_a_review_is_held_by_keyboard_and_seen_by_another(desk, beside, review, helena):
    keys = desk.keyboard
    # The flow, and the names behind one of its numbers.
    desk.locator(".flow-row-won").focus()
    keys.press("Enter")
    expect(desk.locator("#review-names")).to_contain_text("Northern Oars")
    keys.press("Escape")
    expect(desk.locator(".flow-row-won")).to_be_focused()
    keys.press("g")
    first, second, third = review.leads.agenda().values_list("lead", flat=True)[:3]
    desk.wait_for_url(f"**/leads/{first}/")
    # By arrows through three leads, and back.
    for lead in (second, third):
        keys.press("ArrowRight")
        desk.wait_for_url(f"**/leads/{lead}/")
    for lead in (second, first):
        keys.press("ArrowLeft")
        desk.wait_for_url(f"**/leads/{lead}/")
    keys.press("k")
    keys.press("Enter")
    desk.wait_for_url(f"**/leads/{second}/")
    keys.press("s")
    day = (home_day() + timedelta(days=200)).isoformat()
    desk.locator("#id_close_on").fill(day)
    keys.press("Enter")
    desk.wait_for_url(f"**/leads/{third}/")
    keys.press("n")
    desk.locator("#id_nurture_reason").select_option(str(Reason.objects.get(key="no_budget").pk))
    desk.locator("#id_back_on").fill(day)
    desk.locator("#decide button.btn-primary").focus()
    keys.press("Enter")
    expect(desk.locator(".toast-success")).to_contain_text("Nurture")
    assert decided(review) == ["keep", "slip", "nurture"]
    assert Lead.objects.get(pk=second).expected_close.isoformat() == day
    assert LeadState.objects.get(lead=third).stage.kind == "nurture"
    # Something that somebody takes on.
    desk.locator("h2#meeting-title").focus()
    keys.press("i")
    keys.type("Ask for their budget round")
    desk.locator(".meeting-item [name=owner]").select_option(label="Paul Berg")
    desk.locator(".meeting-item [name=due_on]").fill(day)
    keys.press("Enter")
    expect(desk.locator(".toast-success")).to_contain_text("Paul Berg takes it on")
    assert ActionItem.objects.get(review=review).owner.first_name == "Paul"
    # Paul has touched nothing.
    expect(beside.locator("#review-progress")).to_contain_text("3/", timeout=15_000)
    expect(beside.locator("#review-items")).to_contain_text("Ask for their budget round")
    expect(beside.locator("#review-here")).to_contain_text("Helena Lind")
    desk.get_by_role("link", name="Close the review").focus()
    keys.press("Enter")
    expect(desk.get_by_role("heading", name="The notes go to 3 people")).to_be_visible()
    desk.get_by_role("button", name="Close and send the notes").focus()
    keys.press("Enter")
    expect(desk.locator(".toast-success")).to_contain_text("closed")
    assert Message.objects.filter(cause=f"review:{review.pk}").count() == 3
    expect(beside.get_by_text("The review has been closed.")).to_be_visible(timeout=15_000)


def test_what_is_typed_stays_while_others_decide(desk, live_server, review, helena):
    first = review.leads.agenda().first().lead_id
    desk.goto(f"{live_server.url}/reviews/{review.pk}/leads/{first}/")
    desk.keyboard.press("k")
    expect(desk.locator("#id_note")).to_be_visible()
    desk.locator("#id_note").fill("Their board meets on Monday")
    decide(review=review, lead=Lead.objects.get(pk=first), choice=Choice(kind="keep", note="Ask Ann"), by=helena)
    expect(desk.locator("#review-standing")).to_contain_text("Ask Ann", timeout=15_000)
    expect(desk.locator("#id_note")).to_have_value("Their board meets on Monday")
    expect(desk.locator("#id_note")).to_be_focused()
    desk.locator("#decide button.btn-primary").click()
    expect(desk.get_by_text("Somebody was quicker. Which one stands?")).to_be_visible()
    desk.get_by_role("button", name="Replace theirs").click()
    expect(desk.locator(".toast-success")).to_be_visible()
    assert review.decisions.standing().get().note == "Their board meets on Monday"


@pytest.mark.tour
def test_every_page_of_it_has_no_fault(desk, live_server, review, helena, paul, shots):
    for number in range(24):
        stage, owner = ("discovery", "qualified", "evaluation", "proposal")[number % 4], (helena, paul)[number % 2]
        shop(f"Shop {number}", stage, 900 * number, "EUR", owner=owner, days=number)
    lead = review.leads.agenda().first().lead_id
    here = f"/reviews/{review.pk}"
    pages = {
        "list": "/reviews/",
        "new": "/reviews/new/",
        "schedule": f"/reviews/schedules/{review.schedule_id}/",
        "first": f"{here}/",
        "names": f"{here}/names/?part=now",
        "lead": f"{here}/leads/{lead}/",
        "notes": f"{here}/notes/",
        "before": f"/reviews/{review.previous_id}/notes/",
        "close": f"{here}/close/",
        "load": "/reviews/load/",
    }
    found = {}
    for name, address in pages.items():
        for size in (DESK, PHONE):
            desk.set_viewport_size(size)
            desk.goto(live_server.url + address)
            if name == "lead":
                desk.locator("[name=kind][value=hold]").check(force=True)
                expect(desk.locator("#latest-title")).to_be_visible()
            for scheme in ("light", "dark"):
                desk.emulate_media(color_scheme=scheme)
                shots(desk, f"review-{name}-{scheme}-{size['width']}")
                found[name, scheme, size["width"]] = violations(desk)
            assert desk.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (name, size)
    assert {page: faults for page, faults in found.items() if faults} == {}
