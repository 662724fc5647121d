"""The queue: Maja opens it in the morning and calls from the top."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from frameworks_app.models import SignalType
from pipeline.models import Contact, FollowUp, LeadState, Stage
from pipeline.reports.queue import Why, queue_of
from pipeline.scoring.rescore import rescore_all_marked
from tests.factories import AnswerFactory, LeadFactory, SignalFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(shipped):
    return TeamFactory()


@pytest.fixture
def maja(team):
    return UserFactory(sdr=True, team=team, time_zone="Europe/Warsaw")


def stage(key):
    return Stage.objects.get(key=key)


def plan(lead, owner, *, due_at, has_hour=False):
    return FollowUp.objects.create(lead=lead, owner=owner, due_at=due_at, has_hour=has_hour)


def whys(user):
    return [(entry.lead.pk, entry.reason.why) for entry in queue_of(user).mine]


def test_a_promised_hour_comes_first_then_who_asked_for_us_then_the_rest_of_today(maja):
    now = timezone.now()
    fresh, asked, overdue, promised = LeadFactory.create_batch(4, owner=maja)
    SignalFactory(lead=asked, type=SignalType.objects.get(key="demo_request"), occurred_at=now - timedelta(hours=3))
    plan(overdue, maja, due_at=now - timedelta(days=2))
    plan(promised, maja, due_at=now - timedelta(minutes=5), has_hour=True)
    rescore_all_marked()
    assert whys(maja) == [
        (promised.pk, Why.DUE_NOW),
        (asked.pk, Why.FAST_LANE),
        (overdue.pk, Why.DUE_TODAY),
        (fresh.pk, Why.FIRST_CALL),
    ]


def test_a_lead_with_a_step_planned_for_next_week_is_left_alone(maja):
    lead = LeadFactory(owner=maja)
    plan(lead, maja, due_at=timezone.now() + timedelta(days=7))
    assert whys(maja) == []


def test_an_aged_answer_of_the_leading_framework_brings_the_lead_back(maja):
    lead = LeadFactory(owner=maja, stage=stage("discovery"))
    AnswerFactory(lead=lead, key="timeline", days_ago=60)
    AnswerFactory(lead=lead, key="champion", days_ago=300)
    rescore_all_marked()
    (entry,) = queue_of(maja).mine
    assert (entry.reason.why, entry.reason.criteria) == (Why.RE_ASK, ("Timeline",))


def test_an_aged_answer_of_a_decided_lead_is_not_asked_again(maja):
    lead = LeadFactory(owner=maja, stage=stage("discovery"))
    AnswerFactory(lead=lead, key="timeline", days_ago=60)
    AnswerFactory(lead=lead, key="budget", rating=0, evidence="heard")
    rescore_all_marked()
    assert whys(maja) == [(lead.pk, Why.NO_NEXT_STEP)]


def test_closed_leads_and_people_who_want_to_be_left_alone_are_not_called(maja):
    LeadFactory(owner=maja, stage=stage("lost"))
    shy = LeadFactory(owner=maja)
    Contact.objects.filter(pk=shy.contact_id).update(do_not_contact=True)
    assert whys(maja) == []


def test_nobodys_leads_of_the_team_wait_below_and_one_click_takes_them(client, maja, team):
    free = LeadFactory(team=team)
    LeadFactory(team=TeamFactory())
    assert [entry.lead.pk for entry in queue_of(maja).to_take] == [free.pk]
    client.force_login(maja)
    client.post(reverse("pipeline:lead_take", args=[free.pk]))
    assert LeadState.objects.get(lead=free).owner == maja
    assert queue_of(maja).to_take == []


def test_a_second_hand_is_told_that_somebody_was_quicker(client, maja, team):
    free = LeadFactory(team=team)
    quick = UserFactory(sdr=True, team=team)
    LeadState.objects.filter(lead=free).update(owner=quick)
    client.force_login(maja)
    page = client.post(reverse("pipeline:lead_take", args=[free.pk]), follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        "Somebody was quicker: this lead has an owner now."
    ]
    assert LeadState.objects.get(lead=free).owner == quick


def test_a_manager_sees_the_teams_queue_and_a_stranger_sees_none_of_it(maja, team):
    lead = LeadFactory(owner=maja)
    assert whys(UserFactory(manager=True, team=team)) == [(lead.pk, Why.FIRST_CALL)]
    assert whys(UserFactory(manager=True)) == []


@pytest.mark.parametrize(("role", "page"), [("marketing", "triage"), ("admin", "lead_list")])
def test_whoever_has_no_leads_of_their_own_starts_where_they_decide(client, shipped, role, page):
    client.force_login(UserFactory(**{role: True}))
    assert client.get(reverse("pipeline:queue")).url == reverse(f"pipeline:{page}")


def test_an_empty_queue_says_what_to_do(client, maja):
    client.force_login(maja)
    assert "Your queue is empty" in client.get(reverse("pipeline:queue")).content.decode()


@pytest.mark.parametrize("number", [1, 4])
def test_the_queue_asks_as_many_questions_of_the_database_whatever_it_holds(
    client, maja, team, number, django_assert_num_queries
):
    for lead in LeadFactory.create_batch(number, owner=maja):
        SignalFactory(lead=lead)
        AnswerFactory(lead=lead, key="timeline", days_ago=60)
    LeadFactory.create_batch(number, team=team)
    rescore_all_marked()
    client.force_login(maja)
    # The version in force is read once per process.
    client.get(reverse("pipeline:queue"))
    with django_assert_num_queries(15):
        response = client.get(reverse("pipeline:queue"))
    assert response.content.decode().count("data-row-link") == 2 * number
