"""All leads at once: after a publication, after midnight, whatever the clock does, and whoever else is at work."""

import threading
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection, connections, transaction

from frameworks_app.actions.publish import publish
from frameworks_app.models import SignalType
from pipeline.models import Lead, LeadInput, LeadState, RescorePass, ScoreChange, Signal, Stage
from pipeline.scoring import passes, rebuild
from pipeline.scoring.current import current, in_force
from pipeline.scoring.passes import help_with_pass, rescore_range, run_passes, start_pass
from pipeline.scoring.rescore import BUCKET, rescore_all_marked, rescore_leads
from pipeline.tasks import pass_part, sweep
from tests.factories import AnswerFactory, LeadFactory, SignalFactory
from tests.pipeline.scoring.differences import differing_leads

pytestmark = pytest.mark.usefixtures("shipped")
NOON = datetime(2026, 3, 28, 12, tzinfo=UTC)
WEBINAR = "webinar_attended"


def a_lead(**values):
    """Who was at a webinar, and said yesterday what they need."""
    lead = LeadFactory(**values)
    SignalFactory(lead=lead, type=SignalType.objects.get(key=WEBINAR))
    AnswerFactory(lead=lead, key="need", rating=4, days_ago=1)
    return lead


def say(points, **values):
    SignalType.objects.filter(key=WEBINAR).update(points=points)
    return publish(by=None, **values)


def test_new_points_are_counted_from_the_rows_that_are_there(monkeypatch):
    lead = a_lead()
    rescore_all_marked()
    run_passes()
    before = LeadInput.objects.filter(lead=lead).values().get()
    say(3)

    def read(*_arguments):
        raise AssertionError("the facts were read again")

    monkeypatch.setattr(rebuild, "rebuild", read)
    monkeypatch.setattr(passes, "write_from_facts", read)
    run_passes()
    assert (LeadState.objects.get(lead=lead).engagement, differing_leads()) == (3_000_000, [])
    assert LeadInput.objects.filter(lead=lead).values().get() == before


def test_a_new_half_life_is_read_from_the_facts(monkeypatch):
    monkeypatch.setattr(rebuild, "FEW", 0)
    with time_machine.travel(NOON, tick=False):
        a_lead()
    with time_machine.travel(NOON + timedelta(days=10), tick=False):
        run_passes()
        rescore_all_marked()
        SignalType.objects.filter(key=WEBINAR).update(half_life=10)
        publish(by=None)
        run_passes()
        assert (LeadState.objects.get().engagement, differing_leads()) == (10_000_000, [])


def test_marked_leads_are_left_to_their_marks():
    lead = a_lead()
    rescore_all_marked()
    say(3)
    SignalFactory(lead=lead, type=SignalType.objects.get(key=WEBINAR))
    rescore_range(start_pass())
    assert LeadState.objects.get(lead=lead).engagement == 20_000_000
    rescore_all_marked()
    assert LeadState.objects.get(lead=lead).engagement == 6_000_000


def handled(lead, cause):
    return [change.handled_at is not None for change in ScoreChange.objects.filter(lead=lead, cause=cause)]


def test_nobody_acts_on_what_a_publication_changes_unless_the_publisher_says_so():
    lead = a_lead()
    rescore_all_marked()
    run_passes()
    say(3)
    run_passes()
    assert handled(lead, "publish") == [True]
    say(30, acts_on_changes=True)
    run_passes()
    assert handled(lead, "publish") == [False, True]


def test_midnight_is_news_of_open_leads_only():
    with time_machine.travel(NOON, tick=False):
        open_lead, won = a_lead(), a_lead(stage=Stage.objects.get(kind="won", team=None))
        rescore_all_marked()
        run_passes()
        ScoreChange.objects.all().delete()
    with time_machine.travel(NOON + timedelta(days=400), tick=False):
        run_passes()
        assert (handled(open_lead, "midnight"), handled(won, "midnight")) == ([False], [True])


