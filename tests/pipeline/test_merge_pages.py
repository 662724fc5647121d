"""The pages on which two records become one."""

import pytest
from django.urls import reverse

from pipeline.models import CompanyEvent, Contact, DuplicatePair, Lead, Merge, Note
from tests.factories import CompanyFactory, ContactFactory, LeadFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(shipped):
    return TeamFactory()


@pytest.fixture
def maja(client, team):
    maja = UserFactory(sdr=True, team=team)
    client.force_login(maja)
    return maja


@pytest.fixture
def twins(maja):
    company = CompanyFactory(name="Baltic Yarn")
    return [LeadFactory(owner=maja, company=company, title=title) for title in ("Spring mailings", "Templates")]


def address(kind, kept, other=None):
    url = reverse(f"pipeline:{kind}_merge", args=[kept.pk])
    return f"{url}?with={other.pk}" if other else url


def test_she_sees_what_differs_and_what_goes_along(client, maja, twins):
    kept, other = twins
    Note.objects.create(lead=other, text="Likes blue", by=maja)
    page = client.get(address("lead", kept, other))
    shown = [(field.label, field.kept_text, field.merged_text) for field, _bound in page.context["form"].rows()]
    assert shown == [
        ("Title", "Spring mailings", "Templates"),
        ("Primary contact", str(kept.contact), str(other.contact)),
    ]
    assert page.context["comparison"].going == ["1 note"]


def test_she_merges_and_the_old_address_leads_to_the_kept_one(client, twins):
    kept, other = twins
    chosen = {"title": "merged", "contact": "kept"}
    response = client.post(address("lead", kept, other), chosen)
    assert response.url == reverse("pipeline:lead_detail", args=[kept.pk])
    assert Lead.objects.get(pk=kept.pk).title == "Templates"
    assert client.get(reverse("pipeline:lead_detail", args=[other.pk])).url == response.url
    assert [lead.pk for lead in client.get(reverse("pipeline:lead_list")).context["leads"]] == [kept.pk]
    undone = client.post(reverse("pipeline:merge_undo", args=[Merge.objects.get().pk]))
    assert undone.url == reverse("pipeline:lead_detail", args=[other.pk])
    assert Lead.objects.get(pk=kept.pk).title == "Spring mailings"


def test_a_choice_that_nobody_offered_is_refused_by_the_field(client, twins):
    page = client.post(address("lead", *twins), {"title": "both", "contact": "kept"})
    assert dict(page.context["form"].errors) == {
        "title": ["Select a valid choice. both is not one of the available choices."]
    }
    assert Merge.objects.count() == 0


def test_swapping_keeps_the_other_one(client, twins):
    kept, other = twins
    assert client.get(address("lead", kept, other)).context["swap_url"] == address("lead", other, kept)


@pytest.mark.parametrize("kind", ["company", "contact"])
def test_companies_and_people_have_the_same_page(client, maja, kind):
    factory = {"company": CompanyFactory, "contact": ContactFactory}[kind]
    kept, other = (factory(name=name, created_by=maja) for name in ("Bright Loom", "Brightloom"))
    answers = {"name": "merged", "email": "kept"}
    assert client.post(address(kind, kept, other), answers).status_code == 302
    kept.refresh_from_db()
    assert (kept.name, Merge.objects.get().kind) == ("Brightloom", kind)


def test_history_keeps_what_the_kept_one_was_called(client, maja):
    kept, other = (CompanyFactory(name=name, created_by=maja) for name in ("Bright Loom", "Brightloom"))
    client.post(address("company", kept, other), {"name": "merged"})
    assert [event.name for event in CompanyEvent.objects.filter(pgh_obj=kept)] == ["Bright Loom"]


def test_without_another_one_she_searches_and_likely_ones_come_first(client, maja, twins):
    kept, other = twins
    first, second = sorted([kept.pk, other.pk])
    DuplicatePair.objects.create(kind="lead", first_id=first, second_id=second, likelihood=80)
    page = client.get(address("lead", kept))
    assert [row.pk for row, _pair in page.context["likely"]] == [other.pk]
    found = client.get(address("lead", kept), {"q": "templat"}).context["found"]
    assert [row.pk for row in found] == [other.pk]


def test_nobody_merges_what_is_not_theirs(client, maja, twins, team):
    foreign = LeadFactory(owner=UserFactory(sdr=True))
    colleagues = LeadFactory(owner=UserFactory(sdr=True, team=team))
    for other in (foreign, colleagues):
        assert client.get(address("lead", twins[0], other)).status_code == 404
        assert client.post(address("lead", other, twins[0])).status_code == 404
    assert client.get(address("company", foreign.company)).status_code == 404
    assert client.get(address("contact", foreign.contact)).status_code == 404
    assert Contact.objects.exclude(merged_into=None).count() == 0


@pytest.mark.parametrize("number", [1, 5])
def test_the_comparison_asks_the_database_as_often_whatever_there_is(
    client, maja, twins, number, django_assert_num_queries
):
    for each in range(number):
        Note.objects.create(lead=twins[1], text=str(each), by=maja)
        Lead.objects.filter(pk=twins[1].pk).update(custom={f"key{at}": at for at in range(each)})
    with django_assert_num_queries(8):
        client.get(address("lead", *twins))
