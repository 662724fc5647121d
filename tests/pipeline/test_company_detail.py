"""The page of a company: its leads, people, engagement and what is known of it, for whoever may see them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from frameworks_app.models import Attribute, SignalType
from pipeline.models import Company, Note, Stage, Stakeholder
from pipeline.reports.company_engagement import HEIGHT, WEEKS
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
    return TeamFactory(name="North")


@pytest.fixture
def maja(team):
    return UserFactory(sdr=True, team=team, first_name="Maja")


@pytest.fixture
def brightloom():
    return CompanyFactory(name="Brightloom", industry="online_retail", country="PL", employees=1200)


@pytest.fixture
def show(client, maja, brightloom):
    client.force_login(maja)

    def ask(company=brightloom, **said):
        return client.get(reverse("pipeline:company_detail", args=[company.pk]), said).context

    return ask


def test_its_open_leads_come_first_and_of_others_only_that_they_exist(show, maja, brightloom):
    lost = LeadFactory(owner=maja, company=brightloom, stage=Stage.objects.get(key="lost"))
    live = LeadFactory(owner=maja, company=brightloom)
    claire = UserFactory(sdr=True, first_name="Claire")
    LeadFactory.create_batch(2, owner=claire, company=brightloom, title="Secret")
    LeadFactory(owner=claire, company=brightloom, stage=Stage.objects.get(key="lost"))
    LeadFactory(company=brightloom)
    context = show()
    assert (context["leads"], context["open_count"]) == ([live, lost], 1)
    assert sorted((str(each.owner), each.count) for each in context["unseen"]) == [("Claire Nowak", 2), ("None", 1)]


def test_the_page_names_no_lead_of_another_team(client, show, maja, brightloom):
    LeadFactory(owner=maja, company=brightloom)
    hidden = LeadFactory(owner=UserFactory(sdr=True, first_name="Claire"), company=brightloom, title="Secret plan")
    SignalFactory(lead=hidden)
    Note.objects.create(lead=hidden, text="Whispered", by=hidden.state.owner)
    StakeholderFactory(lead=hidden, contact=ContactFactory(name="Hidden Person", company=brightloom))
    page = client.get(reverse("pipeline:company_detail", args=[brightloom.pk])).content.decode()
    assert [word for word in ("Secret plan", "Whispered", "Hidden Person") if word in page] == []
    assert "1 open lead that you may not see belongs to Claire Nowak." in page
    assert show()["engagement"].rows == []


def test_a_company_of_another_team_is_not_there(client, brightloom):
    LeadFactory(owner=UserFactory(sdr=True), company=brightloom)
    client.force_login(UserFactory(sdr=True))
    for page in ("company_detail", "company_activity", "company_edit"):
        assert client.get(reverse(f"pipeline:{page}", args=[brightloom.pk])).status_code == 404


def test_people_stand_with_their_roles_in_each_lead_and_missing_roles_are_named(show, maja, brightloom):
    first, second = LeadFactory.create_batch(2, owner=maja, company=brightloom, contact=None)
    ann, bo, cy = (ContactFactory(name=name, company=brightloom) for name in ("Ann", "Bo", "Cy"))
    StakeholderFactory(lead=first, contact=ann, role=Stakeholder.Role.CHAMPION)
    StakeholderFactory(lead=second, contact=ann, role=Stakeholder.Role.USER)
    StakeholderFactory(lead=second, contact=bo, role=Stakeholder.Role.ECONOMIC_BUYER)
    # Cy was written down by Maja, and is part of no lead yet.
    type(cy).objects.filter(pk=cy.pk).update(created_by=maja)
    people = show()["people"]
    seats = {str(each.contact): sorted((seat.role, seat.lead.pk) for seat in each.seats) for each in people.people}
    assert seats == {
        "Ann": [("champion", first.pk), ("user", second.pk)],
        "Bo": [("economic_buyer", second.pk)],
        "Cy": [],
    }
    assert (people.missing, people.alone) == (["Decision maker"], None)


def test_where_everything_hangs_on_one_person_the_page_says_so(show, maja, brightloom):
    ann = ContactFactory(name="Ann", company=brightloom)
    LeadFactory.create_batch(2, owner=maja, company=brightloom, contact=ann)
    lost = Stage.objects.get(key="lost")
    LeadFactory(owner=maja, company=brightloom, contact=ContactFactory(company=brightloom), stage=lost)
    assert show()["people"].alone == ann


def test_engagement_of_all_leads_is_told_by_type_and_by_week(show, maja, brightloom):
    leads = LeadFactory.create_batch(2, owner=maja, company=brightloom)
    viewed, asked = (SignalType.objects.get(key=key) for key in ("product_page_view", "demo_request"))
    now = timezone.now()
    for lead in leads:
        SignalFactory(lead=lead, type=viewed, occurred_at=now)
    SignalFactory(lead=leads[0], type=asked, occurred_at=now - timedelta(weeks=2))
    SignalFactory(lead=leads[0], type=asked, occurred_at=now - timedelta(weeks=WEEKS + 2))
    SignalFactory(lead=leads[0], type=asked, occurred_at=now + timedelta(days=2))
    engagement = show()["engagement"]
    assert [(row.name, row.lately, row.count) for row in engagement.rows] == [
        (str(viewed), 2, 2),
        (str(asked), 1, 2),
    ]
    assert [bar.count for bar in engagement.bars] == [0] * (WEEKS - 3) + [1, 0, 2]
    assert engagement.bars[-1].parts == [{"kind": viewed.kind, "y": 0, "height": HEIGHT}]
    assert engagement.bars[-3].parts == [{"kind": asked.kind, "y": HEIGHT // 2, "height": HEIGHT // 2}]
    assert engagement.last == now


def test_what_each_lead_has_heard_stands_side_by_side_and_aged_answers_are_marked(show, maja, brightloom):
    first, second = LeadFactory.create_batch(2, owner=maja, company=brightloom)
    AnswerFactory(lead=first, key="budget", rating=1, days_ago=9)
    AnswerFactory(lead=first, key="budget", rating=3, days_ago=1)
    AnswerFactory(lead=second, key="budget", rating=2, days_ago=3)
    AnswerFactory(lead=second, key="timeline", days_ago=60)
    AnswerFactory(lead=second, key="need", rating=None)
    known = show()["known"]
    told = [(topic.name, [(each.lead, each.answer.rating, each.is_stale) for each in topic.heard]) for topic in known]
    assert sorted(told, key=lambda topic: topic[0]) == [
        ("Budget", [(first, 3, False), (second, 2, False)]),
        ("Timeline", [(second, 3, True)]),
    ]


def test_one_feed_tells_of_all_leads_and_turns_page_by_page(client, show, maja, brightloom, monkeypatch):
    from pipeline.reports import activity

    monkeypatch.setattr(activity, "SIZE", 2)
    first, second = LeadFactory.create_batch(2, owner=maja, company=brightloom)
    for days, lead in enumerate((first, second, first)):
        Note.objects.create(lead=lead, text=f"Note {days}", by=maja, occurred_at=timezone.now() - timedelta(days=days))
    feed = show()["feed"]
    assert [(event.said["text"], event.lead) for event in feed.events] == [("Note 0", first), ("Note 1", second)]
    address = reverse("pipeline:company_activity", args=[brightloom.pk])
    older = client.get(address, {"before": feed.older}, headers={"hx-request": "true"}).context["feed"]
    assert ([event.said["text"] for event in older.events], older.older) == (["Note 2"], "")


def test_facts_are_said_in_words(client, show, maja, brightloom):
    Attribute.objects.create(
        key="shop",
        entity="company",
        value_type="choice",
        name={"en": "Shop system"},
        choices=[{"value": "own", "name": {"en": "Its own"}}],
    )
    Attribute.objects.create(key="since", entity="company", value_type="date", name={"en": "Customer since"})
    custom = {"shop": "own", "since": "2024-03-01"}
    Company.objects.filter(pk=brightloom.pk).update(custom=custom, technologies=["Shopify", "HubSpot"])
    lead = LeadFactory(owner=maja, company=brightloom)
    context = show()
    assert context["words"] == {"industry": "Online retail", "country": "Poland", "employees": "1,200"}
    facts = [("Uses", "Shopify, HubSpot"), ("Shop system", "Its own"), ("Customer since", "March 1, 2024")]
    assert [(fact.label, fact.text) for fact in context["facts"]] == facts
    page = client.get(reverse("pipeline:lead_detail", args=[lead.pk])).context["facts"]
    outline = [("Industry", "Online retail"), ("Employees", "1,200"), ("Country", "Poland")]
    assert [(fact.label, fact.text) for fact in page][2:] == [*outline, *facts]
    maja.language = "pl"
    maja.save()
    assert show()["words"]["country"] == "Polska"


def test_a_merged_company_leads_to_where_it_went(client, maja, brightloom):
    LeadFactory(owner=maja, company=brightloom)
    between = CompanyFactory(merged_into=brightloom)
    old = CompanyFactory(merged_into=between)
    address = reverse("pipeline:company_detail", args=[old.pk])
    client.force_login(maja)
    assert client.get(address).headers["Location"] == reverse("pipeline:company_detail", args=[brightloom.pk])
    client.force_login(UserFactory(sdr=True))
    assert client.get(address).status_code == 404


def test_whoever_may_change_one_of_its_leads_edits_it_and_others_read_it(client, maja, team, brightloom):
    LeadFactory(owner=maja, company=brightloom)
    address = reverse("pipeline:company_edit", args=[brightloom.pk])
    jonas = UserFactory(sdr=True, team=team)
    client.force_login(jonas)
    assert client.get(address).status_code == 404
    assert address not in client.get(reverse("pipeline:company_detail", args=[brightloom.pk])).content.decode()
    client.force_login(maja)
    refused = client.post(address, {"name": "", "employees": "many"})
    assert set(refused.context["form"].errors) == {"name", "employees"}
    client.post(address, {"name": "Brightloom Group", "domain": "https://www.Brightloom.example/", "employees": 40})
    brightloom.refresh_from_db()
    assert (brightloom.name, brightloom.domain, brightloom.employees) == ("Brightloom Group", "brightloom.example", 40)


def test_a_new_lead_begins_with_the_company_chosen(client, maja, brightloom):
    LeadFactory(owner=maja, company=brightloom)
    client.force_login(maja)
    form = client.post(reverse("pipeline:lead_create"), {"use_company": brightloom.pk}).context["form"]
    assert (form.known_company, form.errors) == (brightloom, {})


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_asks_as_many_questions_however_many_leads_and_people(
    client, maja, brightloom, number, django_assert_num_queries
):
    claire = UserFactory(sdr=True)
    for lead in LeadFactory.create_batch(number, owner=maja, company=brightloom):
        SignalFactory(lead=lead)
        AnswerFactory(lead=lead)
        StakeholderFactory(lead=lead, contact=ContactFactory(company=brightloom))
        LeadFactory(owner=claire, company=brightloom)
    address = reverse("pipeline:company_detail", args=[brightloom.pk])
    client.force_login(maja)
    # The version in force is read once per process.
    client.get(address)
    with django_assert_num_queries(14):
        client.get(address)
