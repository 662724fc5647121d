"""The draft is read, published and taken back by keyboard alone."""

import pytest
from playwright.sync_api import expect

from frameworks_app.models import ScoringModelVersion, SignalType
from tests.factories import UserFactory
from tests.visits import complaints, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ada(page, client, live_server, shipped):
    sign_in(page, client, live_server, UserFactory(admin=True, first_name="Ada", last_name="Nowak"))
    page.complaints = complaints(page)
    return page


def press(page, locator):
    locator.focus()
    page.keyboard.press("Enter")


def test_ada_publishes_and_goes_back_again(ada, live_server, shipped):
    SignalType.objects.filter(key="webinar_attended").update(points=25)
    ada.goto(f"{live_server.url}/scoring/")
    expect(ada.locator(".difference-words")).to_have_text("Webinar attended points 20 → becomes 25")
    press(ada, ada.get_by_role("link", name="Publish"))
    expect(ada.get_by_label("Why?")).to_be_focused()
    press(ada, ada.get_by_role("dialog").get_by_role("button", name="Publish"))
    # Without a reason the page says so, and keeps the rest.
    expect(ada.get_by_role("alert")).to_contain_text("Say in a few words what for")
    ada.get_by_label("Why?").fill("Webinars sell")
    press(ada, ada.get_by_role("button", name="Publish"))
    expect(ada).to_have_url(f"{live_server.url}/scoring/")
    version = ScoringModelVersion.objects.current()
    expect(ada.get_by_role("heading", name=f"Version {version.pk} is in force")).to_be_visible()
    expect(ada.get_by_role("heading", name=f"Draft: No changes since version {version.pk}")).to_be_visible()
    press(ada, ada.get_by_role("link", name=f"Roll back to version {shipped.pk}"))
    ada.get_by_label("Why?").fill("They do not")
    press(ada, ada.get_by_role("button", name="Roll back"))
    row = ada.locator(f"[data-version='{version.pk + 1}']")
    expect(row).to_contain_text(f"rolled back to {shipped.pk}")
    expect(row).to_contain_text("They do not")
    assert SignalType.objects.get(key="webinar_attended").points == 20
    assert ada.complaints == []
