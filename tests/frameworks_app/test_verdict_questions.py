"""The next best question, by hand and against the enumeration of every outcome."""

from itertools import product
from math import log2, prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frameworks_app.verdict import Answer, Framework, Verdict, judge, next_questions
from tests.frameworks_app import generated
from tests.frameworks_app.documents import bant, document, framework, line, meddic


def read(stated):
    return Framework.from_document(document(frameworks=[stated]), stated["key"])


def asked(stated, known=None, history=None):
    found = next_questions(read(stated), known or {}, history or {})
    return [(each.criterion, each.action.value) for each in found]


def test_all_gates_ask_first_what_is_least_likely_to_pass():
    """Of this team's leads hardly one had a budget, and all had a need."""
    history = {"budget": (8, 2, 0, 0, 0), "need": (0, 0, 0, 5, 5), "timeline": (2, 2, 2, 2, 2)}
    assert asked(bant(), history=history) == [
        ("budget", "ask"),
        ("authority", "ask"),
        ("timeline", "ask"),
        ("need", "ask"),
    ]


def test_all_gates_show_the_whole_chance():
    first = next_questions(read(bant()), {}, {})[0]
    assert first.s == (0.2, 0.2, 0.2, 0.2, 0.2)
    assert first.p == pytest.approx(0.6**4, abs=1e-12)
    assert first.p_r == pytest.approx((0.0, 0.0, 0.6**3, 0.6**3, 0.6**3), abs=1e-12)


def test_gates_in_order_ask_the_first_open_gate_whatever_the_chances():
    known = {"metrics": Answer(3, "heard")}
    history = {"champion": (90, 0, 0, 0, 0)}
    assert [key for key, _ in asked(meddic(), known, history)] == [
        "economic_buyer",
        "decision_criteria",
        "decision_process",
        "pain",
        "champion",
    ]


def test_a_guessed_no_is_asked_first():
    assert asked(bant(), {"need": Answer(1, "assumed")})[0] == ("need", "ask")
    assert asked(meddic(), {"pain": Answer(0, "assumed")})[0] == ("pain", "ask")


def test_a_decided_verdict_has_no_question():
    assert asked(bant(), {"need": Answer(1, "heard")}) == []


def test_nothing_unknown_is_confirmed_gates_first_and_then_the_greatest():
    """All was heard on one call: 80 % of three quarters is not yet enough for 70."""
    stated = framework(
        "ours",
        line("goals", weight=1),
        line("pain", weight=3),
        line("budget", weight=1, gate=2, rung="confirmed"),
        rule="both",
        threshold=70,
    )
    known = dict.fromkeys(("goals", "pain", "budget"), Answer(3, "heard"))
    assert asked(stated, known) == [
        ("budget", "confirm"),
        ("pain", "confirm"),
        ("goals", "confirm"),
    ]


def test_what_cannot_change_the_verdict_is_not_asked():
    """Weight 0 and no gate: nice to hear, decides nothing. Company fit is looked up, not asked."""
    stated = framework(
        "ours",
        line("goals", weight=0),
        line("company_fit", gate=2),
        line("pain", weight=3, gate=2),
        rule="both",
        threshold=50,
    )
    assert asked(stated) == [("pain", "ask")]


def test_a_threshold_asks_what_tells_most():
    """Pain weighs three times goals, and both are equally unknown."""
    stated = framework("ours", line("goals"), line("pain", weight=3), rule="threshold", threshold=50)
    first, second = next_questions(read(stated), {}, {})
    assert (first.criterion, second.criterion) == ("pain", "goals")
    # 8 cells are needed: pain 2 needs goals 2, 3 or 4; pain 3 and 4 need nothing.
    assert first.p_r == pytest.approx((0.0, 0.0, 0.6, 1.0, 1.0), abs=1e-12)
    p = (0.6 + 1 + 1) / 5
    assert first.p == pytest.approx(p, abs=1e-12)
    assert first.gain == round(bits(p) - bits(0.6) / 5, 6)


def test_equal_gains_keep_the_order_of_the_framework():
    stated = framework("ours", line("need"), line("goals"), rule="threshold", threshold=50)
    assert asked(stated) == [("need", "ask"), ("goals", "ask")]


def test_a_common_divisor_of_the_weights_changes_nothing():
    def stated(unit):
        weights = {"need": 1, "goals": 2, "pain": 3}
        wanted = [line(key, weight=unit * weight) for key, weight in weights.items()]
        return framework("ours", *wanted, rule="threshold", threshold=45)

    assert next_questions(read(stated(10)), {}, {}) == next_questions(read(stated(1)), {}, {})


def bits(p):
    return 0.0 if p in (0.0, 1.0) else -p * log2(p) - (1 - p) * log2(1 - p)


def chance_by_trying(ours, known, history, fixed):
    """The chance to qualify, by listing every outcome of the open answers, all confirmed."""
    states = dict(judge(ours, known).gates)
    shares = []
    for criterion in ours.criteria:
        key, counts = criterion.key, history.get(criterion.key, (0,) * 5)
        is_guess = ours.counts_gates and states.get(key) == "assumed_no"
        if key in fixed:
            shares.append([(fixed[key], 1.0)])
        elif key in known and not is_guess:
            shares.append([(known[key].rating, 1.0)])
        else:
            shares.append([(r, (counts[r] + 1) / (sum(counts) + 5)) for r in range(5)])
    total = 0.0
    for outcome in product(*shares):
        ratings = zip(ours.criteria, outcome, strict=True)
        after = {criterion.key: Answer(rating, "confirmed") for criterion, (rating, _) in ratings}
        if judge(ours, after).verdict is Verdict.QUALIFIED:
            total += prod(chance for _, chance in outcome)
    return total


counts = st.tuples(*[st.integers(0, 20)] * 5)
histories = st.dictionaries(st.sampled_from(generated.KEYS), counts)


@settings(deadline=None, max_examples=120)
@given(generated.frameworks(most=4), generated.answers(), histories)
def test_every_chance_is_what_listing_all_outcomes_finds(stated, known, history):
    ours = read(stated)
    for found in next_questions(ours, known, history):
        assert found.p == pytest.approx(chance_by_trying(ours, known, history, {}), abs=1e-9)
        for rating, p_r in enumerate(found.p_r):
            expected = chance_by_trying(ours, known, history, {found.criterion: rating})
            assert p_r == pytest.approx(expected, abs=1e-9)


@settings(deadline=None, max_examples=300)
@given(generated.frameworks(most=6), generated.answers(), histories)
def test_the_five_chances_add_up_to_the_chance(stated, known, history):
    ours = read(stated)
    suggestions = next_questions(ours, known, history)
    for found in suggestions:
        assert sum(found.s) == pytest.approx(1.0, abs=1e-12)
        total = sum(s * p for s, p in zip(found.s, found.p_r, strict=True))
        assert total == pytest.approx(found.p, abs=1e-12)
        assert found.gain == pytest.approx(
            bits(found.p) - sum(s * bits(p) for s, p in zip(found.s, found.p_r, strict=True)),
            abs=1e-6,
        )
    assert all(found.gain >= 0 for found in suggestions)


@settings(deadline=None, max_examples=300)
@given(generated.frameworks(most=6), generated.answers(), histories)
def test_least_likely_gate_is_the_one_that_tells_most(stated, known, history):
    ours = read({**stated, "pass_rule": "all_gates", "threshold": None})
    states = dict(judge(ours, known).gates)
    asks = [found for found in next_questions(ours, known, history) if states[found.criterion] == "ask"]
    assert all(one.gain >= other.gain - 1e-6 for one, other in zip(asks, asks[1:], strict=False))
