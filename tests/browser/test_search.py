"""The search over everything, by keys: it opens over any page, walks what it found, and goes there."""

import pytest
from playwright.sync_api import expect

from pipeline.models import Company
from tests.factories import CompanyFactory, ContactFactory, LeadFactory, TeamFactory, UserFactory
from tests.visits import complaints, sign_in, violations

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lead(shipped):
    maja = UserFactory(sdr=True, team=TeamFactory(), username="maja")
    company = CompanyFactory(name="Brightloom Textiles", domain="brightloom.example")
    contact = ContactFactory(name="Karolina Maj", email="karolina@brightloom.example", company=company)
    return LeadFactory(owner=maja, company=company, contact=contact, title="Seasonal campaign")


@pytest.fixture
def desk(page, client, live_server, lead):
    """Maja at the list of companies, with what the browser has to complain about."""
    page.complaints = complaints(page)
    sign_in(page, client, live_server, lead.state.owner)
    page.goto(f"{live_server.url}/companies/")
    return page


def chosen(page):
    return page.locator(f"[id='{page.get_attribute('#palette-q', 'aria-activedescendant')}']")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_maja_finds_a_person_without_a_mouse(desk, live_server, lead, shots, scheme):
    desk.emulate_media(color_scheme=scheme)
    desk.keyboard.press("/")
    expect(desk.locator("#palette-action-1")).to_have_text("New lead")
    desk.keyboard.type("bright")
    expect(desk.locator("[role=option]")).to_have_count(3)
    assert desk.locator("mark").first.inner_text() == "Bright"
    expect(desk.locator("#palette-count")).to_have_text("Results: 3")
    assert chosen(desk).get_attribute("id") == "palette-lead-1"
    shots(desk, f"palette-{scheme}", full_page=False)
    assert violations(desk) == []
    desk.keyboard.press("ArrowDown")
    assert chosen(desk).get_attribute("id") == "palette-company-1"
    desk.keyboard.press("ArrowUp")
    desk.keyboard.press("ArrowUp")
    assert chosen(desk).get_attribute("id") == "palette-contact-1"
    assert chosen(desk).get_attribute("aria-selected") == "true"
    desk.keyboard.press("Enter")
    desk.wait_for_url(f"{live_server.url}/contacts/{lead.contact_id}/")
    assert desk.complaints == []


def test_enter_before_the_answer_opens_the_first_that_comes(desk, live_server, lead):
    desk.keyboard.press("Control+k")
    desk.keyboard.type("seasonal")
    desk.keyboard.press("Enter")
    desk.wait_for_url(f"{live_server.url}/leads/{lead.pk}/")


def test_escape_closes_it_and_gives_the_page_back(desk):
    desk.keyboard.press("Control+k")
    desk.keyboard.type("bright")
    expect(desk.locator("[role=option]")).to_have_count(3)
    desk.keyboard.press("Escape")
    expect(desk.locator("#palette")).not_to_be_visible()
    desk.keyboard.press("/")
    assert desk.input_value("#palette-q") == ""


def test_what_was_lately_opened_is_offered_and_what_is_gone_is_not(desk, live_server, lead):
    desk.goto(f"{live_server.url}/contacts/{lead.contact_id}/")
    desk.goto(f"{live_server.url}/companies/{lead.company_id}/")
    desk.goto(live_server.url)
    desk.keyboard.press("/")
    recent = desk.locator("[aria-labelledby=palette-recent] .hit-title")
    expect(recent).to_have_text(["Brightloom Textiles", "Karolina Maj"])
    desk.keyboard.press("ArrowDown")
    assert chosen(desk).get_attribute("id") == "palette-recent-1"
    desk.keyboard.press("Escape")
    expect(desk.locator("#palette")).not_to_be_visible()
    Company.objects.filter(pk=lead.company_id).update(merged_into=CompanyFactory())
    desk.keyboard.press("/")
    expect(recent).to_have_text(["Karolina Maj"])


def test_a_click_or_a_letter_in_the_bar_opens_it(desk):
    desk.click("[data-search]")
    assert desk.evaluate("document.activeElement.id") == "palette-q"
    desk.keyboard.press("Escape")
    expect(desk.locator("#palette")).not_to_be_visible()
    desk.focus("[data-search]")
    desk.keyboard.type("br")
    assert desk.evaluate("[document.activeElement.id, document.activeElement.value]") == ["palette-q", "br"]


def test_nothing_found_and_no_answer_are_both_said(desk):
    desk.keyboard.press("/")
    desk.keyboard.type("xyzzyx")
    expect(desk.locator(".hits-none")).to_contain_text("Nothing holds or resembles “xyzzyx”.")
    expect(desk.locator("#palette-count")).to_have_text("Nothing found")
    desk.context.set_offline(True)
    desk.keyboard.type("y")
    expect(desk.locator("#palette [role=alert]")).to_have_text("The server did not answer. Try again in a moment.")


def test_without_a_script_it_is_a_page(browser, client, live_server, lead):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, client, live_server, lead.state.owner)
    page.goto(live_server.url)
    page.fill("[data-search]", "bright")
    page.press("[data-search]", "Enter")
    assert page.locator("main h2").all_inner_texts() == ["Leads", "Companies", "Contacts"]
    page.click("text=Karolina Maj >> nth=-1")
    assert page.url == f"{live_server.url}/contacts/{lead.contact_id}/"
    context.close()
