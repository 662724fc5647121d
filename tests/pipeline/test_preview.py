"""Ada tries the draft on all leads before anybody feels it: what is counted, and that it comes true."""

from datetime import timedelta

import pytest
from django.utils import timezone

from frameworks_app.actions.publish import publish
from frameworks_app.models import Category, FrameworkCriterion, ScoringSettings, SignalType
from pipeline.actions.jobs import run_jobs
from pipeline.actions.overrides import override_category
from pipeline.actions.previews import ask_for_preview, let_previews_go
from pipeline.models import Erasure, Job, Lead, LeadState, PreviewMove
from pipeline.reports.preview.page import Report
from pipeline.scoring.passes import run_passes
from pipeline.scoring.rescore import rescore_all_marked
from tests.factories import AnswerFactory, LeadFactory, SignalFactory, UserFactory

from .preview_stories import counted, only_small_shops, publish_own_icp, status, three_shops


@pytest.fixture
def ada(shipped):
    publish_own_icp()
    return UserFactory(admin=True, first_name="Ada")


@pytest.fixture
def shops(ada):
    return three_shops(UserFactory(sdr=True, first_name="Maja"))


def test_nothing_changed_moves_nobody(ada, shops):
    job = counted(ada)
    assert (job.result["count"], job.result["moved"], job.result["waiting"]) == (3, 0, 0)
    assert job.result["movers"] == []
    assert not PreviewMove.objects.exists()


def test_a_narrower_icp_moves_the_large_shop(ada, shops):
    before = {state.pk: state.category_id for state in LeadState.objects.all()}
    only_small_shops()
    job = counted(ada)
    move = PreviewMove.objects.get()
    assert (move.lead, move.origin_id, move.target_id) == (shops[1], before[shops[1].pk], status("outside_icp"))
    assert (job.result["count"], job.result["moved"]) == (3, 1)
    assert [mover["lead"] for mover in job.result["movers"]] == [shops[1].pk]


def test_what_it_says_comes_true_when_the_draft_is_published(ada, shops):
    for lead, days in zip(shops, (0, 3, 40), strict=True):
        SignalFactory.create_batch(4, lead=lead, occurred_at=timezone.now() - timedelta(days=days))
        AnswerFactory(lead=lead, key="budget", rating=4, evidence="heard")
    rescore_all_marked()
    before = dict(LeadState.objects.values_list("pk", "category"))
    only_small_shops()
    SignalType.objects.filter(key="product_page_view").update(points=30, cap=200)
    ScoringSettings.objects.update(grade_a=60, grade_b=45)
    job = counted(ada)
    predicted = before | dict(PreviewMove.objects.values_list("lead", "target"))
    publish(by=ada, note="Smaller shops")
    run_passes()
    after = dict(LeadState.objects.values_list("pk", "category"))
    assert predicted == after
    assert job.result["moved"] == sum(before[pk] != after[pk] for pk in before) > 0
    fit_lows = dict(LeadState.objects.values_list("pk", "fit_low"))
    assert {row["lead"]: row["fit_low"][1] for row in job.result["movers"]} == {
        row["lead"]: fit_lows[row["lead"]] for row in job.result["movers"]
    }


def test_ranges_of_any_size_count_the_same(ada, shops, monkeypatch):
    LeadFactory.create_batch(4)
    rescore_all_marked()
    only_small_shops()
    whole = counted(ada).result
    monkeypatch.setattr("pipeline.scoring.movement.AT_ONCE", 2)
    assert in_any_order(counted(ada, again=True).result) == in_any_order(whole)


def in_any_order(said):
    """Counts in lists have no order of their own."""
    if isinstance(said, dict):
        return {key: in_any_order(value) for key, value in said.items()}
    return sorted(map(str, said)) if isinstance(said, list) else said


def test_a_persons_word_stands_under_any_draft(ada, shops):
    override_category(lead=shops[1], category=Category.objects.get(key="nurture"), why="Ask in May", by=ada)
    rescore_all_marked()
    only_small_shops()
    assert counted(ada).result["moved"] == 0


def test_merged_leads_are_not_counted(ada, shops):
    Lead.objects.filter(pk=shops[2].pk).update(merged_into=shops[0])
    rescore_all_marked()
    assert counted(ada).result["count"] == 2


def test_leads_that_wait_for_their_score_are_told(ada, shops):
    SignalFactory(lead=shops[0])
    assert counted(ada).result["waiting"] == 1


def test_right_after_a_publication_everybody_waits(ada, shops):
    ScoringSettings.objects.update(grade_a=80)
    publish(by=ada, note="Harder")
    assert counted(ada).result["waiting"] == 3


