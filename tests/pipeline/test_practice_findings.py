"""What a practice call comes to: each finding exact, and each said in a sentence with its facts."""

import pytest

from frameworks_app.actions.publish import publish
from frameworks_app.models import FrameworkCriterion
from pipeline.models import PracticeCall
from pipeline.reports.practice import Review, play_best, scenarios
from tests.factories import UserFactory
from tests.pipeline.practice_stories import DIRECTOR, MOVE, NOTHING, SEASON, Talk, begin, judge_of, keys

pytestmark = pytest.mark.django_db

KEYS = [SEASON, NOTHING, MOVE, DIRECTOR]


@pytest.fixture
def ola(shipped):
    return UserFactory(sdr=True, first_name="Ola")


@pytest.fixture
def season(ola):
    return Talk(begin(ola, SEASON))


@pytest.fixture
def nothing(ola):
    return Talk(begin(ola, NOTHING))


def part(talk, kind):
    return next(each for each in Review(talk.findings()).parts if each.kind == kind)


def sentences(talk, kind):
    return [(each.key, each.sentence) for each in part(talk, kind).notes]


@pytest.mark.parametrize("key", KEYS)
def test_a_perfect_call_finds_nothing_and_reaches_the_true_result(ola, key):
    call = begin(ola, key)
    order = play_best(scenarios()[key], judge_of(call)).asked
    found = Talk(call).hear(*order).findings()
    assert (found.is_clean, found.is_right) == (True, True)
    assert found.kept == {
        **dict.fromkeys(["in_vain", "missed", "assumed", "otherwise"], []),
        "asked": len(order),
        "best": len(order),
        "right": True,
    }
    assert Review(found).advice == []


# Asked in vain


def test_once_every_framework_is_decided_each_further_question_is_in_vain(nothing):
    nothing.hear("budget", "metrics", "pain", "champion")
    assert keys(nothing.findings().in_vain) == ["pain", "champion"]
    assert sentences(nothing, "in_vain")[0] == (
        "pain",
        "It could change no result when you put it: BANT stops at budget; MEDDIC stops at metrics.",
    )


def test_while_one_framework_is_open_its_questions_are_not_in_vain_and_those_of_the_other_are(nothing):
    nothing.hear("budget", "timeline", "metrics")
    assert keys(nothing.findings().in_vain) == ["timeline"]
    assert sentences(nothing, "in_vain") == [
        (
            "timeline",
            (
                "It could change no result when you put it: BANT stops at budget; "
                "MEDDIC was open, and did not wait for this answer."
            ),
        )
    ]


def test_what_is_asked_before_it_is_rated_was_not_in_vain(nothing):
    nothing.ask("budget", "metrics", "pain").rate(budget=0, metrics=0)
    assert keys(nothing.findings().in_vain) == []


def test_asking_on_is_never_in_vain(nothing):
    nothing.ask("budget").rate(budget=0).ask("metrics").rate(metrics=0).probe("budget")
    assert keys(nothing.findings().in_vain) == []


# Missed


def test_what_could_still_have_decided_was_missed(season):
    season.hear("budget", "authority", "need", "metrics", "economic_buyer", "decision_criteria", "decision_process")
    season.hear("champion")
    assert keys(season.findings().missed) == ["pain", "timeline"]
    assert sentences(season, "missed") == [
        ("pain", "Never asked, and it could still have changed the result under MEDDIC."),
        ("timeline", "Never asked, and it could still have changed the result under BANT."),
    ]
    pain = part(season, "missed").notes[0]
    assert [each.text for each in pain.lines] == [
        "Every mail is sorted by hand. When it takes too long, people send the goods back.",
        "Last spring that was sixty thousand in refunds.",
    ]
    assert pain.worth == "By the rubric: 3 “They put a cost on it”, heard."


def test_what_could_decide_nothing_any_more_was_not_missed(nothing):
    assert keys(nothing.hear("budget", "metrics").findings().missed) == []


def test_a_call_ended_at_once_missed_everything(season):
    found = season.findings()
    assert len(found.missed) == 10
    assert (found.is_right, keys(found.in_vain), keys(found.assumed), keys(found.otherwise)) == (False, [], [], [])


# Left as assumption


def test_what_was_rated_without_asking_is_an_assumption(season):
    season.rate(economic_buyer=(2, "assumed"))
    assert sentences(season, "assumed") == [
        ("economic_buyer", "You recorded 2 “Named, motives known second-hand”, assumed, without asking.")
    ]
    assert keys(season.findings().otherwise) == []


def test_what_asking_on_would_have_made_surer_is_an_assumption(season):
    season.ask("budget").rate(budget=2)
    assert sentences(season, "assumed") == [
        (
            "budget",
            "You recorded 2 “Named a range that covers us”, heard, and did not ask on. They would have added:",
        )
    ]
    (note,) = part(season, "assumed").notes
    assert [each.text for each in note.lines] == [
        "Our director approved that line on Monday. I can forward you his mail."
    ]
    assert note.worth == "By the rubric: 4 “Approved by the person who signs”, confirmed."
    assert keys(season.findings().otherwise) == []


