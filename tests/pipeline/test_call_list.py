"""The list of calls: open ones first, to be resumed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pipeline.models import DiscoveryCall
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


def call(by, *, days_ago, ended=True):
    started = timezone.now() - timedelta(days=days_ago)
    return DiscoveryCall.objects.create(
        lead=LeadFactory(owner=by), by=by, started_at=started, ended_at=started if ended else None
    )


def test_open_calls_stand_above_the_newest_ended_ones(client, maja):
    old, new, still_open = call(maja, days_ago=3), call(maja, days_ago=1), call(maja, days_ago=5, ended=False)
    context = client.get(reverse("pipeline:call_list")).context
    assert (list(context["open_calls"]), context["calls"]) == ([still_open], [new, old])


def test_hers_the_teams_and_nobody_elses(client, maja, team):
    mine, colleagues = call(maja, days_ago=1), call(UserFactory(sdr=True, team=team), days_ago=2)
    call(UserFactory(sdr=True), days_ago=3)
    assert client.get(reverse("pipeline:call_list")).context["calls"] == [mine]
    assert client.get(reverse("pipeline:call_list"), {"whose": "all"}).context["calls"] == [mine, colleagues]


@pytest.mark.parametrize("number", [1, 3])
def test_call_list_query_count_does_not_grow(client, maja, number, django_assert_num_queries):
    for days in range(number):
        call(maja, days_ago=days)
    with django_assert_num_queries(5):
        response = client.get(reverse("pipeline:call_list"))
    assert response.content.decode().count("data-row-link") == number
