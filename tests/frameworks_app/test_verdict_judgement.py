"""Bounds and verdicts, first as stories, then against every possible completion."""

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frameworks_app.verdict import Answer, Bounds, Framework, Verdict, bounds, judge
from tests.frameworks_app import generated
from tests.frameworks_app.documents import document, framework, line

RUNGS = generated.RUNGS
EVERY_ANSWER = [Answer(rating, evidence) for rating in range(5) for evidence in RUNGS]


def read(stated):
    return Framework.from_document(document(frameworks=[stated]), stated["key"])


def three_in_order():
    return read(
        framework(
            "walk",
            line("metrics", gate=2),
            line("goals"),
            line("buyer", gate=2),
            line("pain", gate=2),
            rule="gates_in_order",
        )
    )


def test_nothing_known_is_the_whole_range():
    assert bounds(three_in_order(), {}) == Bounds(0, 10_000)


def test_heard_reaches_from_four_fifths_to_the_whole():
    ours = read(framework("ours", line("need", weight=3), line("budget"), threshold=50, rule="both"))
    assert bounds(ours, {"need": Answer(3, "heard")}) == Bounds(4_500, 8_125)


def test_weights_of_nothing_give_nothing():
    ours = read(framework("ours", line("need", weight=0, gate=2)))
    found = judge(ours, {"need": Answer(3, "heard")})
    assert (found.bounds, found.verdict) == (Bounds(0, 0), Verdict.QUALIFIED)


def test_low_stops_at_the_first_gate_that_is_not_passed():
    """Buyer is unknown, so pain, though known, does not count yet; goals before it does."""
    known = {
        "metrics": Answer(4, "confirmed"),
        "goals": Answer(2, "confirmed"),
        "pain": Answer(4, "confirmed"),
    }
    assert bounds(three_in_order(), known) == Bounds(3_750, 8_750)


def test_high_stops_at_the_first_gate_that_failed_even_behind_an_open_one():
    found = judge(three_in_order(), {"buyer": Answer(1, "heard"), "pain": Answer(4, "confirmed")})
    assert (found.bounds, found.verdict) == (Bounds(0, 5_000), Verdict.DISQUALIFIED)


def test_a_guessed_no_stops_low_but_not_high():
    found = judge(three_in_order(), {"metrics": Answer(0, "assumed")})
    assert (found.bounds, found.verdict) == (Bounds(0, 7_500), Verdict.UNDECIDED)


@pytest.mark.parametrize(
    ("rating", "verdict"),
    [(2, Verdict.QUALIFIED), (1, Verdict.DISQUALIFIED)],
)
def test_a_threshold_that_is_hit_exactly_is_reached(rating, verdict):
    ours = read(framework("ours", line("need"), rule="threshold", threshold=50))
    assert judge(ours, {"need": Answer(rating, "confirmed")}).verdict is verdict


def test_what_would_decide_it_names_gates_first_and_then_the_greatest():
    """Anna heard that it hurts, guesses that money is short, and wants 60 points."""
    ours = read(
        framework(
            "ours",
            line("goals", weight=2),
            line("budget", gate=2),
            line("pain", weight=3),
            line("need", gate=3, rung="confirmed"),
            line("plans", weight=4),
            line("timeline", weight=0),
            rule="both",
            threshold=60,
        )
    )
    known = {
        "budget": Answer(1, "assumed"),
        "pain": Answer(2, "heard"),
        "need": Answer(3, "heard"),
    }
    found = judge(ours, known)
    assert [(item.key, item.action.value, item.adds) for item in found.decides] == [
        ("budget", "ask", 350),
        ("need", "confirm", 160),
        ("plans", "ask", 1_600),
        ("goals", "ask", 800),
        ("pain", "confirm", 720),
    ]
    # 2640 of 4400 are needed and 770 there; the gates can add 510, plans the rest.
    assert found.questions_left == 3


