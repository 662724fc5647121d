"""The search over everything: what it finds, for whom, and in how many questions to the database."""

import pytest
from django.urls import reverse
from django.utils import translation

from accounts.models import Role
from pipeline.models import Company, Contact, Lead
from pipeline.reports.matches import site_of
from pipeline.reports.places import folded
from pipeline.templatetags.search import marked
from tests.factories import CompanyFactory, ContactFactory, LeadFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(shipped):
    return TeamFactory()


@pytest.fixture
def maja(team):
    return UserFactory(sdr=True, team=team)


@pytest.fixture
def brightloom(maja):
    company = CompanyFactory(name="Brightloom Textiles", domain="brightloom.example", phone="+48 22 555 01 10")
    contact = ContactFactory(
        name="Karolina Maj", email="karolina@brightloom.example", phone="+48 601 234 567", company=company
    )
    lead = LeadFactory(owner=maja, company=company, contact=contact, title="Seasonal campaign")
    other = CompanyFactory(name="Velo Nord", domain="velonord.example")
    LeadFactory(owner=maja, company=other, contact=ContactFactory(name="Erik", company=other), title="Tool")
    return lead


@pytest.fixture
def find(client, maja):
    client.force_login(maja)

    def ask(text, **said):
        context = client.get(reverse("pipeline:search"), {"q": text, **said}).context
        return {group["key"]: group for group in context["groups"]}

    return ask


def rows(groups):
    return {key: [hit.row for hit in group["hits"]] for key, group in groups.items() if group["hits"]}


EVERYTHING = {"lead", "company", "contact"}


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ("brightloom", EVERYTHING),
        ("ghtloo", EVERYTHING),
        ("Brihgtloom", EVERYTHING),
        ("br", {"lead", "company"}),
        ("te", {"lead", "company"}),
        ("KAROLINA", {"lead", "contact"}),
        ("Karolnia", {"lead", "contact"}),
        ("Karolnia Maj", {"lead", "contact"}),
        ("karolnia@brightloom.example", {"lead", "contact"}),
        ("karolina@bright", {"lead", "contact"}),
        ("601 234", {"lead", "contact"}),
        ("(0) 601-234-567", {"lead", "contact"}),
        ("5550110", {"lead", "company"}),
        ("https://www.brightloom.example/about", {"lead", "company"}),
        ("seasonal", {"lead"}),
        ("b", set()),
        ("xyzzyx", set()),
        ("%%%", set()),
    ],
)
def test_names_addresses_numbers_and_websites_are_found_whole_within_and_misspelt(find, brightloom, said, kinds):
    known = {"lead": [brightloom], "company": [brightloom.company], "contact": [brightloom.contact]}
    assert rows(find(said)) == {kind: known[kind] for kind in kinds}


def test_the_nearest_come_first_and_the_rest_is_one_link_away(find, maja):
    names = ["Old Harbour", "Harbour", "Harbours of Gdynia", "Inharbour", "North Harbour", "Zharbour", "Yharbour"]
    for name in names:
        LeadFactory(owner=maja, company=CompanyFactory(name=name), contact=None, title="")
    groups = find("harbour")
    shown = ["Harbour", "Harbours of Gdynia", "North Harbour", "Old Harbour", "Inharbour"]
    assert [hit.title for hit in groups["company"]["hits"]] == shown
    assert groups["company"]["all_url"] == "/companies/?q=harbour"
    assert [hit.title for hit in groups["lead"]["hits"]][:2] == ["Harbour", "Harbours of Gdynia"]
    assert len(groups["lead"]["hits"]) == 5


def test_nobody_finds_what_they_may_not_see(client, find, brightloom):
    client.force_login(UserFactory(sdr=True))
    groups = client.get(reverse("pipeline:search"), {"q": "brightloom"}).context["groups"]
    assert groups == []
    client.force_login(UserFactory(marketing=True))
    groups = client.get(reverse("pipeline:search"), {"q": "brightloom"}).context["groups"]
    assert [group["key"] for group in groups] == ["lead", "company", "contact"]


def test_merged_and_erased_records_are_not_found(find, brightloom):
    kept = CompanyFactory(name="Kept")
    Company.objects.filter(pk=brightloom.company_id).update(merged_into=kept)
    Contact.objects.filter(pk=brightloom.contact_id).update(merged_into=ContactFactory())
    Lead.objects.filter(pk=brightloom.pk).update(merged_into=LeadFactory())
    assert rows(find("brightloom")) == {}


