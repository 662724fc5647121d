"""The scores of a lead over its life: the line, the days that moved it, a person's word above."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from frameworks_app.actions.publish import publish
from frameworks_app.models import Category, SignalType
from pipeline.actions.overrides import override_category
from pipeline.models import Lead, ScoreChange
from pipeline.reports.score_history import score_history
from pipeline.scoring.passes import run_passes
from pipeline.scoring.rescore import rescore_all_marked
from tests.factories import AnswerFactory, LeadFactory, SignalFactory, TeamFactory, UserFactory
from tests.pipeline.scoring.histories import World, clock, instant

pytestmark = pytest.mark.usefixtures("shipped")

MONDAY = date(2026, 3, 23)
TUESDAY, WEDNESDAY, FRIDAY = (MONDAY + timedelta(days=days) for days in (1, 2, 4))


@pytest.fixture
def maja(client):
    maja = UserFactory(sdr=True, team=TeamFactory())
    client.force_login(maja)
    return maja


@pytest.fixture
def lead(maja):
    World.begin(MONDAY)
    with clock(instant(MONDAY, time(0))):
        lead = LeadFactory(owner=maja)
        rescore_all_marked()
    return lead


def told(lead):
    return score_history(Lead.objects.with_state().get(pk=lead.pk))


def test_a_lead_without_score_says_so(client, maja):
    lead = LeadFactory(owner=maja)
    page = client.get(reverse("pipeline:score_history", args=[lead.pk])).content.decode()
    assert "Not scored yet" in page


def test_a_score_that_never_moved_is_one_point_and_a_sentence(client, lead):
    assert len(told(lead).marks) == 1
    page = client.get(reverse("pipeline:score_history", args=[lead.pk])).content.decode()
    assert "Scored since March 23, 2026, and nothing has moved the scores since." in page


def test_each_day_says_what_moved_the_scores_and_leads_to_why(client, lead):
    with clock(instant(TUESDAY, time(12))):
        SignalFactory.create_batch(2, lead=lead, type=SignalType.objects.get(key="webinar_attended"))
        rescore_all_marked()
    with clock(instant(WEDNESDAY, time(12))):
        AnswerFactory(lead=lead, key="budget", rating=4, evidence="confirmed")
        rescore_all_marked()
        SignalType.objects.filter(key="webinar_attended").update(points=30, cap=90)
        publish(by=None, note="Webinars")
        run_passes()
    marks = told(lead).marks
    assert [(mark.day.day, mark.kind) for mark in marks] == [
        (WEDNESDAY, "version"),
        (TUESDAY, "signal"),
        (MONDAY, "fact"),
    ]
    assert marks[0].what.endswith("published: “Webinars”, 1 answer")
    assert "qualification 0–100 → 25–100" in marks[0].changes
    assert marks[1].what == "Webinar attended × 2"
    assert "engagement 0.0 → 40.0" in marks[1].changes
    assert marks[1].query == "?since=2026-03-23&on=2026-03-24"
    page = client.get(reverse("pipeline:score_history", args=[lead.pk])).content.decode()
    # On the line and in the list.
    assert page.count("?since=2026-03-23&amp;on=2026-03-24") == 3 + 1


def test_the_line_begins_with_the_first_score_and_ends_today(lead):
    with clock(instant(TUESDAY, time(0))):
        AnswerFactory(lead=lead, key="budget", rating=4, evidence="confirmed")
        rescore_all_marked()
    with time_machine.travel(instant(FRIDAY, time(0)), tick=False):
        qual = next(lane for lane in told(lead).lanes if lane.key == "qual")
    there = ["0.0,0.0", "250.0,0.0", "250.0,0.0", "1000.0,0.0"]
    back = ["1000.0,75.0", "250.0,75.0", "250.0,100.0", "0.0,100.0"]
    assert qual.shape == " ".join(there + back)
    assert qual.now == "25–100"


def test_her_word_is_a_bar_from_when_to_when(lead, maja):
    with clock(instant(TUESDAY, time(0))):
        override_category(lead=lead, category=Category.objects.get(key="sql"), why="Board approved", by=maja)
    with time_machine.travel(instant(FRIDAY, time(0)), tick=False):
        (bar,) = told(lead).bars
    assert (bar.x, bar.width, bar.word.why) == ("25.00%", "75.00%", "Board approved")


def many_changes(lead, number):
    """So many changes, ten a day, until yesterday."""
    version = ScoreChange.objects.filter(lead=lead).get().version_id
    begins = timezone.now() - timedelta(days=number // 10)
    zeros = dict.fromkeys([f"old_{name}" for name in ("fit_low", "fit_high", "qual_low", "qual_high", "verdict")], 0)
    nils = dict.fromkeys(("fit_low", "fit_high", "qual_low", "qual_high", "verdict"), 0)
    ScoreChange.objects.bulk_create(
        ScoreChange(
            lead=lead,
            version_id=version,
            cause="fact",
            old_engagement=step,
            engagement=step + 1,
            recorded_at=begins + timedelta(hours=2.4 * step),
            **zeros,
            **nils,
        )
        for step in range(number)
    )


def test_five_thousand_changes_are_drawn_day_by_day_and_it_is_said(client, lead, django_assert_num_queries):
    address = reverse("pipeline:score_history", args=[lead.pk])
    client.get(address)
    with django_assert_num_queries(11):
        client.get(address)
    many_changes(lead, 5_000)
    with django_assert_num_queries(11):
        history = client.get(address).context["history"]
    assert len(history.marks) == 40
    assert history.note.startswith("5,001 changes on ")
    assert len(history.lanes[2].shape.split()) < 1_100


def test_another_team_sees_no_history(client, lead):
    client.force_login(UserFactory(sdr=True))
    assert client.get(reverse("pipeline:score_history", args=[lead.pk])).status_code == 404
