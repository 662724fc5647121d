"""A new lead by hand: nothing typed is lost, nothing is stored twice, and duplicates are named first."""

from uuid import uuid4

import pytest
from django.urls import reverse

from pipeline.models import Company, Contact, Lead, Stage, Stakeholder
from tests.factories import CompanyFactory, ContactFactory, LeadFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
URL = "/leads/new/"


@pytest.fixture
def team(shipped):
    return TeamFactory()


@pytest.fixture
def maja(client, team):
    maja = UserFactory(sdr=True, team=team)
    client.force_login(maja)
    return maja


@pytest.fixture
def ask(client, maja):
    """What is found while this is being typed."""
    return lambda **said: client.post(reverse("pipeline:lead_duplicates"), said).context["duplicates"]


def typed(maja, **said):
    return {
        "token": str(uuid4()),
        "company-name": "Baltic Yarn",
        "company-domain": "https://www.BalticYarn.example/shop",
        "company-employees": "120",
        "contact-name": "Ewa Zając",
        "contact-email": "ewa@balticyarn.example",
        "lead-title": "Spring mailings",
        "lead-amount": "1200",
        "lead-owner": maja.pk,
        **said,
    }


def test_company_person_and_purchase_are_stored_and_the_lead_is_hers(client, maja):
    response = client.post(URL, typed(maja))
    lead = Lead.objects.with_state().get()
    assert response.url == reverse("pipeline:lead_detail", args=[lead.pk])
    assert (str(lead.company), lead.company.domain, lead.company.employees) == (
        "Baltic Yarn",
        "balticyarn.example",
        120,
    )
    assert (str(lead.contact), lead.contact.company) == ("Ewa Zając", lead.company)
    assert (lead.title, lead.amount, lead.currency) == ("Spring mailings", 1200, "EUR")
    assert (lead.state.owner, lead.state.team, lead.created_by) == (maja, maja.team, maja)


def test_sent_twice_it_is_one_lead(client, maja):
    form = typed(maja)
    first, second = client.post(URL, form), client.post(URL, {**form, "go_on": "whatever"})
    assert first.url == second.url
    assert (Lead.objects.count(), Company.objects.count(), Contact.objects.count()) == (1, 1, 1)


def test_what_is_wrong_is_said_by_the_field_and_the_rest_is_kept(client, maja):
    page = client.post(URL, typed(maja, **{"lead-amount": "-5", "contact-email": "ewa@", "lead-currency": "euro"}))
    form = page.context["form"]
    assert (dict(form.contact.errors), sorted(form.lead.errors)) == (
        {"email": ["Enter a valid email address."]},
        ["amount", "currency"],
    )
    assert 'value="Baltic Yarn"' in page.content.decode()
    assert Lead.objects.count() == 0


def test_an_empty_form_is_asked_for_somebody(client, maja):
    page = client.post(URL, {"token": str(uuid4()), "lead-owner": maja.pk})
    assert dict(page.context["form"].company.errors) == {"name": ["Name the company, or at least a person."]}


def test_a_duplicate_is_shown_first_and_stored_only_when_she_goes_on(client, maja):
    known = LeadFactory(owner=maja, company=CompanyFactory(name="BALTIC yarn"))
    form = typed(maja)
    found = client.post(URL, form).context["duplicates"]
    assert ([lead.pk for lead in found.leads], found.owners) == ([known.pk], [])
    assert [(each.row, each.reasons) for each in found.companies] == [(known.company, (("name_same", ""),))]
    assert Lead.objects.count() == 1
    client.post(URL, {**form, "go_on": found.mark})
    assert Lead.objects.count() == 2


def test_an_unseen_duplicate_says_only_whose_it_is(client, maja):
    olga = UserFactory(sdr=True, first_name="Olga", last_name="Lis")
    secret = LeadFactory(owner=olga, contact=ContactFactory(email="EWA@balticyarn.example"), title="Secret plan")
    page = client.post(URL, typed(maja))
    assert (page.context["duplicates"].leads, page.context["duplicates"].owners) == ([], [(olga, True)])
    assert "It belongs to Olga Lis" in page.content.decode()
    assert secret.title not in page.content.decode()


def test_a_second_person_joins_the_lead_that_is_there(client, maja):
    known = LeadFactory(owner=maja, company=CompanyFactory(name="Baltic Yarn"))
    response = client.post(URL, typed(maja, join=known.pk))
    seat = Stakeholder.objects.get(lead=known)
    assert response.url == reverse("pipeline:lead_detail", args=[known.pk])
    assert (seat.contact.name, seat.contact.company, Lead.objects.count()) == ("Ewa Zając", known.company, 1)


def test_nobody_joins_a_lead_of_another_team(client, maja):
    foreign = LeadFactory(owner=UserFactory(sdr=True))
    assert client.post(URL, typed(maja, join=foreign.pk)).status_code == 404
    assert client.post(URL, typed(maja, join="x")).status_code == 404


