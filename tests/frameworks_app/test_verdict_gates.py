import pytest

from frameworks_app.verdict import Answer, Criterion, Framework, GateState, fresh, gate_state, judge
from tests.frameworks_app.documents import document, framework, line


@pytest.mark.parametrize(
    ("rating", "evidence", "rung", "state"),
    [
        (2, "heard", None, GateState.PASSED),
        (2, "assumed", None, GateState.PASSED),
        (1, "heard", None, GateState.FAILED),
        (1, "confirmed", None, GateState.FAILED),
        (1, "assumed", None, GateState.ASSUMED_NO),
        (0, "assumed", "confirmed", GateState.ASSUMED_NO),
        (1, "heard", "confirmed", GateState.FAILED),
        (3, "heard", "confirmed", GateState.CONFIRM),
        (3, "assumed", "heard", GateState.CONFIRM),
        (3, "heard", "heard", GateState.PASSED),
        (3, "confirmed", "heard", GateState.PASSED),
    ],
)
def test_gate_at_two(rating, evidence, rung, state):
    budget = Criterion("budget", weight=1, gate=2, gate_evidence=rung)
    assert gate_state(budget, Answer(rating, evidence)) is state


def test_nobody_asked_about_budget_yet():
    assert gate_state(Criterion("budget", weight=1, gate=2), None) is GateState.ASK


def test_criterion_without_gate_has_no_state():
    assert gate_state(Criterion("budget", weight=1), Answer(0, "heard")) is None


def test_answer_is_stale_from_the_first_moment_of_its_day():
    answers = {"timeline": Answer(3, "heard", expires=100), "need": Answer(2, "heard")}
    assert fresh(answers, 99) == answers
    assert fresh(answers, 100) == {"need": Answer(2, "heard")}


def test_a_bare_threshold_shows_gates_and_counts_none():
    """Olga heard a plain no on budget; the rule looks at the sum only."""
    stated = framework("ours", line("budget", gate=2), line("need", weight=3), rule="threshold", threshold=60)
    ours = Framework.from_document(document(frameworks=[stated]), "ours")
    found = judge(ours, {"budget": Answer(0, "heard"), "need": Answer(4, "confirmed")})
    assert (found.gates, found.verdict.value) == ((("budget", GateState.FAILED),), "qualified")
