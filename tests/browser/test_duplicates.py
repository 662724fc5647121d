"""What may be there twice, in a browser: while somebody types, side by side, and made one by keys alone."""

import pytest
from django.urls import reverse

from pipeline.actions.duplicates import renew
from pipeline.models import Lead, Note, Twins
from tests.factories import CompanyFactory, ContactFactory, LeadFactory, TeamFactory, UserFactory
from tests.visits import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def helena(shipped):
    return UserFactory(manager=True, team=TeamFactory(name="North"), first_name="Helena")


@pytest.fixture
def looms(helena):
    """One company written down twice, and its buyer too; each has a lead."""
    said = [
        ("Brightloom Textiles", "Ewa Zając", "ewa@brightloom.example", "Spring mailings"),
        (
            "Bright Loom Textiles Sp. z o.o.",
            "Zajac Ewa",
            "ewa+fair@brightloom.example",
            "Templates for the spring collection",
        ),
    ]
    leads = []
    for company, person, email, title in said:
        firm = CompanyFactory(name=company, domain="brightloom.example", country="PL", phone="+48 601 234 567")
        buyer = ContactFactory(name=person, email=email, company=firm, title="Head of marketing")
        leads.append(LeadFactory(owner=helena, company=firm, contact=buyer, title=title))
    Note.objects.create(lead=leads[1], text="Wants a proposal in May", by=helena)
    return leads


def test_what_is_there_already_shows_while_she_types(page, client, live_server, look, helena, looms):
    sign_in(page, client, live_server, helena)
    page.goto(live_server.url + reverse("pipeline:lead_create"))
    field = page.locator("#id_company-name")
    field.click()
    field.press_sequentially("brihgtloom textile", delay=20)
    page.wait_for_selector(".duplicates")
    # What is shown takes nothing from under her fingers.
    assert page.evaluate("document.activeElement.id") == "id_company-name"
    assert field.input_value() == "brihgtloom textile"
    assert page.locator("#duplicates button[name=join]").count() == 2
    look(page, "new-lead-typed")
    page.locator("#duplicates button[name=use_company]").first.click()
    assert page.locator(".known-company b").inner_text() == "Brightloom Textiles"


def test_pairs_are_shown_and_made_one_by_keys_alone(page, client, live_server, look, helena, looms):
    for kind in Twins:
        renew(kind)
    sign_in(page, client, live_server, helena)
    for tab in ("company", "contact", "lead"):
        page.goto(live_server.url + reverse("pipeline:duplicate_list") + f"?tab={tab}")
        look(page, f"duplicates-{tab}")
    kept, other = looms
    page.goto(live_server.url + reverse("pipeline:lead_merge", args=[kept.pk]) + "?q=spring")
    look(page, "merge-choose")
    page.goto(live_server.url + reverse("pipeline:lead_merge", args=[kept.pk]) + f"?with={other.pk}")
    look(page, "merge-lead")
    page.keyboard.press("x")
    page.wait_for_url(f"**/leads/{other.pk}/merge/?with={kept.pk}")
    page.goto(live_server.url + reverse("pipeline:duplicate_list") + "?tab=company")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector(".merge-table")
    look(page, "merge-company")
    page.locator("input[name=name][value=merged]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_selector(".toast-success")
    # Keys are heard when the page is there as a whole.
    page.wait_for_load_state()
    assert {lead.company_id for lead in Lead.objects.all()} == {kept.company_id}
    page.keyboard.press("u")
    page.get_by_text("They are two again.").wait_for()
    assert {lead.company_id for lead in Lead.objects.all()} == {lead.company_id for lead in looms}


@pytest.mark.tour
def test_empty_pages_say_what_comes(page, client, live_server, look, helena):
    sign_in(page, client, live_server, helena)
    page.goto(live_server.url + reverse("pipeline:duplicate_list"))
    look(page, "duplicates-none")
