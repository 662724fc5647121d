"""The page of a person: their leads and roles, what they said and did, and how to reach them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pipeline.models import Contact, Note, Stakeholder
from tests.factories import (
    AnswerFactory,
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
def team(shipped):
    return TeamFactory()


@pytest.fixture
def maja(team):
    return UserFactory(sdr=True, team=team, first_name="Maja")


@pytest.fixture
def ann():
    return ContactFactory(
        name="Ann Lee",
        phone="+48 601 234 567",
        email="ann@shop.example",
        title="Buyer",
        time_zone="Asia/Tokyo",
        company=CompanyFactory(name="Shop"),
    )


@pytest.fixture
def lead(maja, ann):
    return LeadFactory(owner=maja, contact=ann, company=ann.company)


def page_of(client, contact, name="contact_detail"):
    return client.get(reverse(f"pipeline:{name}", args=[contact.pk]))


def test_their_leads_stand_with_what_they_are_in_each(client, maja, ann, lead):
    second = LeadFactory(owner=maja)
    StakeholderFactory(lead=second, contact=ann, role=Stakeholder.Role.CHAMPION)
    StakeholderFactory(lead=second, contact=ann, role=Stakeholder.Role.USER)
    StakeholderFactory(lead=LeadFactory(owner=UserFactory(sdr=True)), contact=ann)
    client.force_login(maja)
    parts = page_of(client, ann).context["parts"]
    told = {part.lead: ([seat.role for seat in part.seats], part.is_primary) for part in parts}
    assert told == {lead: ([], True), second: (["champion", "user"], False)}


def test_what_they_said_is_the_latest_that_names_them(client, maja, ann, lead):
    seat = StakeholderFactory(lead=lead, contact=ann)
    AnswerFactory(lead=lead, key="budget", source=seat, rating=1, days_ago=5)
    AnswerFactory(lead=lead, key="budget", source=seat, rating=3, days_ago=2, quote="We have it")
    AnswerFactory(lead=lead, key="need", rating=4)
    client.force_login(maja)
    said = page_of(client, ann).context["said"]
    assert [(each.name, each.answer.rating, each.answer.quote) for each in said] == [("Budget", 3, "We have it")]


def test_the_feed_holds_their_own_signals_and_the_notes_of_their_leads(client, maja, ann, lead):
    day = timezone.now() - timedelta(days=1)
    theirs = SignalFactory(lead=lead, contact=ann, occurred_at=day)
    SignalFactory(lead=lead, contact=ContactFactory(), occurred_at=day)
    note = Note.objects.create(lead=lead, text="Prefers mornings", by=maja)
    Note.objects.create(lead=LeadFactory(owner=maja), text="Of another lead", by=maja)
    client.force_login(maja)
    feed = page_of(client, ann).context["feed"]
    assert [(event.kind, event.pk) for event in feed.events] == [("note", note.pk), ("signal", theirs.pk)]


def test_numbers_and_addresses_are_links_until_the_person_asks_to_be_left_alone(client, maja, ann, lead):
    client.force_login(maja)
    page = page_of(client, ann).content.decode()
    assert ('href="tel:+48601234567"' in page, 'href="mailto:ann@shop.example"' in page) == (True, True)
    Contact.objects.filter(pk=ann.pk).update(do_not_contact=True)
    page = page_of(client, ann).content.decode()
    assert ("tel:" in page, "mailto:" in page, "+48 601 234 567" in page) == (False, False, True)


def test_a_person_of_another_team_is_not_there(client, ann, lead):
    client.force_login(UserFactory(sdr=True))
    for name in ("contact_detail", "contact_activity", "contact_edit"):
        assert page_of(client, ann, name).status_code == 404


def test_a_merged_person_leads_to_where_they_went(client, maja, ann, lead):
    old = ContactFactory(merged_into=ann)
    client.force_login(maja)
    assert page_of(client, old).headers["Location"] == reverse("pipeline:contact_detail", args=[ann.pk])
    client.force_login(UserFactory(sdr=True))
    assert page_of(client, old).status_code == 404


def test_a_colleague_reads_and_whoever_may_change_the_lead_edits(client, maja, team, ann, lead):
    address = reverse("pipeline:contact_edit", args=[ann.pk])
    client.force_login(UserFactory(sdr=True, team=team))
    assert client.get(address).status_code == 404
    assert address not in page_of(client, ann).content.decode()
    client.force_login(maja)
    refused = client.post(address, {"name": "", "email": ""})
    assert dict(refused.context["form"].errors) == {"name": ["Give at least a name or an e-mail address."]}
    client.post(address, {"name": "Ann Kowalska", "email": "ann@shop.example", "company": ann.company_id})
    ann.refresh_from_db()
    assert (ann.name, ann.company.name) == ("Ann Kowalska", "Shop")


def test_somebody_new_joins_a_company_that_she_may_see(client, maja, ann, lead):
    client.force_login(maja)
    address = reverse("pipeline:contact_create")
    company = ann.company
    form = client.get(address, {"company": company.pk}).context["form"]
    assert form["company"].initial == company
    client.post(address, {"name": "Zbigniew Wrona", "company": company.pk})
    made = Contact.objects.get(name="Zbigniew Wrona")
    assert (made.company, made.created_by) == (company, maja)
    assert page_of(client, made).status_code == 200


def test_a_company_that_she_may_not_see_cannot_be_joined(client, maja):
    hidden = LeadFactory(owner=UserFactory(sdr=True)).company
    client.force_login(maja)
    client.post(reverse("pipeline:contact_create"), {"name": "Zbigniew Wrona", "company": hidden.pk})
    assert Contact.objects.get(name="Zbigniew Wrona").company is None


def test_whom_we_may_have_already_is_shown_before_somebody_is_added_twice(client, maja, ann, lead):
    client.force_login(maja)
    address = reverse("pipeline:contact_create")
    said = {"name": "Ann Lee", "email": "ann@shop.example", "company": ann.company_id}
    found = client.post(address, said).context["duplicates"]
    assert ([each.row for each in found.contacts], Contact.objects.count()) == ([ann], 1)
    chosen = client.post(address, {**said, "use_contact": ann.pk})
    assert chosen.headers["Location"] == reverse("pipeline:contact_detail", args=[ann.pk])
    client.post(address, {**said, "go_on": found.mark})
    assert Contact.objects.filter(email="ann@shop.example").count() == 2


def test_of_an_unseen_namesake_only_the_owner_is_told(client, ann):
    claire = UserFactory(sdr=True, first_name="Claire")
    LeadFactory(owner=claire, contact=ann, company=ann.company)
    client.force_login(UserFactory(sdr=True))
    page = client.post(reverse("pipeline:contact_create"), {"name": "Ann", "email": "ann@shop.example"})
    assert (page.context["duplicates"].contacts, "Claire Nowak" in page.content.decode()) == ([], True)
    assert "Ann Lee" not in page.content.decode()


def test_a_number_that_is_no_key_is_no_company(client, maja):
    client.force_login(maja)
    for said in ("x", "9" * 40, "²"):
        assert client.get(reverse("pipeline:contact_create"), {"company": said}).status_code == 200


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_asks_as_many_questions_however_many_leads(client, maja, ann, number, django_assert_num_queries):
    for lead in LeadFactory.create_batch(number, owner=maja, contact=ann):
        seat = StakeholderFactory(lead=lead, contact=ann)
        AnswerFactory(lead=lead, source=seat)
        SignalFactory(lead=lead, contact=ann)
    client.force_login(maja)
    with django_assert_num_queries(11):
        page_of(client, ann)
