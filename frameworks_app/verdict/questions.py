"""The next best question: exact counting of the chance to qualify. Source: scoring.md.

It advises and decides nothing, so its numbers are floats.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import gcd, log2
from operator import add, mul

from frameworks_app.verdict.framework import (
    BEST_RATING,
    Answer,
    Criterion,
    Framework,
    PassRule,
)
from frameworks_app.verdict.gates import GateState, counting_gates
from frameworks_app.verdict.judgement import Action, bounds, is_threshold_open, judge

RATINGS = range(BEST_RATING + 1)

# Per criterion, how many of the team's leads have rating 0, 1, 2, 3, 4 as current answer.
History = Mapping[str, Sequence[int]]
Table = list[float]


@dataclass(frozen=True)
class Suggestion:
    """What to do next, and why: `p` is the chance that the lead can qualify, `s[r]` the chance that
    the answer is r, `p_r[r]` the chance to qualify once it is; the sum of s[r] x p_r[r] is p."""

    criterion: str
    action: Action
    gain: float
    p: float
    s: tuple[float, ...]
    p_r: tuple[float, ...]


@dataclass(frozen=True)
class _Slot:
    """One criterion as the counting sees it: cells per rating, the least rating that passes its
    gate (0: no counting gate), and the chances of the five ratings."""

    cells: int
    gate: int
    chances: tuple[float, ...]


def next_questions(framework: Framework, answers: Mapping[str, Answer], history: History) -> list[Suggestion]:
    """What to ask or confirm on fresh answers, best first; empty when the verdict is decided.

    Gains are in bits, rounded to 6 decimals. Derived criteria count, but are never asked.
    """
    if judge(framework, answers).decided:
        return []
    candidates = _candidates(framework, answers)
    slots = _slots(framework, answers, history)
    ahead, behind = _tables(framework, slots)
    suggestions = {
        criterion.key: _suggestion(criterion, candidates[criterion.key], slots, at, ahead, behind)
        for at, criterion in enumerate(framework.criteria)
        if criterion.key in candidates
    }
    order = _order(framework, answers, suggestions)
    return sorted(suggestions.values(), key=lambda each: order[each.criterion])


def open_criteria(framework: Framework, answers: Mapping[str, Answer]) -> frozenset[str]:
    """Those that `next_questions` would name, without the cost of putting them in order."""
    return frozenset() if judge(framework, answers).decided else frozenset(_candidates(framework, answers))


def _candidates(framework: Framework, answers: Mapping[str, Answer]) -> dict[str, Action]:
    """The criteria whose asking or confirming can still change the verdict, with what to do."""
    gates = counting_gates(framework, answers)
    is_open = is_threshold_open(framework, bounds(framework, answers))
    found = {}
    for criterion in framework.criteria:
        answer, gate = answers.get(criterion.key), gates.get(criterion.key)
        has_open_gate = gate is not None and gate.is_open
        can_add = is_open and _missing_cells(framework, criterion, answer) > 0
        if not criterion.derived_from and (has_open_gate or can_add):
            is_ask = answer is None or gate is GateState.ASSUMED_NO
            found[criterion.key] = Action.ASK if is_ask else Action.CONFIRM
    return found


def _missing_cells(framework: Framework, criterion: Criterion, answer: Answer | None) -> int:
    """Hundredths of a cell between the low and the high end of this criterion."""
    if answer is None:
        return criterion.weight * BEST_RATING * 100
    return criterion.weight * answer.rating * (100 - framework.percents[answer.evidence])


def _slots(framework: Framework, answers: Mapping[str, Answer], history: History) -> list[_Slot]:
    gates = counting_gates(framework, answers)
    divisor = _divisor(framework)
    slots = []
    for criterion in framework.criteria:
        answer, gate = answers.get(criterion.key), gates.get(criterion.key)
        # A guessed no stands as open: taken as confirmed, it would disqualify.
        if answer is None or gate is GateState.ASSUMED_NO:
            chances = _chances(history.get(criterion.key, (0,) * len(RATINGS)))
        else:
            chances = _certain(answer.rating)
        least = criterion.gate if gate is not None and criterion.gate is not None else 0
        slots.append(_Slot(criterion.weight // divisor, least, chances))
    return slots


def _divisor(framework: Framework) -> int:
    """Weights of 10, 20 and 30 count like 1, 2 and 3, with tables a tenth as long."""
    return gcd(*(criterion.weight for criterion in framework.criteria)) or 1


def _chances(rated: Sequence[int]) -> tuple[float, ...]:
    total = sum(rated) + len(RATINGS)
    return tuple((count + 1) / total for count in rated)


def _certain(rating: int) -> tuple[float, ...]:
    return tuple(float(each == rating) for each in RATINGS)


def _tables(framework: Framework, slots: Sequence[_Slot]) -> tuple[list[Table], list[Table]]:
    """For every k: the chance of each number of cells from the first k criteria with their gates
    passed, and the chance of at least that many from the k-th on. Both are capped at the need."""
    points = framework.least_points or 0
    need = -(-4 * points * framework.weight // (100 * _divisor(framework)))
    start = [1.0] + [0.0] * need
    ahead = list(accumulate(slots, _with_slot, initial=start))
    tail = list(accumulate(reversed(slots), _with_slot, initial=start))
    return ahead, [_at_least(table) for table in reversed(tail)]


def _with_slot(table: Table, slot: _Slot) -> Table:
    last = len(table) - 1
    result = [0.0] * len(table)
    for rating in range(slot.gate, BEST_RATING + 1):
        chance, added = slot.chances[rating], min(last, slot.cells * rating)
        if chance == 0.0:
            continue
        # Whole slices at once: a form of forty criteria waits for this.
        moved = [before * chance for before in table]
        result[added:] = map(add, result[added:], moved)
        result[last] += sum(moved[last + 1 - added :])
    return result


def _at_least(table: Table) -> Table:
    return list(accumulate(reversed(table)))[::-1]


def _suggestion(
    criterion: Criterion,
    action: Action,
    slots: Sequence[_Slot],
    at: int,
    ahead: Sequence[Table],
    behind: Sequence[Table],
) -> Suggestion:
    slot = slots[at]
    p_r = tuple(_chance_once(slot, rating, ahead[at], behind[at + 1]) for rating in RATINGS)
    p = min(1.0, behind[0][-1])
    remaining = sum(s * _entropy(each) for s, each in zip(slot.chances, p_r, strict=True))
    # Adding 0.0 turns a rounded -0.0 into 0.0.
    gain = round(_entropy(p) - remaining, 6) + 0.0
    return Suggestion(criterion.key, action, gain, p, slot.chances, p_r)


def _chance_once(slot: _Slot, rating: int, before: Table, rest: Table) -> float:
    """The chance to qualify once this criterion has the rating, all others being as they are."""
    if rating < slot.gate:
        return 0.0
    need = len(before) - 1
    missing = max(0, need - slot.cells * rating)
    # What is reached already needs nothing of the rest; of what is not, each needs the more the less it has.
    reached: float = rest[0] * sum(before[missing:]) + sum(map(mul, before, rest[missing:0:-1]))
    # Sums of rounded floats may end a hair above 1.
    return min(1.0, reached)


def _entropy(p: float) -> float:
    if p in (0.0, 1.0):
        return 0.0
    return -p * log2(p) - (1.0 - p) * log2(1.0 - p)


def _order(
    framework: Framework, answers: Mapping[str, Answer], suggestions: Mapping[str, Suggestion]
) -> dict[str, tuple[float, ...]]:
    """The sort key of every suggestion: guessed noes, then the rule's own order, ties as listed."""
    gates = counting_gates(framework, answers)
    order = {}
    for place, criterion in enumerate(framework.criteria):
        if criterion.key in suggestions:
            is_guess = gates.get(criterion.key) is GateState.ASSUMED_NO
            rank = _rank(framework, criterion, answers, suggestions[criterion.key])
            order[criterion.key] = (not is_guess, *rank, place)
    return order


def _rank(
    framework: Framework,
    criterion: Criterion,
    answers: Mapping[str, Answer],
    suggestion: Suggestion,
) -> tuple[float, ...]:
    """Smaller is sooner, among the suggestions of one framework. Source: scoring.md."""
    if framework.pass_rule is PassRule.GATES_IN_ORDER:
        return ()
    if suggestion.action is Action.CONFIRM:
        if _has_open_gate(framework, criterion, answers):
            return (1, 0)
        return (1, 1, -_missing_cells(framework, criterion, answers.get(criterion.key)))
    if framework.pass_rule is PassRule.ALL_GATES:
        return (0, round(sum(suggestion.s[criterion.gate or 0 :]), 6))
    return (0, -suggestion.gain)


def _has_open_gate(framework: Framework, criterion: Criterion, answers: Mapping[str, Answer]) -> bool:
    state = counting_gates(framework, answers).get(criterion.key)
    return state is not None and state.is_open