def test_a_known_company_is_used_and_what_was_typed_stays(client, maja):
    known = CompanyFactory(name="Baltic Yarn", created_by=maja)
    page = client.post(URL, typed(maja, use_company=known.pk))
    assert page.context["form"].known_company == known
    assert 'value="Ewa Zając"' in page.content.decode()
    client.post(URL, typed(maja, known_company=known.pk))
    assert (Lead.objects.get().company, Company.objects.count()) == (known, 1)


def test_a_company_of_another_team_cannot_be_used(client, maja):
    foreign = LeadFactory(owner=UserFactory(sdr=True)).company
    assert client.post(URL, typed(maja, use_company=foreign.pk)).context["form"].known_company is None


def test_companies_that_begin_so_are_offered_while_the_name_is_typed(ask, maja):
    CompanyFactory(name="Baltic Yarn", created_by=maja)
    LeadFactory(owner=UserFactory(sdr=True), company=CompanyFactory(name="Baltic Secret"))
    found = ask(**{"company-name": "balt"})
    assert ([str(company) for company in found.beginning], bool(found)) == (["Baltic Yarn"], False)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"company-name": "Batlic Yarn"}, "name_near"),
        ({"company-name": "Baltic Yarn Sp. z o.o."}, "name_same"),
        ({"company-domain": "https://shop.balticyarn.example/new"}, "domain_same"),
        ({"contact-email": "nobody@balticyarn.example"}, "domain_same"),
        ({"company-name": "Baltic", "company-phone": "601 234 567", "company-country": "PL"}, "phone_same"),
    ],
)
def test_a_company_is_found_by_whatever_was_typed_of_it(ask, maja, said, reason):
    known = CompanyFactory(name="Baltic Yarn", domain="balticyarn.example", phone="+48 601 234 567")
    lead = LeadFactory(owner=maja, company=known)
    found = ask(**said)
    assert [each.row for each in found.companies] == [known]
    assert reason in [code for code, _detail in found.companies[0].reasons]
    assert [(each.row, each.may_join) for each in found.leads] == [(lead, True)]


@pytest.mark.parametrize(
    "said",
    [
        {"contact-email": "EWA+fair@balticyarn.example"},
        {"contact-name": "Ewa Zajac", "contact-phone": "601234567"},
        {"contact-name": "Zając Ewa", "contact-email": "ewa.zajac@balticyran.example"},
    ],
)
def test_a_person_is_found_and_used_with_her_company(client, ask, maja, said):
    known = said.get("contact-email", "ewa@x.example").replace("+fair", "").replace("yran", "yarn")
    company = CompanyFactory(created_by=maja)
    ewa = ContactFactory(name="Ewa Zając", email=known, phone="601 234 567", company=company, created_by=maja)
    assert [each.row for each in ask(**said).contacts] == [ewa]
    form = client.post(URL, typed(maja, use_contact=ewa.pk)).context["form"]
    assert (form.known_contact, form.known_company) == (ewa, ewa.company)
    client.post(URL, typed(maja, known_contact=ewa.pk, known_company=ewa.company_id))
    assert (Lead.objects.get().contact, Contact.objects.count()) == (ewa, 1)


def test_of_an_unseen_company_without_open_lead_she_learns_whom_to_ask(ask, maja):
    olga = UserFactory(sdr=True, first_name="Olga", last_name="Lis")
    lost = Stage.objects.get(key="lost")
    LeadFactory(owner=olga, stage=lost, company=CompanyFactory(name="Baltic Yarn"))
    found = ask(**{"company-name": "Baltic Yarn"})
    assert (found.leads, found.companies, found.owners) == ([], [], [(olga, False)])


def test_a_colleagues_lead_is_shown_and_not_joined(ask, maja):
    lead = LeadFactory(owner=UserFactory(sdr=True, team=maja.team), company=CompanyFactory(name="Baltic Yarn"))
    found = ask(**{"company-name": "Baltic Yarn"})
    assert [(each.row, each.may_join) for each in found.leads] == [(lead, False)]


def test_what_she_has_ticked_as_another_one_is_not_asked_again(client, ask, maja):
    LeadFactory(owner=maja, company=CompanyFactory(name="Baltic Yarn"))
    form = typed(maja)
    mark = ask(**form).mark
    client.post(URL, {**form, "go_on": mark})
    assert Lead.objects.count() == 2


@pytest.mark.parametrize("number", [1, 8])
def test_typing_asks_the_database_as_often_whatever_is_found(client, maja, number, django_assert_num_queries):
    for _each in range(number):
        company = CompanyFactory(name="Baltic Yarn")
        LeadFactory(owner=maja, company=company, contact=ContactFactory(name="Ewa Zając", company=company))
    with django_assert_num_queries(14):
        client.post(reverse("pipeline:lead_duplicates"), typed(maja))