@pytest.mark.parametrize("days", [1, -1, 45])
def test_after_the_clock_jumped_and_back_every_score_is_that_of_the_day(days):
    with time_machine.travel(NOON, tick=False):
        a_lead()
        sweep()
        first = LeadState.objects.get().engagement
    with time_machine.travel(NOON + timedelta(days=days), tick=False):
        sweep()
        assert differing_leads() == []
        assert LeadState.objects.get().engagement != first
    with time_machine.travel(NOON, tick=False):
        sweep()
        assert (LeadState.objects.get().engagement, differing_leads()) == (first, [])


def test_a_clock_that_is_seconds_behind_another_machines_follows_its_midnight():
    with time_machine.travel(NOON, tick=False):
        lead = a_lead()
        sweep()
    # 0:00:01 in Warsaw on one machine, and 23:59:58 of the day before on the other.
    with time_machine.travel(datetime(2026, 3, 28, 23, 0, 1, tzinfo=UTC), tick=False):
        sweep()
    with time_machine.travel(datetime(2026, 3, 28, 22, 59, 58, tzinfo=UTC), tick=False):
        SignalFactory(lead=lead)
        sweep()
        assert (in_force().day, RescorePass.objects.first().day) == (date(2026, 3, 29), date(2026, 3, 29))
        assert LeadState.objects.get(lead=lead).scored_on == date(2026, 3, 29)


def test_a_version_that_midnight_overtook_is_still_a_publication():
    with time_machine.travel(NOON, tick=False):
        a_lead()
        sweep()
        say(3)
        start_pass()
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        sweep()
        assert RescorePass.objects.first().cause == "publish"


def test_the_same_help_twice_and_help_that_nobody_needs_do_no_harm():
    help_with_pass()
    a_lead()
    sweep()
    say(3)
    run = start_pass()
    pass_part()
    assert run.ranges.filter(done_at=None).count() == run.ranges.count()
    sweep()
    pass_part()
    pass_part()
    assert (differing_leads(), ScoreChange.objects.filter(cause="publish").count()) == ([], 1)


@contextmanager
def thread(work):
    """Beside us, on a connection of its own; its error is ours."""
    errors = []

    def guarded():
        try:
            work()
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    beside = threading.Thread(target=guarded)
    beside.start()
    yield beside
    beside.join()
    if errors:
        raise errors[0]


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_both_count():
    a_lead()
    sweep()
    meeting = threading.Barrier(2)

    def publish_one(key, points):
        meeting.wait()
        SignalType.objects.filter(key=key).update(points=points)
        publish(by=None)
        sweep()

    with thread(lambda: publish_one(WEBINAR, 7)), thread(lambda: publish_one("positive_review", 9)):
        pass
    sweep()
    points = {each["key"]: each["points"] for each in current().document["signal_types"]}
    assert (points[WEBINAR], points["positive_review"], differing_leads()) == (7, 9, [])
    assert RescorePass.objects.first().version_id == current().version_id


@pytest.mark.django_db(transaction=True)
def test_leads_of_an_import_that_a_publication_met_are_scored_by_the_new_version():
    a_lead()
    sweep()
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('pipeline_lead', 'id'), %s)", [3 * BUCKET])
    is_scored, may_commit = threading.Event(), threading.Event()

    def bring():
        with transaction.atomic():
            leads = Lead.objects.bulk_create(Lead(title=f"Row {number}") for number in range(3))
            kind = SignalType.objects.get(key=WEBINAR)
            Signal.objects.bulk_create(Signal(lead=lead, type=kind) for lead in leads)
            rescore_leads([lead.pk for lead in leads], cause=ScoreChange.Cause.IMPORT)
            is_scored.set()
            may_commit.wait(20)

    with thread(bring):
        assert is_scored.wait(20)
        say(7)
        with thread(sweep):
            may_commit.set()
    sweep()
    assert (differing_leads(), LeadState.objects.filter(engagement=7_000_000).count()) == ([], 4)
