"""The list of companies, and the list of contacts beside it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pipeline.models import Company, Note, Stage
from pipeline.reports import keyset
from tests.factories import (
    CompanyFactory,
    ContactFactory,
    LeadFactory,
    SignalFactory,
    StakeholderFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def maja(shipped):
    return UserFactory(sdr=True, team=TeamFactory())


@pytest.fixture
def show(client, maja):
    client.force_login(maja)

    def ask(name="company_list", **said):
        return client.get(reverse(f"pipeline:{name}"), said).context

    return ask


def names(context):
    return [str(row.company) for row, _words in context["rows"]]


def people(context):
    return [str(row.contact) for row in context["rows"]]


def test_companies_stand_by_name_and_are_found_within_and_misspelt(show, maja):
    for name in ("velo Nord", "Brightloom", "Ząbek"):
        LeadFactory(owner=maja, company=CompanyFactory(name=name))
    LeadFactory(owner=UserFactory(sdr=True), company=CompanyFactory(name="Hidden"))
    assert names(show()) == ["Brightloom", "velo Nord", "Ząbek"]
    assert [names(show(q=said)) for said in ("ghtlo", "Brihgtloom", "zzz")] == [["Brightloom"], ["Brightloom"], []]
    assert show(q="zz")["form"].errors == {"q": ["Ensure this value has at least 3 characters (it has 2)."]}


def test_pages_turned_forth_and_back_show_every_company_once_though_names_are_equal(show, maja, monkeypatch):
    for name in ("B", "a", "A", "b", "A"):
        LeadFactory(owner=maja, company=CompanyFactory(name=name))
    monkeypatch.setattr(keyset.turn, "__defaults__", ("", 2))
    pages, token = [], ""
    for _number in range(3):
        context = show(page=token)
        pages.append([row.company.pk for row, _words in context["rows"]])
        token = context["turn"]["next_url"].partition("page=")[2]
    everything = Company.objects.all()
    assert sum(pages, []) == [each.pk for each in sorted(everything, key=lambda each: (each.name.lower(), each.pk))]
    assert token == ""


def test_each_row_tells_of_the_leads_that_she_may_see(show, maja):
    company = CompanyFactory(name="Brightloom")
    lead = LeadFactory(owner=maja, company=company)
    LeadFactory(owner=maja, company=company, stage=Stage.objects.get(key="lost"))
    LeadFactory(owner=UserFactory(sdr=True), company=company)
    heard, wrote = (timezone.now() - timedelta(days=days) for days in (3, 1))
    SignalFactory(lead=lead, occurred_at=heard)
    Note.objects.create(lead=lead, text="Asked for a price", by=maja, occurred_at=wrote)
    row, _words = show()["rows"][0]
    assert (row.open_leads, row.owners, row.last_activity) == (1, (maja,), wrote)


def test_people_stand_by_name_else_by_address_with_their_roles(show, maja):
    lead = LeadFactory(owner=maja, contact=ContactFactory(name="", email="bo@shop.example"))
    seat = StakeholderFactory(lead=lead, contact=ContactFactory(name="Ann"))
    StakeholderFactory(contact=ContactFactory(name="Hidden"))
    context = show("contact_list")
    assert people(context) == ["Ann", "bo@shop.example"]
    ann = context["rows"][0]
    assert (ann.roles, ann.open_leads, ann.owners) == ((seat.get_role_display(),), 1, (maja,))
    assert people(show("contact_list", q="o@sho")) == ["bo@shop.example"]


def test_whoever_may_not_be_contacted_has_no_links(client, maja):
    ContactFactory(name="Ann", phone="+48 601", email="ann@x.example", do_not_contact=True, created_by=maja)
    client.force_login(maja)
    page = client.get(reverse("pipeline:contact_list")).content.decode()
    assert ("Do not contact" in page, "tel:" in page, "mailto:" in page) == (True, False, False)


@pytest.mark.parametrize("number", [1, 4])
@pytest.mark.parametrize(("page", "statements"), [("company_list", 7), ("contact_list", 8)])
def test_list_query_counts_do_not_grow(client, maja, page, statements, number, django_assert_num_queries):
    for lead in LeadFactory.create_batch(number, owner=maja):
        SignalFactory(lead=lead)
        StakeholderFactory(lead=lead, contact=ContactFactory(company=lead.company))
    client.force_login(maja)
    with django_assert_num_queries(statements):
        client.get(reverse(f"pipeline:{page}"))
