"""The list of calls: open ones first, to be resumed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.calendar import home_day
from pipeline.models import DiscoveryCall, FollowUp
from tests.factories import LeadFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(shipped):
    return TeamFactory()


@pytest.fixture
def maja(client, team):
    maja = UserFactory(sdr=True, team=team)
    client.force_login(maja)
    return maja


def call(by, *, days_ago, ended=True, minutes=0, outcome=""):
    started = timezone.now() - timedelta(days=days_ago)
    ended_at = started + timedelta(minutes=minutes) if ended else None
    return DiscoveryCall.objects.create(
        lead=LeadFactory(owner=by), by=by, started_at=started, ended_at=ended_at, outcome=outcome
    )


def page(client, **said):
    return client.get(reverse("pipeline:call_list"), said).context


def test_open_calls_stand_above_the_newest_ended_ones(client, maja):
    old, new, still_open = call(maja, days_ago=3), call(maja, days_ago=1), call(maja, days_ago=5, ended=False)
    context = client.get(reverse("pipeline:call_list")).context
    assert (list(context["open_calls"]), context["calls"]) == ([still_open], [new, old])


def test_hers_the_teams_and_nobody_elses(client, maja, team):
    mine, colleagues = call(maja, days_ago=1), call(UserFactory(sdr=True, team=team), days_ago=2)
    call(UserFactory(sdr=True), days_ago=3)
    assert client.get(reverse("pipeline:call_list")).context["calls"] == [mine]
    assert client.get(reverse("pipeline:call_list"), {"whose": "all"}).context["calls"] == [mine, colleagues]


def test_narrowed_to_a_person_an_outcome_a_day(client, maja, team):
    jonas = UserFactory(sdr=True, team=team)
    voicemail = call(maja, days_ago=0, outcome="voicemail")
    reached = call(maja, days_ago=1, outcome="reached", minutes=7)
    his = call(jonas, days_ago=1, outcome="voicemail")
    yesterday = home_day(his.started_at).isoformat()
    assert page(client, person=jonas.pk)["calls"] == [his]
    assert page(client, whose="all", outcome="voicemail")["calls"] == [voicemail, his]
    assert page(client, whose="all", day=yesterday, outcome="reached")["calls"] == [reached]
    assert page(client, outcome="nonsense", day="soon", person="x")["calls"] == [voicemail, reached]


def test_a_stranger_cannot_be_looked_at(client, maja):
    stranger = UserFactory(sdr=True)
    mine = call(maja, days_ago=0)
    assert page(client, person=stranger.pk)["calls"] == [mine]


def test_today_is_counted_by_outcome(client, maja):
    for outcome in ("voicemail", "no_answer", "voicemail"):
        call(maja, days_ago=0, outcome=outcome)
    call(maja, days_ago=1, outcome="reached")
    today = page(client)["today"]
    assert [(each["label"], each["number"]) for each in today] == [("Voicemail", 2), ("No answer", 1)]
    assert len(client.get(reverse("pipeline:call_list") + today[0]["url"]).context["calls"]) == 2


def test_a_call_has_its_minutes_and_an_attempt_its_next_one(client, maja):
    attempt = call(maja, days_ago=0, outcome="voicemail")
    due = timezone.now() + timedelta(days=1)
    FollowUp.objects.create(lead=attempt.lead, owner=maja, due_at=due, call=attempt)
    call(maja, days_ago=1, outcome="reached", minutes=7)
    rows = page(client)["calls"]
    assert [(row.minutes, row.is_attempt, row.next_due_at) for row in rows] == [(0, True, due), (7, False, None)]


@pytest.mark.parametrize("number", [1, 3])
def test_call_list_query_count_does_not_grow(client, maja, number, django_assert_num_queries):
    for days in range(number):
        call(maja, days_ago=days)
    with django_assert_num_queries(6):
        response = client.get(reverse("pipeline:call_list"))
    assert response.content.decode().count("data-row-link") == number
