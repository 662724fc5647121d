"""What we may have twice: the judge, the search among all, the page, and what people decide there."""

import pytest
from django.urls import reverse

from pipeline.actions.duplicates import search_duplicates
from pipeline.actions.jobs import run_jobs
from pipeline.models import Company, Contact, DuplicatePair, Job
from pipeline.reports.duplicates import plain
from pipeline.reports.duplicates.judge import Rarity, judge_companies, judge_people
from pipeline.reports.duplicates.sketch import of_company, of_contact
from pipeline.reports.duplicates.words import in_words
from tests.factories import CompanyFactory, ContactFactory, LeadFactory, TeamFactory, UserFactory


def companies(one, other):
    return judge_companies(*(of_company(Company(**said)) for said in (one, other)))


def people(one, other):
    return judge_people(*(of_contact(Contact(**said)) for said in (one, other)))


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("Żółta Łódź Sp. z o.o.", "zolta lodz"),
        ("Müller & Söhne GmbH & Co. KG", "muller sohne"),
        ("ООО «Ромашка»", "ромашка"),
        ("上海纺织有限公司", "上海纺织"),
        ("L'Atelier S.A.R.L.", "latelier s a r l"),
        ("Limited", "limited"),
        ("Acme Inc.", "acme"),
    ],
)
def test_a_company_is_called_the_same_whatever_its_legal_form(written, bare):
    assert plain.company_name(written) == bare


@pytest.mark.parametrize(
    ("typed", "country", "number"),
    [
        ("+48 601 234 567", "", "48601234567"),
        ("601-234-567", "PL", "48601234567"),
        ("call me", "", ""),
        ("12", "", ""),
    ],
)
def test_a_number_is_the_same_however_it_is_spaced(typed, country, number):
    assert plain.phone(typed, country) == number


@pytest.mark.parametrize(
    ("host", "registered"),
    [
        ("www.example.com", "example.com"),
        ("shop.example.co.uk", "example.co.uk"),
        ("https://a.example.pl/x", "example.pl"),
    ],
)
def test_a_website_is_its_registered_domain(host, registered):
    assert plain.website(host) == registered


@pytest.mark.parametrize(
    ("one", "other", "likelihood", "reasons"),
    [
        ({"name": "Baltic Yarn"}, {"name": "BALTIC YARN Sp. z o.o."}, 80, ["same name"]),
        (
            {"name": "Bright Loom", "domain": "www.loom.example"},
            {"name": "Brightloom", "domain": "loom.example"},
            99,
            ["same website", "name 99 % alike"],
        ),
        (
            {"name": "Baltic Yarn", "domain": "yarn.example"},
            {"name": "Baltic Yarn", "domain": "other.example"},
            20,
            ["same name", "other website"],
        ),
        (
            {"name": "Baltic Yarn", "country": "PL"},
            {"name": "Baltic Yarn", "country": "LT"},
            33,
            ["same name", "other country"],
        ),
        ({"name": "Baltic Yarn"}, {"name": "Granite & Wells"}, 0, ["other name"]),
        (
            {"name": "Loom", "phone": "601 234 567", "country": "PL"},
            {"name": "Loom", "phone": "+48 601 234 576"},
            94,
            ["same name", "phone differs in one digit"],
        ),
    ],
)
def test_two_companies_are_judged(one, other, likelihood, reasons):
    found = companies(one, other)
    assert (found.likelihood, [each["text"] for each in in_words(found.reasons)]) == (likelihood, reasons)


@pytest.mark.parametrize(
    ("one", "other", "likelihood"),
    [
        # Her own address, with a tag, tells more than how the name is spelt.
        (
            {"name": "Ewa Zając", "email": "Ewa+fair@yarn.example"},
            {"name": "Zajac Ewa", "email": "ewa@yarn.example"},
            99,
        ),
        # Behind info@ sits anybody.
        ({"name": "Ewa Zając", "email": "info@yarn.example"}, {"name": "Jan Kot", "email": "info@yarn.example"}, 1),
        # Colleagues share a telephone.
        ({"name": "Ewa Zając", "phone": "+48601234567"}, {"name": "Jan Kot", "phone": "+48601234567"}, 0),
        ({"name": "E. Zając", "phone": "+48601234567"}, {"name": "Ewa Zając", "phone": "+48601234567"}, 54),
        # A name alone is many people's.
        ({"name": "Anna Nowak"}, {"name": "Anna Nowak"}, 11),
        # Free mailboxes make no colleagues.
        ({"name": "Anna Nowak", "email": "a@gmail.com"}, {"name": "Anna Nowak", "email": "b@gmail.com"}, 6),
    ],
)
def test_two_people_are_judged(one, other, likelihood):
    assert people(one, other).likelihood == likelihood


