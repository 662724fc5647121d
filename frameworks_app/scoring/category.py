"""Which category follows: an ordered decision table of three-valued conditions. Source: scoring.md.

A condition is True, False, or None while it is still open.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from frameworks_app.scoring.engagement import Engagement
from frameworks_app.scoring.facts import Facts
from frameworks_app.scoring.fading import FADE_ONE
from frameworks_app.scoring.fit import Fit, Inclusion, grades_between
from frameworks_app.scoring.model import Condition, Model, Row
from frameworks_app.verdict import Answer, GateState, Judgement, Verdict

LEADING = "leading"
ANY_OTHER = "any_other"


@dataclass(frozen=True)
class Case:
    """All that a condition may look at; `answers` are those that count, derived ones among them."""

    model: Model
    facts: Facts
    fit: Fit
    engagement: Engagement
    answers: Mapping[str, Answer]
    verdicts: Mapping[str, Judgement]
    leading: str | None


@dataclass(frozen=True)
class RowState:
    """One row with the state of each of its conditions."""

    row: Row
    states: tuple[bool | None, ...]

    @property
    def state(self) -> bool | None:
        """Three-valued and: false if any is false, true if all are, otherwise open."""
        if False in self.states:
            return False
        return None if None in self.states else True

    @property
    def matches(self) -> bool:
        pairs = zip(self.row.conditions, self.states, strict=True)
        return all(_is_allowed(condition, state) for condition, state in pairs)


@dataclass(frozen=True)
class Outcome:
    """The category, the row that won, and the categories of the rows that may still win."""

    category: str
    row: str
    settled: bool
    may_become: tuple[str, ...]
    rows: tuple[RowState, ...]


def decide(case: Case) -> Outcome:
    """The first row that matches; ValueError if the table has none (its last has no conditions)."""
    rows = tuple(RowState(row, tuple(holds(each, case) for each in row.conditions)) for row in case.model.table)
    winner = next((each for each in rows if each.matches), None)
    if winner is None:
        raise ValueError("The last row of a decision table must have no conditions.")
    candidates = _may_win(rows)
    others = (each.row.category for each in candidates)
    return Outcome(
        category=winner.row.category,
        row=winner.row.key,
        settled=candidates == [winner],
        may_become=tuple(dict.fromkeys(key for key in others if key != winner.row.category)),
        rows=rows,
    )


def _may_win(rows: Iterable[RowState]) -> list[RowState]:
    """The rows without a false condition, down to the first that is true whatever comes."""
    found = []
    for each in rows:
        if each.state is not False:
            found.append(each)
        if each.state is True:
            break
    return found


def _is_allowed(condition: Condition, state: bool | None) -> bool:
    return bool(condition.get("or_open")) if state is None else state


def holds(condition: Condition, case: Case) -> bool | None:
    """Whether one condition is true, false or open (None); KeyError for an unknown kind."""
    return _KINDS[condition["kind"]](condition, case)


def _fit_grade(condition: Condition, case: Case) -> bool | None:
    spanned = grades_between(case.model, case.fit.low, case.fit.high)
    inside = [grade in condition["in"] for grade in spanned]
    if all(inside):
        return True
    return None if any(inside) else False


def _inclusion(condition: Condition, case: Case) -> bool | None:
    if case.fit.inclusion is Inclusion.OPEN:
        return None
    return case.fit.inclusion.value in condition["in"]


def _icp(condition: Condition, case: Case) -> bool | None:
    found = {each.icp.key: each.inclusion for each in case.fit.icps}
    inclusion = found.get(condition["key"], Inclusion.EXCLUDED)
    return None if inclusion is Inclusion.OPEN else inclusion is Inclusion.INCLUDED


def _one_of(value: str | None, condition: Condition) -> bool | None:
    return None if value is None else value in condition["in"]


def _amount(condition: Condition, case: Case) -> bool | None:
    amount = case.facts.amount
    if amount is None or case.facts.currency != condition["currency"]:
        return None
    return _is_between(amount, condition)


def _is_between(value: int, condition: Condition, unit: int = 1) -> bool:
    """Both ends included; an end that is absent or null is no limit."""
    least, most = condition.get("at_least"), condition.get("at_most")
    return (least is None or value >= unit * least) and (most is None or value <= unit * most)


def _signal_within(condition: Condition, case: Case) -> bool:
    return any(
        event.type in condition["types"] and 0 <= case.facts.today - event.day <= condition["days"]
        for event in case.facts.events
    )


def _last_signal_age(condition: Condition, case: Case) -> bool:
    ages = [case.facts.today - event.day for event in case.facts.events]
    age = min((age for age in ages if age >= 0), default=None)
    return age is not None and _is_between(age, condition)


def _verdict(condition: Condition, case: Case) -> bool:
    if condition["framework"] == ANY_OTHER:
        others = [key for key in case.model.active_frameworks if key != case.leading]
        return any(case.verdicts[key].verdict.value in condition["in"] for key in others)
    named = _named(condition, case)
    if named is not None:
        return named.verdict.value in condition["in"]
    # Without any framework the leading verdict is undecided; a framework by name is just absent.
    return condition["framework"] == LEADING and Verdict.UNDECIDED.value in condition["in"]


def _gate_failed(condition: Condition, case: Case) -> bool:
    named = _named(condition, case)
    gates: Sequence[tuple[str, GateState]] = named.gates if named else ()
    return any(key in condition["criteria"] and state is GateState.FAILED for key, state in gates)


def _named(condition: Condition, case: Case) -> Judgement | None:
    named = condition["framework"]
    key = case.leading if named == LEADING else named
    return None if key is None else case.verdicts.get(key)


_KINDS: dict[str, Callable[[Condition, Case], bool | None]] = {
    "fit_grade": _fit_grade,
    "inclusion": _inclusion,
    "icp": _icp,
    "segment": lambda condition, case: _one_of(case.facts.segment, condition),
    "product": lambda condition, case: _one_of(case.facts.product, condition),
    "source": lambda condition, case: _one_of(case.facts.source, condition),
    "amount": _amount,
    "engagement_level": lambda condition, case: _is_between(case.engagement.level, condition),
    "intent_points": lambda condition, case: _is_between(case.engagement.intent, condition, FADE_ONE),
    "signal_within": _signal_within,
    "last_signal_age": _last_signal_age,
    "verdict": _verdict,
    "gate_failed": _gate_failed,
}
