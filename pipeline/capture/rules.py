"""What a mapping says of answers, signals and stages, as it was understood."""

from dataclasses import dataclass

from .cell import Cell


@dataclass(frozen=True)
class Level:
    rating: int | None
    because: str


@dataclass(frozen=True)
class AnswerRule:
    """A seller's answer: which rating each text stands for, and why."""

    criterion: str
    cell: Cell
    levels: dict
    rejects_others: bool
    evidence: str


@dataclass(frozen=True)
class SignalRule:
    type: Cell
    when: Cell | None
    key: Cell | None


@dataclass(frozen=True)
class OutcomeRule:
    """The stage that a row says the lead went to."""

    stage: Cell
    when: Cell | None
    reason: Cell | None
