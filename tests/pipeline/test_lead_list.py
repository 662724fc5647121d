"""The list of leads: filters, search, order and pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from frameworks_app.models import Attribute, Category
from pipeline.actions.overrides import override_category
from pipeline.actions.saved_views import save_view
from pipeline.actions.tags import tag_called, tag_lead
from pipeline.models import FollowUp, Lead, LeadState
from pipeline.reports import keyset
from pipeline.reports.lead_columns import all_columns
from pipeline.scoring.rescore import rescore_all_marked
from tests.factories import (
    AnswerFactory,
    CompanyFactory,
    ContactFactory,
    LeadFactory,
    SignalFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(shipped):
    return TeamFactory()


@pytest.fixture
def maja(team):
    return UserFactory(sdr=True, team=team)


@pytest.fixture
def show(client, maja):
    client.force_login(maja)

    def ask(**said):
        return client.get(reverse("pipeline:lead_list"), said).context

    return ask


def shown(context):
    return [lead.pk for lead in context["leads"]]


def prioritised(number, **options):
    """Leads whose priority falls from the first to the last."""
    leads = LeadFactory.create_batch(number, **options)
    for rank, lead in enumerate(leads):
        LeadState.objects.filter(lead=lead).update(priority=1000 - rank // 2)
    return leads


def test_pages_turned_forth_and_back_show_every_lead_once_though_priorities_are_equal(show, maja, monkeypatch):
    leads = prioritised(7, owner=maja)
    order = sorted(leads, key=lambda lead: (-(1000 - leads.index(lead) // 2), -lead.pk))
    monkeypatch.setattr(keyset.turn, "__defaults__", ("", 3))
    pages, token = [], ""
    for _number in range(3):
        context = show(page=token)
        pages.append(shown(context))
        token = context["turn"]["next_url"].partition("page=")[2]
    assert sum(pages, []) == [lead.pk for lead in order]
    assert token == ""
    back = show(page=context["turn"]["previous_url"].partition("page=")[2])
    assert shown(back) == pages[1]


def test_a_token_that_nobody_wrote_shows_the_first_page(show, maja):
    lead = LeadFactory(owner=maja)
    assert shown(show(page="WyJhZnRlciIsICJ4IiwgMV0")) == shown(show(page="&&&")) == [lead.pk]


def test_an_sdr_lists_the_team_and_a_stranger_does_not(client, show, maja, team):
    mine, colleagues, _other = LeadFactory(owner=maja), LeadFactory(team=team), LeadFactory()
    assert set(shown(show())) == {mine.pk, colleagues.pk}
    assert shown(show(owner="me")) == [mine.pk]
    assert shown(show(owner="nobody")) == [colleagues.pk]
    client.force_login(UserFactory(sdr=True))
    assert shown(client.get(reverse("pipeline:lead_list")).context) == []


@pytest.mark.parametrize("said", ["brightloom", "Brihgtloom", "KOWAL", "jan.kow", "seasonal"])
def test_search_finds_company_person_address_and_title_though_misspelt(show, maja, said):
    company = CompanyFactory(name="Brightloom Textiles")
    contact = ContactFactory(name="Jan Kowalski", email="jan.kowalski@brightloom.example", company=company)
    wanted = LeadFactory(owner=maja, company=company, contact=contact, title="Seasonal campaign")
    LeadFactory(owner=maja, company=CompanyFactory(name="Other"), contact=ContactFactory(name="Zofia"), title="Tool")
    assert shown(show(q=said)) == [wanted.pk]


def test_two_letters_are_too_few_and_the_page_says_so(client, maja):
    client.force_login(maja)
    response = client.get(reverse("pipeline:lead_list"), {"q": "br"})
    assert response.context["filters"].form.errors == {
        "q": ["Ensure this value has at least 3 characters (it has 2)."]
    }


def test_a_percent_sign_is_a_letter_like_others(show, maja):
    LeadFactory(owner=maja, company=CompanyFactory(name="Shop"))
    wanted = LeadFactory(owner=maja, company=CompanyFactory(name="100%% Wool"))
    assert shown(show(q="%% w")) == [wanted.pk]


def test_the_status_that_people_see_is_the_one_filtered(show, maja):
    by_model, by_hand = LeadFactory.create_batch(2, owner=maja)
    category = Category.objects.get(key="sql")
    override_category(lead=by_hand, category=category, why="Signed a letter", by=maja)
    rescore_all_marked()
    assert shown(show(status=category.pk)) == [by_hand.pk]
    computed = LeadState.objects.get(lead=by_model).category
    assert shown(show(status=computed.pk)) == [by_model.pk]


def test_re_ask_shows_leads_whose_answers_have_aged(show, maja):
    aged, _fresh = LeadFactory.create_batch(2, owner=maja)
    AnswerFactory(lead=aged, key="timeline", days_ago=60)
    rescore_all_marked()
    assert shown(show(re_ask="on")) == [aged.pk]


def test_sorted_by_amount_or_next_follow_up(show, maja):
    small, none, large = LeadFactory.create_batch(3, owner=maja)
    for lead, amount in ((small, 100), (large, 900)):
        Lead.objects.filter(pk=lead.pk).update(amount=amount, currency="EUR")
    assert shown(show(sort="amount")) == [large.pk, small.pk, none.pk]
    for lead, days in ((small, 3), (large, 1)):
        FollowUp.objects.create(lead=lead, owner=maja, due_at=timezone.now() + timedelta(days=days))
    assert shown(show(sort="next_step")) == [large.pk, small.pk]


def test_a_tag_narrows_the_list_in_any_case_of_letters(show, maja):
    tagged, _other = LeadFactory.create_batch(2, owner=maja)
    tag_lead(lead=tagged, tag=tag_called(name="Fair 2026", by=maja), by=maja)
    context = show(tag="fair 2026")
    assert shown(context) == [tagged.pk]
    assert [(chip["label"], str(chip["value"])) for chip in context["chips"]] == [("Tag", "Fair 2026")]


def test_a_filter_is_a_chip_that_takes_itself_away(show, maja):
    context = show(owner="me", source="webinar", sort="newest")
    assert [(chip["label"], chip["value"], chip["remove_url"]) for chip in context["chips"]] == [
        ("Owner", "Me", "?source=webinar&sort=newest"),
        ("Source", "webinar", "?owner=me&sort=newest"),
    ]


@pytest.mark.parametrize("number", [1, 4])
@pytest.mark.parametrize(
    ("role", "columns", "count"), [("sdr", "usual", 13), ("sdr", "all", 14), ("admin", "all", 14)]
)
def test_lead_list_query_count_does_not_grow(client, maja, number, role, columns, count, django_assert_num_queries):
    Attribute.objects.create(key="shoe_size", name={"en": "Shoe size"}, entity="contact", value_type="number")
    for lead in LeadFactory.create_batch(number, owner=maja):
        SignalFactory(lead=lead)
        tag_lead(lead=lead, tag=tag_called(name="fair", by=maja), by=maja)
    save_view(by=maja, page="lead_list", name="Fair", query="tag=fair", columns=[], is_shared=True)
    client.force_login(maja if role == "sdr" else UserFactory(admin=True))
    said = {"columns": ",".join(all_columns())} if columns == "all" else {}
    # The version in force is read once per process.
    client.get(reverse("pipeline:lead_list"), said)
    with django_assert_num_queries(count):
        response = client.get(reverse("pipeline:lead_list"), said)
    assert response.content.decode().count("<tr data-row") == number


@pytest.mark.parametrize(
    ("known", "headline", "about"),
    [
        ({}, "Baltic Yarn", "Ewa Zając, Buyer · Templates"),
        ({"company": None}, "Ewa Zając", "Buyer · Templates"),
        ({"company": None, "contact": None}, "Templates", "nobody known yet"),
        ({"company": None, "contact": None, "title": ""}, "Unnamed lead", "nobody known yet"),
    ],
)
def test_a_lead_is_called_by_the_best_that_is_known_of_it(known, headline, about):
    facts = {
        "title": "Templates",
        "company": CompanyFactory.build(name="Baltic Yarn"),
        "contact": ContactFactory.build(name="Ewa Zając", title="Buyer"),
        **known,
    }
    lead = Lead(**facts)
    assert (lead.headline, str(lead.about)) == (headline, about)


def test_tags_are_put_on_and_taken_off_on_the_page_of_a_lead(client, maja, team):
    lead = LeadFactory(owner=maja)
    client.force_login(maja)
    put, take = (reverse(f"pipeline:{name}", args=[lead.pk]) for name in ("lead_tag", "lead_untag"))
    for _click in range(2):
        client.post(put, {"name": " Fair  2026"})
    client.post(put, {"name": "fair 2026"})
    assert list(lead.tags.values_list("name", flat=True)) == ["Fair 2026"]
    answer = client.post(take, {"name": "FAIR 2026"}, headers={"HX-Request": "true"})
    assert (lead.tags.count(), answer.context["lead"].tag_names) == (0, [])
    client.force_login(UserFactory(sdr=True, team=team))
    assert client.post(put, {"name": "theirs"}).status_code == 404