def test_a_threshold_that_is_reached_asks_for_nothing_but_the_open_gates():
    """Goals alone bring the half that is wanted; whether there is a budget is still to be heard."""
    stated = framework(
        "ours", line("goals", weight=2), line("budget", gate=2), line("pain"), rule="both", threshold=50
    )
    found = judge(read(stated), {"goals": Answer(4, "confirmed")})
    assert [item.key for item in found.decides] == ["budget"]
    assert found.questions_left == 1


def test_a_derived_criterion_is_looked_up():
    stated = framework("ours", line("company_fit", gate=2), line("need", gate=2))
    items = judge(read(stated), {}).decides
    assert [(item.key, item.action.value) for item in items] == [
        ("company_fit", "look_up"),
        ("need", "ask"),
    ]


def test_a_verdict_holds_until_its_first_answer_ages():
    known = {
        "metrics": Answer(4, "heard", expires=120),
        "pain": Answer(4, "heard", expires=110),
        "goals": Answer(1, "heard"),
        "weather": Answer(1, "heard", expires=101),
    }
    assert judge(three_in_order(), known).holds_until == 110
    assert judge(three_in_order(), {"goals": Answer(1, "heard")}).holds_until is None


def better_founded(answer):
    """The same rating on this rung of evidence and on every higher one."""
    return [Answer(answer.rating, rung) for rung in RUNGS[RUNGS.index(answer.evidence) :]]


def completions(ours, known):
    """Every way of filling the unknown and of raising the evidence."""
    keys = [criterion.key for criterion in ours.criteria]
    ways = [better_founded(known[key]) if key in known else EVERY_ANSWER for key in keys]
    return [dict(zip(keys, way, strict=True)) for way in product(*ways)]


def some_answers(most):
    return generated.answers(keys=generated.KEYS[:most])


@settings(deadline=None, max_examples=300)
@given(generated.frameworks(most=6), generated.answers(), st.data())
def test_bounds_never_move_outward_when_something_is_learned(stated, known, data):
    ours = read(stated)
    key = data.draw(st.sampled_from([criterion.key for criterion in ours.criteria]))
    ways = better_founded(known[key]) if key in known else EVERY_ANSWER
    before = bounds(ours, known)
    for answer in ways:
        after = bounds(ours, {**known, key: answer})
        assert 0 <= before.low <= after.low <= after.high <= before.high <= 10_000


@settings(deadline=None, max_examples=150)
@given(generated.frameworks(most=3, keys=generated.KEYS[:3]), some_answers(3))
def test_no_completion_changes_a_decided_verdict(stated, known):
    ours = read(stated)
    found = judge(ours, known)
    after = {judge(ours, each).verdict for each in completions(ours, known)}
    if found.decided:
        assert after == {found.verdict}
        assert (found.decides, found.questions_left) == ((), 0)


@settings(deadline=None, max_examples=150)
@given(generated.frameworks(most=3, keys=generated.KEYS[:3]))
def test_with_nothing_known_both_ends_can_be_reached(stated):
    ours = read(stated)
    spans = [bounds(ours, each) for each in completions(ours, {})]
    before = bounds(ours, {})
    assert before.low == min(span.low for span in spans)
    assert before.high == max(span.high for span in spans)


def fewest_by_trying(ours, known):
    """The size of the smallest set of criteria whose best answers would qualify the lead."""
    keys = [criterion.key for criterion in ours.criteria]
    best = Answer(4, "confirmed")
    return next(
        size
        for size in range(len(keys) + 1)
        for chosen in combinations(keys, size)
        if judge(ours, {**known, **dict.fromkeys(chosen, best)}).verdict is Verdict.QUALIFIED
    )


@settings(deadline=None, max_examples=400)
@given(generated.frameworks(most=6), generated.answers())
def test_questions_left_is_what_trying_all_sets_finds(stated, known):
    ours = read(stated)
    found = judge(ours, known)
    if not found.decided:
        assert found.questions_left == fewest_by_trying(ours, known)