def test_a_first_score_is_no_change_of_status(ada, shops):
    LeadState.objects.filter(pk=shops[0].pk).update(category=None, model_version=None)
    job = counted(ada)
    assert (job.result["moved"], job.result["waiting"], job.result["movers"]) == (0, 1, [])
    assert PreviewMove.objects.get().origin is None


def test_the_same_draft_is_counted_once(ada, shops):
    first = ask_for_preview(by=ada)
    assert ask_for_preview(by=UserFactory(marketing=True)) == first
    run_jobs()
    assert ask_for_preview(by=ada) == first
    assert ask_for_preview(by=ada, again=True) != first
    only_small_shops()
    assert ask_for_preview(by=ada) != first


def test_one_that_failed_is_no_answer(ada, shops):
    first = ask_for_preview(by=ada)
    Job.objects.update(state=Job.State.FAILED)
    assert ask_for_preview(by=ada) != first


def test_another_version_meanwhile_ends_it_with_a_sentence(ada, shops):
    only_small_shops()
    job = ask_for_preview(by=ada)
    publish(by=ada, note="Sooner")
    run_jobs()
    job.refresh_from_db()
    assert (job.state, job.error) == (
        Job.State.FAILED,
        "Another version was published meanwhile. Look at the draft again against that one.",
    )


def test_why_a_lead_moves_is_told_in_words(ada, shops):
    SignalFactory(lead=shops[0])
    rescore_all_marked()
    only_small_shops()
    SignalType.objects.filter(key="product_page_view").update(points=50, cap=100)
    movers = Report.of(counted(ada), ada).movers["shown"]
    assert {str(mover.lead.company): [tuple(vars(each).values()) for each in mover.reasons] for mover in movers} == {
        "Baltic Yarn": [
            ("“Good fit and very active” decides, not “Fits, but has not moved yet”", "", ""),
            ("Product page view", "5.0", "50.0"),
            ("Engagement level", "1", "3"),
        ],
        "Velo Nord": [
            ("“Outside every ICP” decides, not “Everything else”", "", ""),
            ("Growing online sellers: “10 to 500 employees” is required and does not hold", "", ""),
            ("Grade", "C", "D"),
        ],
    }


def test_a_moved_threshold_is_the_reason_where_no_points_changed(ada, shops):
    ScoringSettings.objects.update(grade_b=60)
    movers = Report.of(counted(ada), ada).movers["shown"]
    assert [tuple(vars(each).values()) for mover in movers for each in mover.reasons] == [
        ("“Everything else” decides, not “Fits, but has not moved yet”", "", ""),
        ("Grade", "B", "C"),
    ]


def test_weights_and_gates_of_a_framework_are_told(ada, shops):
    for key in ("budget", "authority", "need", "timeline"):
        AnswerFactory(lead=shops[0], key=key, rating=2, evidence="confirmed")
    rescore_all_marked()
    FrameworkCriterion.objects.filter(framework__key="bant", criterion__key="budget").update(weight=5, gate=3)
    (mover,) = Report.of(counted(ada), ada).movers["shown"]
    assert [tuple(vars(each).values()) for each in mover.reasons] == [
        ("“Not now, for want of budget, time or priority” decides, not “Qualified, and fits or may fit”", "", ""),
        ("BANT: Budget", "12", "31"),
        ("BANT: Authority", "12", "6"),
        ("BANT: Need", "12", "6"),
        ("Qualification result", "Qualified", "Not qualified"),
    ]


def test_old_previews_go_at_night_and_leave_a_line(ada, shops):
    only_small_shops()
    assert counted(ada).moves.count() == 1
    new = Job.objects.create(kind=Job.Kind.PREVIEW, state=Job.State.DONE)
    waiting = Job.objects.create(kind=Job.Kind.PREVIEW, state=Job.State.WAITING)
    other = Job.objects.create(kind=Job.Kind.EXPORT, state=Job.State.DONE)
    Job.objects.exclude(pk=new.pk).update(started_at=timezone.now() - timedelta(days=31))
    assert let_previews_go() == 1
    assert set(Job.objects.all()) == {new, waiting, other}
    assert (PreviewMove.objects.count(), Erasure.objects.get().counts) == (0, {"previews": 1})
    assert let_previews_go() == 0


def test_twenty_previews_are_kept(ada):
    for _number in range(23):
        Job.objects.create(kind=Job.Kind.PREVIEW, state=Job.State.DONE)
    newest = set(Job.objects.order_by("-pk")[:20])
    assert let_previews_go() == 3
    assert set(Job.objects.all()) == newest
