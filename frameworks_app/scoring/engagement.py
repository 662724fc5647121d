"""What do they do? Source: scoring.md, Engagement."""

from collections.abc import Sequence
from dataclasses import dataclass

from frameworks_app.scoring.facts import Event
from frameworks_app.scoring.fading import FADE_ONE
from frameworks_app.scoring.model import Model, SignalType


@dataclass(frozen=True)
class Trace:
    """One event: its age in days (negative: yet to come) and the millionths of a point it adds."""

    event: Event
    age: int
    left: int
    amount: int


@dataclass(frozen=True)
class TypeSum:
    """All events of one type: `value` is their sum held within -cap .. +cap."""

    type: SignalType
    traces: tuple[Trace, ...]
    value: int

    @property
    def raw(self) -> int:
        return sum(trace.amount for trace in self.traces)


@dataclass(frozen=True)
class Engagement:
    """Millionths of a point, never below 0; level 1..4."""

    total: int
    interest: int
    intent: int
    level: int
    types: tuple[TypeSum, ...]


def measure_engagement(model: Model, events: Sequence[Event], today: int) -> Engagement:
    """Sum per type, hold within the cap, sum over types; types not in the model add nothing."""
    sums = tuple(_type_sum(each, events, today) for each in model.signal_types.values())
    total = max(0, sum_of(sums))
    return Engagement(
        total=total,
        interest=max(0, sum_of(sums, "interest")),
        intent=max(0, sum_of(sums, "intent")),
        level=1 + sum(total >= least * FADE_ONE for least in model.levels),
        types=sums,
    )


def sum_of(sums: Sequence[TypeSum], kind: str | None = None) -> int:
    """The sum over types (of one kind) before it is held at 0."""
    return sum(each.value for each in sums if kind is None or each.type.kind == kind)


def _type_sum(signal_type: SignalType, events: Sequence[Event], today: int) -> TypeSum:
    traces = tuple(_trace(signal_type, event, today) for event in events if event.type == signal_type.key)
    cap = signal_type.cap * FADE_ONE
    raw = sum(trace.amount for trace in traces)
    return TypeSum(signal_type, traces, max(-cap, min(cap, raw)))


def _trace(signal_type: SignalType, event: Event, today: int) -> Trace:
    age = today - event.day
    left = 0 if age < 0 else _left(signal_type, age)
    return Trace(event, age, left, signal_type.points * left)


def _left(signal_type: SignalType, age: int) -> int:
    if signal_type.fades is None:
        return FADE_ONE
    return signal_type.fades[age] if age < len(signal_type.fades) else 0
