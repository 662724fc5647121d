"""What a review leaves behind elsewhere: in the queue, on the lead's page, in one's own list."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.calendar import home_day
from pipeline.actions.review_decisions import Choice, decide, keep_all_unflagged
from pipeline.models import ActionItem, Lead
from pipeline.reports.activity import feed, of_leads
from pipeline.reports.queue import Why, counts, queue_of
from tests.factories import TeamFactory, UserFactory

from .review_stories import held_twice

pytestmark = pytest.mark.django_db


@pytest.fixture
def helena(shipped):
    return UserFactory(manager=True, team=TeamFactory())


@pytest.fixture
def maja(helena):
    return UserFactory(sdr=True, team=helena.team)


@pytest.fixture
def story(helena, maja):
    return held_twice(helena, maja)


def test_what_was_promised_in_a_review_comes_third_in_the_queue_once_its_day_is_over(story, maja):
    harbour = story["reviewed"][1]
    found = {entry.lead.pk: entry.reason for entry in queue_of(maja).mine}
    with timezone.override(maja.zone):
        assert (found[harbour.pk].why, found[harbour.pk].days_late) == (Why.ACTION_ITEM, 4)
    assert Why.FAST_LANE < Why.ACTION_ITEM < Why.HAND_OFF


def test_the_queue_counts_ones_own_action_items_and_their_page_lists_them(client, story, maja, helena):
    assert (counts(maja).get("taken_on"), counts(helena).get("taken_on")) == (2, 0)
    client.force_login(maja)
    items = client.get(reverse("pipeline:review_items")).context["items"]
    assert {item.pk for item in items} == set(ActionItem.objects.filter(owner=maja).values_list("pk", flat=True))


def test_decisions_stand_among_what_happened_to_the_lead(story, helena):
    lead, later = story["reviewed"][1], home_day() + timedelta(days=90)
    before = [event.kind for event in feed(of_leads(lead.pk)).events].count("review")
    decide(review=story["review"], lead=lead, choice=Choice(kind="slip", day=later, note="Their budget"), by=helena)
    event = next(event for event in feed(of_leads(lead.pk)).events if event.kind == "review")
    assert (before, event.who, event.said["kind"], event.said["day"]) == (
        0,
        str(helena),
        "Slip to a later date",
        later,
    )


def test_what_is_merely_kept_is_no_news(story, helena):
    keep_all_unflagged(review=story["review"], by=helena)
    kept = story["review"].decisions.values_list("lead", flat=True)
    events = feed(of_leads(*kept), leads=Lead.objects.with_state().in_bulk(list(kept))).events
    assert [event.kind for event in events].count("review") == 0
