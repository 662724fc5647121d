"""The page of one lead: what it shows to whom, and what people do on it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.calendar import home_day
from frameworks_app.models import Attribute, Category, SignalType
from pipeline.models import (
    CategoryOverride,
    Company,
    FollowUp,
    Lead,
    LeadState,
    Note,
    Signal,
    Stage,
    StageMove,
    Stakeholder,
)
from pipeline.reports import activity
from pipeline.reports.activity import feed, of_leads
from pipeline.scoring.rescore import rescore_all_marked
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
def maja(client, team):
    maja = UserFactory(sdr=True, team=team, first_name="Maja", last_name="Nowak")
    client.force_login(maja)
    return maja


@pytest.fixture
def lead(maja):
    return LeadFactory(owner=maja)


def address(name, lead):
    return reverse(f"pipeline:{name}", args=[lead.pk])


def do(client, page, lead, **said):
    return client.post(address(page, lead), said)


def state_of(lead):
    return LeadState.objects.select_related("stage", "owner", "override").get(lead=lead)


ACTIONS = [
    "lead_edit",
    "lead_move",
    "lead_assign",
    "lead_note",
    "lead_follow_up",
    "lead_signal",
    "lead_stakeholder",
    "lead_override",
]


@pytest.mark.parametrize("name", ["lead_detail", "lead_why", "lead_take", *ACTIONS])
def test_another_team_finds_nothing_here(client, lead, name):
    client.force_login(UserFactory(sdr=True))
    assert client.get(address(name, lead)).status_code in {404, 405}
    assert client.post(address(name, lead)).status_code == 404


@pytest.mark.parametrize("name", ACTIONS)
def test_a_colleague_reads_the_lead_and_changes_nothing(client, lead, team, name):
    client.force_login(UserFactory(sdr=True, team=team))
    page = client.get(address("lead_detail", lead)).content.decode()
    assert address(name, lead) not in page
    assert do(client, name, lead).status_code == 404


def test_marketing_reads_and_starts_no_call(client, lead):
    client.force_login(UserFactory(marketing=True))
    page = client.get(address("lead_detail", lead)).content.decode()
    assert f"/leads/{lead.pk}/call/" not in page


def test_a_merged_lead_leads_to_the_one_that_stands(client, maja, lead):
    other = LeadFactory(owner=maja)
    Lead.objects.filter(pk=lead.pk).update(merged_into=other)
    assert client.get(address("lead_detail", lead)).url == address("lead_detail", other)


def test_frameworks_that_disagree_are_named_with_the_gate_that_stops(client, lead):
    for key in ("budget", "authority", "need", "timeline"):
        AnswerFactory(lead=lead, key=key, rating=4, evidence="confirmed")
    AnswerFactory(lead=lead, key="metrics", rating=0, evidence="confirmed")
    page = " ".join(client.get(address("lead_detail", lead)).content.decode().split())
    assert "BANT passes, MEDDIC stops at metrics" in page


def test_missing_roles_are_named_until_somebody_holds_them(client, lead):
    StakeholderFactory(lead=lead, role=Stakeholder.Role.ECONOMIC_BUYER)
    committee = client.get(address("lead_detail", lead)).context["committee"]
    assert committee.missing == ["Champion", "Decision maker"]


def test_an_aged_answer_is_to_be_asked_again_and_older_ones_stay(client, lead):
    AnswerFactory(lead=lead, key="timeline", rating=1, days_ago=90)
    AnswerFactory(lead=lead, key="timeline", rating=3, days_ago=60)
    AnswerFactory(lead=lead, key="budget", rating=2)
    heard = client.get(address("lead_detail", lead)).context["heard"]
    assert [(each.name, each.answer.rating, each.is_stale, len(each.earlier)) for each in heard] == [
        ("Budget", 2, False, 0),
        ("Timeline", 3, True, 1),
    ]


def test_why_adds_up_to_the_score_that_is_shown(client, lead):
    SignalFactory(lead=lead, type=SignalType.objects.get(key="demo_request"))
    AnswerFactory(lead=lead, key="budget", rating=2)
    rescore_all_marked()
    context = client.get(address("lead_why", lead)).context
    why, state = context["why"], state_of(lead)
    assert sum(trace.amount for trace in why.traces) == state.engagement == 40_000_000
    bant = next(part["sum"] for part in why.frameworks if part["sum"].is_named)
    assert (bant.earned.low, bant.earned.high) == (160, 1400)
    assert (bant.result.low, bant.result.high) == (state.qual_low, state.qual_high) == (1000, 8750)
    assert [row.category for row in why.rows if row.what == "wins"] == [str(state.category)]


def test_why_comes_as_a_dialog_over_the_page(client, lead):
    part = client.get(address("lead_why", lead), headers={"HX-Request": "true"}).content.decode()
    assert part.count("<dialog") == 1
    assert "<html" not in part


def test_the_feed_turns_page_by_page_through_every_event_once(lead, maja, monkeypatch):
    monkeypatch.setattr(activity, "SIZE", 4)
    moment = timezone.now() - timedelta(days=1)
    for _number in range(3):
        # All at one instant, so that only the order of kinds and rows tells them apart.
        SignalFactory(lead=lead, occurred_at=moment)
        AnswerFactory(lead=lead, occurred_at=moment)
        Note.objects.create(lead=lead, text="Asked for a price", by=maja, occurred_at=moment)
    seen, token = [], ""
    while True:
        page = feed(of_leads(lead.pk), token)
        seen += [(event.kind, event.pk) for event in page.events]
        token = page.older
        if not token:
            break
    assert len(seen) == len(set(seen)) == 9
    assert page.events[-1].kind == "answer"


def test_moved_along_the_open_stages_she_may_say_why(client, lead, maja):
    discovery = Stage.objects.get(key="discovery")
    # What stages ask is told in test_moving.
    Stage.objects.update(exit_criteria=[])
    do(client, "lead_move", lead, stage=discovery.pk, note="They called us")
    move = StageMove.objects.get(lead=lead)
    assert (state_of(lead).stage, move.reason, move.note, move.by) == (discovery, None, "They called us", maja)


def test_given_to_a_colleague_but_not_to_a_stranger(client, lead, team):
    executive, stranger = UserFactory(account_executive=True, team=team), UserFactory(sdr=True)
    assert "owner" in do(client, "lead_assign", lead, owner=stranger.pk).context["form"].errors
    do(client, "lead_assign", lead, owner=executive.pk)
    assert state_of(lead).owner == executive


def test_a_note_sent_twice_is_one_note(client, lead, maja):
    said = {"text": "Prefers mornings", "client_id": str(uuid4())}
    do(client, "lead_note", lead, **said)
    do(client, "lead_note", lead, **said)
    note = Note.objects.get()
    assert (note.lead, note.text, note.by) == (lead, "Prefers mornings", maja)


def test_a_follow_up_is_planned_in_her_own_zone_and_ticked_off(client, lead, maja):
    maja.time_zone = "Asia/Tokyo"
    maja.save()
    day = home_day() + timedelta(days=3)
    do(client, "lead_follow_up", lead, kind="call", day=day.isoformat(), hour="10:30", note="Price")
    step = FollowUp.objects.get()
    assert (timezone.localtime(step.due_at, maja.zone).strftime("%Y-%m-%d %H:%M"), step.has_hour) == (
        f"{day} 10:30",
        True,
    )
    client.post(reverse("pipeline:follow_up_done", args=[step.pk]))
    assert FollowUp.objects.open().count() == 0


def test_a_follow_up_is_not_planned_for_yesterday(client, lead):
    yesterday = home_day() - timedelta(days=1)
    form = do(client, "lead_follow_up", lead, kind="call", day=yesterday.isoformat()).context["form"]
    assert dict(form.errors) == {"day": ["This day has passed."]}


def test_a_stranger_ticks_nothing_off(client, lead, maja):
    step = FollowUp.objects.create(lead=lead, owner=maja, due_at=timezone.now())
    client.force_login(UserFactory(sdr=True))
    assert client.post(reverse("pipeline:follow_up_done", args=[step.pk])).status_code == 404
    assert FollowUp.objects.open().get() == step


def test_a_signal_is_added_by_hand(client, lead):
    type = SignalType.objects.get(key="event_talk")
    do(client, "lead_signal", lead, type=type.pk, occurred_at="2026-01-05T10:00")
    assert Signal.objects.get().type == type


def test_somebody_new_sits_down_in_the_committee(client, lead):
    do(client, "lead_stakeholder", lead, name="Jan Bąk", role="economic_buyer", stance="for")
    seat = lead.stakeholders.get()
    assert (seat.contact.name, seat.contact.company, seat.role) == ("Jan Bąk", lead.company, "economic_buyer")
    form = do(client, "lead_stakeholder", lead, role="champion", stance="for").context["form"]
    assert dict(form.errors) == {"name": ["Choose a known person, or give at least a name or an e-mail address."]}


def test_a_contact_of_another_company_cannot_be_seated(client, lead):
    foreign = ContactFactory(company=CompanyFactory())
    form = do(client, "lead_stakeholder", lead, contact=foreign.pk, role="champion", stance="for").context["form"]
    assert "contact" in form.errors


def test_her_word_stands_beside_the_computed_status_until_it_is_lifted(client, lead, maja):
    category = Category.objects.get(key="sql")
    do(client, "lead_override", lead, category=category.pk, why="Board approved it")
    page = client.get(address("lead_detail", lead)).content.decode()
    assert state_of(lead).override == category
    assert "set by Maja Nowak; computed:" in page
    assert "Board approved it" in page
    do(client, "lead_lift", lead)
    assert (state_of(lead).override, CategoryOverride.objects.get().lifted_by) == (None, maja)


def test_edited_facts_and_custom_attributes_are_kept_by_their_type(client, lead):
    Attribute.objects.create(key="subscribers", entity="company", value_type="number", name={"en": "Subscribers"})
    Attribute.objects.create(key="has_shop", entity="company", value_type="boolean", name={"en": "Has a shop"})
    said = {
        "company-name": "Velo Nord",
        "company-technologies": "shopify, hubspot",
        "company-custom_subscribers": "5000",
        "company-custom_has_shop": "false",
        "contact-name": "Ann",
        "lead-title": "Newsletters",
    }
    client.post(address("lead_edit", lead), said)
    company = Company.objects.get(pk=lead.company_id)
    assert (company.name, company.technologies) == ("Velo Nord", ["shopify", "hubspot"])
    assert company.custom == {"subscribers": 5000, "has_shop": False}


def test_a_refused_edit_changes_nothing_and_keeps_what_was_typed(client, lead):
    page = client.post(address("lead_edit", lead), {"company-name": "", "contact-name": "Bo", "lead-title": "New"})
    assert dict(page.context["forms"]["company"].errors) == {"name": ["This field is required."]}
    assert 'value="Bo"' in page.content.decode()
    assert Lead.objects.get(pk=lead.pk).title == lead.title


@pytest.mark.parametrize("number", [1, 4])
def test_the_page_asks_as_many_questions_however_much_has_happened(
    client, lead, maja, number, django_assert_num_queries
):
    for _number in range(number):
        SignalFactory(lead=lead)
        AnswerFactory(lead=lead)
        StakeholderFactory(lead=lead)
        FollowUp.objects.create(lead=lead, owner=maja, due_at=timezone.now())
    # The version in force is read once per process.
    client.get(address("lead_detail", lead))
    with django_assert_num_queries(14):
        client.get(address("lead_detail", lead))
