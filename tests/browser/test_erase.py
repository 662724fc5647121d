"""Helena erases a person by a page that says beforehand what goes and what stays."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from pipeline.actions.calls import write_note
from pipeline.models import Contact
from tests.factories import AnswerFactory, LeadFactory, SignalFactory, UserFactory
from tests.visits import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ann(shipped):
    helena = UserFactory(manager=True, first_name="Helena")
    lead = LeadFactory(owner=helena, company__name="Baltic Yarn", contact__name="Ann Price")
    SignalFactory(lead=lead, contact=lead.contact)
    AnswerFactory(lead=lead, quote="Ann signs alone")
    for text in ("Ann Price is away", "The price is fine"):
        write_note(lead=lead, text=text, by=helena, client_id=uuid4())
    write_note(lead=LeadFactory(owner=helena), text="The price is too high", by=helena, client_id=uuid4())
    return lead.contact, helena


@pytest.mark.parametrize("width", [1440, 390])
def test_a_person_is_erased(page, live_server, client, look, ann, width):
    contact, helena = ann
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, client, live_server, helena)
    page.goto(f"{live_server.url}/contacts/{contact.pk}/do-not-contact/")
    look(page, "contact-do-not-contact")
    page.goto(f"{live_server.url}/contacts/{contact.pk}/erase/")
    page.locator("[name=name]").fill("Ann")
    page.get_by_role("button", name="Erase for good").click()
    expect(page.locator(".form-errors")).to_contain_text("This is not the name: nothing was erased.")
    look(page, "contact-erase")
    page.locator("[name=name]").fill("Ann Price")
    page.get_by_role("button", name="Erase for good").click()
    page.wait_for_url("**/contacts/")
    assert str(Contact.objects.get(pk=contact.pk)) == "Erased person"
