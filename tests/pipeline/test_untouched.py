"""Leads that nobody has tried: marketing poured them in, and Helena wants to know how long ago."""

import csv
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Team
from pipeline.actions.attempts import log_attempt
from pipeline.actions.outcomes import return_lead
from pipeline.actions.stages import move_lead
from pipeline.models import Lead, LeadState, Reason, Stage
from pipeline.reports import keyset
from pipeline.reports.board.clock import Clock
from pipeline.reports.untouched import OLDEST, Age, of_age, untouched_of
from tests.factories import LeadFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
# A Friday noon in Warsaw.
NOW = datetime(2026, 5, 22, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def team(shipped):
    return TeamFactory(name="North")


@pytest.fixture
def maja(team):
    return UserFactory(sdr=True, team=team, first_name="Maja", last_name="Nowak")


@pytest.fixture
def helena(team):
    return UserFactory(manager=True, team=team)


@pytest.fixture
def page(client, helena):
    client.force_login(helena)
    return lambda **said: client.get(reverse("pipeline:untouched_list"), said)


def came(days_ago, **said):
    return LeadFactory(occurred_at=NOW - timedelta(days=days_ago), **said)


def listed(response):
    return [lead.pk for lead in response.context["leads"]]


def numbers(response):
    return [band["number"] for band in response.context["bands"]]


def test_the_oldest_comes_first_with_its_age(page, maja):
    young, old, middle = came(0, owner=maja), came(9, owner=maja), came(3, owner=maja)
    response = page()
    assert listed(response) == [old.pk, middle.pk, young.pk]
    ages = [(lead.days_untouched, lead.hours_untouched) for lead in response.context["leads"]]
    assert ages == [(7, 216), (3, 72), (0, 0)]


def test_whoever_was_tried_moved_or_closed_is_not_there(page, maja):
    tried, moved, ruled, closed = (came(3, owner=maja) for _n in range(4))
    log_attempt(lead=Lead.objects.with_state().get(pk=tried.pk), outcome="voicemail", by=maja)
    move_lead(lead=moved, stage=Stage.objects.get(key="discovery"), by=maja)
    move_lead(lead=ruled, stage=Stage.objects.get(key="contacting"), by=None)
    move_lead(lead=closed, stage=Stage.objects.get(key="disqualified"), by=None)
    came(3, owner=maja, contact__do_not_contact=True)
    assert listed(page()) == [ruled.pk]


def test_being_given_away_makes_no_lead_younger_and_a_returned_one_was_tried(page, maja, helena):
    lead, returned = came(9, team=helena.team), came(9, owner=maja)
    LeadState.objects.filter(lead=lead).update(owner=maja)
    found = Lead.objects.with_state().get(pk=returned.pk)
    log_attempt(lead=found, outcome="wrong_number", by=maja)
    return_lead(lead=found, reason=Reason.objects.get(key="bad_contact_data"), by=maja)
    (row,) = page().context["leads"]
    assert (row.pk, row.days_untouched) == (lead.pk, 7)


def test_how_many_have_waited_how_long_by_the_teams_own_days(page, maja, team):
    # The Thursday was off: who came on Wednesday has waited one business day, as who came on Thursday.
    Team.objects.filter(pk=team.pk).update(holidays=[date(2026, 5, 21)])
    for days in (0, 1, 2, 3, 8, 9, 15, 30):
        came(days, owner=maja)
    response = page()
    assert numbers(response) == [1, 2, 2, 2, 1]
    assert sum(numbers(response)) == len(listed(response)) == 8
    assert numbers(page(age="older")) == [1, 2, 2, 2, 1]
    assert len(listed(page(age="older"))) == 1


def test_each_lead_is_in_one_band_and_in_the_one_that_its_row_says(maja):
    for hours in range(0, 600, 7):
        LeadFactory(occurred_at=NOW - timedelta(hours=hours), owner=maja if hours % 2 else None)
    clock = Clock([])
    found = [set(untouched_of(maja).filter(of_age(clock, age)).values_list("pk", flat=True)) for age in Age]
    assert sum(map(len, found)) == len(set().union(*found)) == untouched_of(maja).count()


def test_filters_and_pages(page, maja, helena, monkeypatch):
    monkeypatch.setattr(keyset, "SIZE", 2)
    first, second, third = came(9, owner=maja, source="Fair"), came(8, owner=maja), came(7, team=helena.team)
    assert listed(page(source="fair")) == [first.pk]
    assert listed(page(owner="nobody")) == [third.pk]
    assert [str(chip["label"]) for chip in page(owner="nobody").context["chips"]] == ["Owner"]
    turned = keyset.turn(untouched_of(helena).select_related("state"), OLDEST, "", 2)
    assert [lead.pk for lead in turned.rows] == [first.pk, second.pk]
    assert listed(page(page=turned.next)) == [third.pk]


def test_one_sees_the_leads_that_one_may_see(client, maja, page):
    mine, others = came(1, owner=maja), came(1, owner=UserFactory(sdr=True))
    assert listed(page()) == [mine.pk]
    client.force_login(UserFactory(admin=True))
    assert sorted(listed(client.get(reverse("pipeline:untouched_list")))) == sorted([mine.pk, others.pk])


def test_an_empty_list_says_what_it_means(page):
    assert "No lead is left untouched" in page().content.decode()
    assert "No untouched lead matches" in page(owner="nobody").content.decode()


def test_the_file_says_what_the_page_shows(client, page, maja):
    came(9, owner=maja, company__name="Velo Nord", source="Fair")
    page()
    response = client.post(reverse("pipeline:list_export", args=["untouched", "csv"]), {"query": "source=fair"})
    text = b"".join(response).decode("utf-8-sig") if response.streaming else response.content.decode("utf-8-sig")
    (row,) = csv.DictReader(text.splitlines())
    assert (row["Company"], row["Source"], row["Owner"]) == ("Velo Nord", "Fair", "Maja Nowak")
    assert (row["Untouched for, business days"], row["Untouched for, hours"]) == ("7", "216")


@pytest.mark.parametrize("number", [1, 4])
def test_the_page_asks_as_few_questions_for_many_leads_as_for_one(page, maja, number, django_assert_num_queries):
    for days in range(number):
        came(days, owner=maja, amount=5, currency="EUR")
    with django_assert_num_queries(14):
        assert len(listed(page())) == number
