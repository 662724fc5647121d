"""Bounds and verdict of one framework, with the reasons. Source: scoring.md, Qualification."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from frameworks_app.verdict.framework import (
    BEST_RATING,
    RUNGS,
    Answer,
    Criterion,
    Framework,
    PassRule,
)
from frameworks_app.verdict.gates import (
    GateState,
    counting_gates,
    gate_state,
    gate_states,
)

FULL = 100 * BEST_RATING
WHOLE = 10_000


class Verdict(StrEnum):
    UNDECIDED = "undecided"
    QUALIFIED = "qualified"
    DISQUALIFIED = "disqualified"

    @property
    def number(self) -> int:
        """As stored: undecided 0, qualified 1, disqualified 2."""
        return list(Verdict).index(self)


class Action(StrEnum):
    ASK = "ask"
    CONFIRM = "confirm"
    # A derived criterion is never asked: what is missing are attributes of the company.
    LOOK_UP = "look_up"


@dataclass(frozen=True)
class Bounds:
    """Basis points 0..10000: each unknown at its worst, and at its best."""

    low: int
    high: int


@dataclass(frozen=True)
class Share:
    """What one criterion puts into the two sums, in hundredths of a cell (0..400 x weight);
    nothing where, under gates in order, a gate before it or its own says that it does not count."""

    key: str
    low: int
    high: int
    gate: GateState | None
    counts_low: bool
    counts_high: bool


@dataclass(frozen=True)
class OpenItem:
    """Something that could still decide: what to do, and the hundredths of a cell it can add."""

    key: str
    action: Action
    adds: int
    gate: GateState | None


@dataclass(frozen=True)
class Judgement:
    """The verdict at this moment. `decided`: no way of filling the unknown and raising the evidence
    changes it, with the ratings that stand. `holds_until`: the first day number on which an answer
    of this framework is stale; None if none ages."""

    verdict: Verdict
    bounds: Bounds
    gates: tuple[tuple[str, GateState], ...]
    decides: tuple[OpenItem, ...]
    questions_left: int
    holds_until: int | None
    shares: tuple[Share, ...]

    @property
    def decided(self) -> bool:
        return self.verdict is not Verdict.UNDECIDED


def shares(framework: Framework, answers: Mapping[str, Answer]) -> tuple[Share, ...]:
    """What each criterion adds, in the framework's order. Under gates in order nothing counts in
    `low` from the first gate not passed on, and in `high` from the first gate failed on."""
    in_order = framework.pass_rule is PassRule.GATES_IN_ORDER
    counts_low = counts_high = True
    found = []
    for criterion in framework.criteria:
        answer = answers.get(criterion.key)
        state = gate_state(criterion, answer)
        if in_order and state is not None:
            counts_low = counts_low and state is GateState.PASSED
            counts_high = counts_high and state is not GateState.FAILED
        low, high = _reach(framework, criterion, answer)
        found.append(
            Share(
                key=criterion.key,
                low=low if counts_low else 0,
                high=high if counts_high else 0,
                gate=state,
                counts_low=counts_low,
                counts_high=counts_high,
            )
        )
    return tuple(found)


def _reach(framework: Framework, criterion: Criterion, answer: Answer | None) -> tuple[int, int]:
    if answer is None:
        return 0, criterion.weight * FULL
    cells = criterion.weight * answer.rating
    # A known rating can still be confirmed, so its best is the full hundred percent.
    return cells * framework.percents[answer.evidence], cells * 100


def bounds(framework: Framework, answers: Mapping[str, Answer]) -> Bounds:
    """Basis points 0..10000 of fresh answers, gates in order included; 0-0 if all weights are 0.
    Source: scoring.md, Qualification."""
    return _bounds(framework, shares(framework, answers))


def _bounds(framework: Framework, parts: Sequence[Share]) -> Bounds:
    if framework.weight == 0:
        return Bounds(0, 0)
    most = FULL * framework.weight
    low, high = sum(part.low for part in parts), sum(part.high for part in parts)
    return Bounds(WHOLE * low // most, WHOLE * high // most)


def judge(framework: Framework, answers: Mapping[str, Answer]) -> Judgement:
    """The verdict on fresh answers (see `fresh`); answers to other criteria are ignored."""
    parts = shares(framework, answers)
    span = _bounds(framework, parts)
    verdict = _verdict(framework, span, counting_gates(framework, answers))
    items: tuple[OpenItem, ...] = ()
    left = 0
    if verdict is Verdict.UNDECIDED:
        items, left = _what_decides(framework, answers, span)
    return Judgement(
        verdict=verdict,
        bounds=span,
        gates=gate_states(framework, answers),
        decides=items,
        questions_left=left,
        holds_until=_holds_until(framework, answers),
        shares=parts,
    )


def _verdict(framework: Framework, span: Bounds, gates: Mapping[str, GateState]) -> Verdict:
    least = 100 * (framework.least_points or 0)
    if GateState.FAILED in gates.values() or span.high < least:
        return Verdict.DISQUALIFIED
    if span.low >= least and all(state is GateState.PASSED for state in gates.values()):
        return Verdict.QUALIFIED
    return Verdict.UNDECIDED


def is_threshold_open(framework: Framework, span: Bounds) -> bool:
    least = framework.least_points
    return least is not None and span.low < 100 * least <= span.high


def _what_decides(
    framework: Framework, answers: Mapping[str, Answer], span: Bounds
) -> tuple[tuple[OpenItem, ...], int]:
    """The open gates in order; then, if the threshold is open, what else can add, greatest first.
    With them the fewest that could be enough: the gates, and of the rest from the greatest on."""
    gates = counting_gates(framework, answers)
    items = [_open_item(framework, each, answers, gates.get(each.key)) for each in framework.criteria]
    first = [item for item in items if item.gate is not None and item.gate.is_open]
    if not is_threshold_open(framework, span):
        return tuple(first), len(first)
    further = [item for item in items if item not in first and item.adds > 0]
    further.sort(key=lambda item: -item.adds)
    return (*first, *further), len(first) + _fewest(framework, answers, first, further)


def _open_item(
    framework: Framework,
    criterion: Criterion,
    answers: Mapping[str, Answer],
    gate: GateState | None,
) -> OpenItem:
    answer = answers.get(criterion.key)
    standing = answer.rating * framework.percents[answer.evidence] if answer else 0
    adds = criterion.weight * (FULL - standing)
    return OpenItem(criterion.key, _action(criterion, answer, gate), adds, gate)


def _action(criterion: Criterion, answer: Answer | None, gate: GateState | None) -> Action:
    if criterion.derived_from:
        return Action.LOOK_UP
    # A confirmed answer can only change by being asked anew, and a guessed no has to be asked.
    if answer is None or answer.evidence == RUNGS[-1] or gate is GateState.ASSUMED_NO:
        return Action.ASK
    return Action.CONFIRM


def _fewest(
    framework: Framework,
    answers: Mapping[str, Answer],
    first: Sequence[OpenItem],
    further: Sequence[OpenItem],
) -> int:
    """How many of `further`, from the greatest on, bring low to the threshold at their best."""
    least = framework.least_points or 0
    low = sum(part.low for part in shares(framework, answers))
    missing = least * 4 * framework.weight - low - sum(item.adds for item in first)
    reached = accumulate((item.adds for item in further), initial=0)
    return next(count for count, added in enumerate(reached) if added >= missing)


def _holds_until(framework: Framework, answers: Mapping[str, Answer]) -> int | None:
    counted = (answers[each.key] for each in framework.criteria if each.key in answers)
    return min((each.expires for each in counted if each.expires is not None), default=None)
