"""Marks are taken, scores follow, and what changed is remembered."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from frameworks_app.actions.publish import publish
from frameworks_app.models import Category, ScoringModelVersion, SignalType
from pipeline.actions.overrides import lift_override, override_category
from pipeline.models import LeadState, RescorePass, ScoreChange, StaleLead
from pipeline.scoring.current import current
from pipeline.scoring.days import today
from pipeline.scoring.facts import pure_scores
from pipeline.scoring.parity import columns_of
from pipeline.scoring.passes import run_passes
from pipeline.scoring.rescore import rescore_all_marked, rescore_marked
from tests.factories import AnswerFactory, LeadFactory, SignalFactory, UserFactory

pytestmark = pytest.mark.usefixtures("shipped")


def stored(lead):
    return LeadState.objects.select_related("category").get(lead=lead)


def test_four_answers_qualify_a_lead_and_its_history_says_so():
    lead = LeadFactory()
    rescore_all_marked()
    for key in ("budget", "authority", "need", "timeline"):
        AnswerFactory(lead=lead, key=key, rating=4, evidence="confirmed")
    rescore_all_marked()
    state = stored(lead)
    assert (state.qual_low, state.qual_high, state.verdict, state.category.key) == (10000, 10000, 1, "sql")
    change = ScoreChange.objects.filter(lead=lead).first()
    assert (change.old_qual_low, change.qual_low, change.old_category.key, change.category.key) == (
        0,
        10000,
        "inquiry",
        "sql",
    )


def test_rescoring_what_did_not_change_writes_nothing():
    lead = LeadFactory()
    rescore_all_marked()
    before = stored(lead).revision
    StaleLead.objects.create(lead_id=lead.pk)
    rescore_all_marked()
    assert stored(lead).revision == before
    assert ScoreChange.objects.filter(lead=lead).count() == 1


def test_marks_are_taken_in_portions():
    leads = LeadFactory.create_batch(5)
    assert rescore_marked(limit=3) == 3
    assert StaleLead.objects.count() == 2
    assert rescore_marked(limit=3) == 2
    assert {stored(lead).category.key for lead in leads} == {"inquiry"}


def test_a_mark_on_a_lead_that_is_gone_does_no_harm():
    StaleLead.objects.create(lead_id=987654321)
    rescore_all_marked()
    assert StaleLead.objects.count() == 0


def test_publishing_new_points_rescores_everyone_in_one_pass():
    lead = LeadFactory()
    SignalFactory(lead=lead, type=SignalType.objects.get(key="positive_review"))
    rescore_all_marked()
    run_passes()
    SignalType.objects.filter(key="positive_review").update(points=30)
    publish(by=None)
    run_passes()
    assert stored(lead).engagement == 30_000_000
    newest = RescorePass.objects.first()
    assert (newest.cause, newest.finished_at is not None, sum(newest.ranges.values_list("changed", flat=True))) == (
        "publish",
        True,
        1,
    )
    born_handled = ScoreChange.objects.filter(lead=lead, cause="publish").get()
    assert born_handled.handled_at is not None


def test_publishing_the_same_draft_again_makes_no_version():
    first = publish(by=None)
    assert publish(by=None) == first
    assert ScoringModelVersion.objects.filter(pk__gt=first.pk).count() == 0


def test_midnight_fades_what_was_done_and_keeps_no_history_of_mere_fading():
    with time_machine.travel(datetime(2026, 3, 28, 12, tzinfo=UTC), tick=False):
        lead = LeadFactory()
        SignalFactory(lead=lead, type=SignalType.objects.get(key="webinar_attended"))
        rescore_all_marked()
        run_passes()
        assert stored(lead).engagement == 20_000_000
    with time_machine.travel(datetime(2026, 5, 12, 12, tzinfo=UTC), tick=False):
        changes = ScoreChange.objects.filter(lead=lead).count()
        run_passes()
        # 45 days on, across the change to summer time, half is left.
        assert stored(lead).engagement == 10_000_000
        assert stored(lead).scored_on == date(2026, 5, 12)
        crossed = ScoreChange.objects.filter(lead=lead).count() - changes
        assert crossed == (1 if stored(lead).category.key != "nurture" else 0)


def test_a_person_overrules_the_status_until_it_is_lifted():
    maja = UserFactory(sdr=True)
    lead = LeadFactory(owner=maja)
    rescore_all_marked()
    computed = stored(lead)
    override_category(lead=lead, category=Category.objects.get(key="sql"), why="I know them", by=maja)
    rescore_all_marked()
    state = stored(lead)
    assert (state.category, state.standing_category.key) == (computed.category, "sql")
    assert state.priority - computed.priority == 50 * 100020001
    lift_override(lead=lead, by=maja)
    rescore_all_marked()
    assert (stored(lead).override, stored(lead).priority) == (None, computed.priority)


def test_the_stored_score_is_the_pure_score():
    lead = LeadFactory(company__employees=120, company__country="PL", source="webinar")
    AnswerFactory(lead=lead, key="need", days_ago=89)
    AnswerFactory(lead=lead, key="timeline", days_ago=31)
    SignalFactory(lead=lead, occurred_at=datetime.now(UTC) - timedelta(days=3))
    rescore_all_marked()
    model = current()
    pure = pure_scores(model.model, model.compiled, [lead.pk], today(model.document))[lead.pk]
    expected = columns_of(pure, model.document)
    state = LeadState.objects.filter(lead=lead).values(*expected).get()
    assert state == expected