def test_an_attribute_says_as_much_as_its_value_is_rare():
    one, other = (of_contact(Contact(name=name, custom={"badge": "77120"})) for name in ("Ewa Kot", "Ewa Kott"))
    rare, common = Rarity(1024, {("badge", "77120"): 2}), Rarity(1024, {("badge", "77120"): 512})
    assert [judge_people(one, other, rarity).likelihood for rarity in (rare, common)] == [94, 6]


@pytest.fixture
def team(shipped):
    return TeamFactory()


@pytest.fixture
def helena(client, team):
    helena = UserFactory(manager=True, team=team)
    client.force_login(helena)
    return helena


@pytest.fixture
def looms(team):
    """One company under two names, each with a lead of the team."""
    named = [CompanyFactory(name=name, domain="loom.example") for name in ("Bright Loom", "Brightloom")]
    for company in named:
        # Nobody's name: two people whom a factory numbered may be thought one.
        LeadFactory(owner=UserFactory(sdr=True, team=team), company=company, contact=None)
    return named


def search():
    search_duplicates(None, lambda done, total: None)


def pairs(client, tab="company"):
    """What the page shows."""
    page = client.get(reverse("pipeline:duplicate_list"), {"tab": tab})
    return [(each.first, each.second) for each in page.context["shown"]]


@pytest.mark.django_db
def test_a_manager_starts_the_search_and_finds_the_pair(client, helena, looms):
    client.post(reverse("pipeline:duplicate_search"))
    assert "Waiting for its turn" in client.get(reverse("pipeline:duplicate_list")).content.decode()
    client.post(reverse("pipeline:duplicate_search"))
    assert Job.objects.count() == 1
    run_jobs()
    assert Job.objects.get().result == {"lead": 0, "company": 1, "contact": 0}
    assert pairs(client) == [tuple(looms)]


@pytest.mark.django_db
def test_people_and_leads_are_found_too(client, helena, team):
    company = CompanyFactory()
    ewa = [ContactFactory(name=name, email="", company=company) for name in ("Ewa Zając", "Zajac Ewa")]
    leads = [
        LeadFactory(team=team, company=company, contact=ewa[0], title=title) for title in ("Mailings", "mailings")
    ]
    search()
    assert pairs(client, "lead") == [tuple(leads)]
    # Nobody of the team works with the second record of her: she is not shown.
    assert pairs(client, "contact") == []
    LeadFactory(team=team, contact=ewa[1])
    assert pairs(client, "contact") == [tuple(ewa)]


@pytest.mark.django_db
def test_what_is_not_the_same_is_not_offered_again_until_she_takes_it_back(client, helena, looms):
    search()
    pair = DuplicatePair.objects.get()
    client.post(reverse("pipeline:duplicate_dismiss", args=[pair.pk]))
    search()
    assert pairs(client) == []
    client.post(reverse("pipeline:duplicate_restore", args=[pair.pk]))
    assert pairs(client) == [tuple(looms)]


@pytest.mark.django_db
def test_a_pair_that_is_no_longer_likely_goes_and_a_merged_one_is_not_shown(client, helena, looms):
    search()
    Company.objects.filter(pk=looms[1].pk).update(merged_into=looms[0])
    assert pairs(client) == []
    Company.objects.filter(pk=looms[1].pk).update(merged_into=None, name="Granite", domain="granite.example")
    search()
    assert DuplicatePair.objects.count() == 0


@pytest.mark.django_db
def test_who_does_not_see_both_sees_no_pair(client, helena, looms):
    search()
    pair = DuplicatePair.objects.get()
    LeadFactory(owner=UserFactory(sdr=True), company=looms[0])
    stranger = UserFactory(sdr=True)
    LeadFactory(owner=stranger, company=looms[0])
    client.force_login(stranger)
    assert pairs(client) == []
    assert client.post(reverse("pipeline:duplicate_dismiss", args=[pair.pk])).status_code == 404
    assert client.post(reverse("pipeline:duplicate_search")).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 6])
@pytest.mark.parametrize(("tab", "statements"), [("company", 7), ("contact", 7), ("lead", 7)])
def test_the_list_asks_as_often_with_one_pair_as_with_many(
    client, helena, team, number, tab, statements, django_assert_num_queries
):
    for _each in range(number):
        lead, twin = (LeadFactory(owner=UserFactory(sdr=True, team=team)) for _twin in range(2))
        two = {"lead": (lead, twin), "company": (lead.company, twin.company), "contact": (lead.contact, twin.contact)}
        keys = sorted(each.pk for each in two[tab])
        DuplicatePair.objects.create(
            kind=tab, first_id=keys[0], second_id=keys[1], likelihood=90, reasons=[["name_same", ""]]
        )
    with django_assert_num_queries(statements):
        assert len(pairs(client, tab)) == number