def test_what_was_said_and_recorded_as_a_guess_is_an_assumption(season):
    season.ask("timeline").rate(timeline=(4, "assumed"))
    assert sentences(season, "assumed") == [
        (
            "timeline",
            "You recorded 4 “Within 3 months, an event sets the date”, assumed, and they had said more than that.",
        )
    ]


def test_a_guess_of_theirs_is_rightly_an_assumption_once_asked_on_it_is_not(season):
    season.ask("authority").rate(authority=(4, "assumed"))
    assert keys(season.findings().assumed) == ["authority"]
    season.probe("authority").rate(authority=3)
    assert keys(season.findings().assumed) == []


def test_one_who_asks_metrics_but_not_on_qualifies_nobody_under_meddic(season):
    """Their first words are not worth the gate; what they add is."""
    season.hear("budget", "authority", "need", "timeline").ask("metrics").rate(metrics=1)
    found = season.findings()
    assert (keys(found.assumed), keys(found.missed), keys(found.otherwise), found.is_right) == (
        ["metrics"],
        [],
        [],
        False,
    )
    assert [(each.name, each.reached, each.truth, each.sentence) for each in Review(found).frameworks] == [
        ("BANT", 1, 1, "BANT passes"),
        ("MEDDIC", 2, 1, "MEDDIC passes"),
    ]


# Rated otherwise


def test_a_rating_that_their_words_do_not_carry_is_named_with_the_words_of_both_levels(season):
    season.ask("economic_buyer").rate(economic_buyer=4)
    assert sentences(season, "otherwise") == [
        (
            "economic_buyer",
            (
                "You recorded 4 “Backs it and will release the money”, heard. "
                "By the rubric their words are another level."
            ),
        )
    ]
    (note,) = part(season, "otherwise").notes
    assert note.worth == "By the rubric: 2 “Named, motives known second-hand”, heard."


def test_the_last_rating_counts_and_a_correction_in_time_is_no_finding(season):
    season.ask("economic_buyer").rate(economic_buyer=4).rate(economic_buyer=2)
    assert keys(season.findings().otherwise) == []


def test_surer_than_anybody_made_it_is_named(season):
    season.ask("timeline").rate(timeline=(4, "confirmed"))
    assert sentences(season, "otherwise") == [
        (
            "timeline",
            "You recorded 4 “Within 3 months, an event sets the date”, confirmed. Nobody had made it as sure as that.",
        )
    ]


def test_heard_without_asking_is_named(season):
    season.rate(timeline=4)
    assert sentences(season, "otherwise") == [
        (
            "timeline",
            "You recorded 4 “Within 3 months, an event sets the date”, heard, and never asked.",
        )
    ]


def test_an_answer_that_was_left_without_a_rating_is_named(season):
    season.ask("timeline")
    assert sentences(season, "otherwise") == [
        ("timeline", "You asked, they answered, and it was left without a rating.")
    ]


def test_where_they_know_nothing_a_rating_is_named_and_none_is_right(ola):
    FrameworkCriterion.objects.filter(framework__key="bant", criterion__key="timeline").update(
        criterion=FrameworkCriterion._meta.get_field("criterion").related_model.objects.get(key="goals")
    )
    publish(by=None)
    talk = Talk(begin(ola, DIRECTOR)).ask("goals")
    assert keys(talk.findings().otherwise) == []
    talk.rate(goals=2)
    assert sentences(talk, "otherwise") == [
        (
            "goals",
            "You recorded 2 “A named goal that we affect”, heard. Where they know nothing there is nothing to rate.",
        )
    ]


# All together


def test_questions_used_stand_against_those_that_the_best_order_needs(nothing):
    nothing.hear("pain", "champion", "budget", "metrics")
    review = Review(nothing.findings())
    assert review.used == ("You asked 4 questions. In the form's own order 2 decide every result that can be decided.")
    assert review.best_order == ["Budget", "Metrics"]


def test_advice_names_what_costs_a_result_before_what_costs_time(season):
    season.hear("budget", "authority", "need", "timeline").ask("metrics").rate(metrics=0).ask("pain").rate(pain=4)
    assert [each.kind for each in Review(season.findings()).parts if each.notes] == ["otherwise", "assumed", "in_vain"]
    assert Review(season.findings()).advice == [
        ("Hold the words of the five levels against what you heard, then press the number.", ["Metrics", "Pain"]),
        (
            "Ask on once: who else, since when, how much. A second sentence often turns a guess into a fact.",
            ["Metrics", "Pain"],
        ),
        ("When every result says decided, stop asking: agree on when to come back, and end the call.", ["Pain"]),
    ]


def test_an_old_call_is_judged_by_the_version_of_then(ola, nothing):
    nothing.hear("budget", "metrics")
    before = nothing.end().findings
    FrameworkCriterion.objects.filter(framework__key="bant").update(gate=None)
    FrameworkCriterion.objects.filter(framework__key="bant", criterion__key="need").update(gate=1)
    publish(by=None)
    assert nothing.findings().kept == before
    assert PracticeCall.objects.get().findings == before
