"""Gates: the least that a criterion must reach. Source: scoring.md, Qualification."""

from collections.abc import Mapping
from enum import StrEnum

from frameworks_app.verdict.framework import RUNGS, Answer, Criterion, Framework


class GateState(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    ASK = "ask"
    CONFIRM = "confirm"
    # Somebody guessed a no; a guess disqualifies nobody, so it is asked first.
    ASSUMED_NO = "assumed_no"

    @property
    def is_open(self) -> bool:
        return self not in (GateState.PASSED, GateState.FAILED)


def gate_state(criterion: Criterion, answer: Answer | None) -> GateState | None:
    """The state of the criterion's gate under a fresh answer; None if it has no gate."""
    if criterion.gate is None:
        return None
    if answer is None:
        return GateState.ASK
    if answer.rating < criterion.gate:
        return GateState.ASSUMED_NO if answer.evidence == RUNGS[0] else GateState.FAILED
    needed = criterion.gate_evidence or RUNGS[0]
    if RUNGS.index(answer.evidence) < RUNGS.index(needed):
        return GateState.CONFIRM
    return GateState.PASSED


def gate_states(framework: Framework, answers: Mapping[str, Answer]) -> tuple[tuple[str, GateState], ...]:
    """Every gate with its state, in the framework's order, whether or not its rule counts gates."""
    states = ((each.key, gate_state(each, answers.get(each.key))) for each in framework.criteria)
    return tuple((key, state) for key, state in states if state is not None)


def counting_gates(framework: Framework, answers: Mapping[str, Answer]) -> dict[str, GateState]:
    """The gates that the pass rule counts: all of them, or none under a bare threshold."""
    return dict(gate_states(framework, answers)) if framework.counts_gates else {}