def titles(groups, key):
    return [place.title for place in groups[key]["places"]] if key in groups else []


def test_pages_and_actions_are_found_by_the_beginning_of_a_word(find):
    assert titles(find("new le"), "page") == ["New lead"]
    assert titles(find("lead"), "page") == ["New lead", "Leads"]
    # "Time zone" is set there.
    assert titles(find("zone"), "page") == ["Preferences"]
    assert titles(find("ew"), "page") == []


def test_each_finds_the_pages_that_they_may_enter(client, find, maja):
    assert titles(find("framew"), "page") == []
    assert "Imports" not in titles(find("import"), "page")
    ada = UserFactory(admin=True)
    client.force_login(ada)
    groups = {each["key"]: each for each in client.get(reverse("pipeline:search"), {"q": "framew"}).context["groups"]}
    assert [place.url for place in groups["page"]["places"]] == [reverse("admin:frameworks_app_framework_changelist")]
    maja.role = Role.MANAGER
    maja.save()
    assert "Duplicates" in titles(find("merge"), "page")


def test_pages_are_found_in_the_readers_language(client, find, maja):
    maja.language = "pl"
    maja.save()
    with translation.override("pl"):
        title = translation.gettext("Preferences")
    assert title != "Preferences"
    assert titles(find(title[:5].lower()), "page") == [title]


def test_accents_are_not_needed():
    assert folded("Żółta Łódź") == "zolta lodz"


def test_with_nothing_typed_the_rows_lately_opened_are_there_as_far_as_they_may_be_seen(find, brightloom):
    hidden = LeadFactory()
    marks = f"company:{brightloom.company_id},lead:{hidden.pk},lead:{brightloom.pk},nonsense,lead:x,lead:{'9' * 30}"
    groups = find("", recent=marks)
    assert [hit.row for hit in groups["recent"]["hits"]] == [brightloom.company, brightloom]
    assert titles(groups, "action") == ["New lead", "New contact"]


def test_one_letter_is_too_few_and_the_page_says_so(client, find, brightloom):
    client.force_login(brightloom.state.owner)
    page = client.get(reverse("pipeline:search"), {"q": "b"}).content.decode()
    assert "One more letter, and the search begins." in page


def test_what_was_sought_is_marked_and_nothing_else_gets_into_the_page():
    assert marked("<b>Brightloom & bright", "bright") == ("&lt;b&gt;<mark>Bright</mark>loom &amp; <mark>bright</mark>")
    assert marked("Velo (Nord)", "(n") == "Velo <mark>(N</mark>ord)"
    assert marked("Velo", "") == "Velo"


def test_the_palette_gets_a_list_of_options_and_the_page_a_page(client, find, brightloom):
    address = reverse("pipeline:search")
    part = client.get(address, {"q": "brightloom"}, headers={"hx-request": "true"}).content.decode()
    assert part.count('role="option"') == 3
    assert "<html" not in part
    assert "<html" in client.get(address, {"q": "brightloom"}).content.decode()


@pytest.mark.parametrize(
    ("said", "site"),
    [
        ("https://www.example.com/about", "example.com"),
        (" Example.com ", "example.com"),
        ("http://shop.example.com", "shop.example.com"),
    ],
)
def test_a_pasted_address_is_its_site(said, site):
    assert site_of(said) == site


@pytest.mark.parametrize("number", [1, 4])
@pytest.mark.parametrize(("said", "statements"), [("harbour", 8), ("harbuor", 12)])
def test_search_query_count_does_not_grow(client, maja, number, said, statements, django_assert_num_queries):
    for each in range(number):
        company = CompanyFactory(name=f"Harbour {each}")
        contact = ContactFactory(company=company, name=f"Ann Harbour {each}", email="")
        LeadFactory(owner=maja, company=company, contact=contact)
    client.force_login(maja)
    with django_assert_num_queries(statements):
        response = client.get(reverse("pipeline:search"), {"q": said}, headers={"hx-request": "true"})
    assert [len(group["hits"]) for group in response.context["groups"]] == [number] * 3
