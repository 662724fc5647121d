"""A framework as a published document states it, and the answers that are held against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, Self

RUNGS = ("assumed", "heard", "confirmed")
BEST_RATING = 4


class PassRule(StrEnum):
    ALL_GATES = "all_gates"
    THRESHOLD = "threshold"
    BOTH = "both"
    GATES_IN_ORDER = "gates_in_order"


@dataclass(frozen=True)
class Answer:
    """The answer that counts: rating 0..4, evidence one of RUNGS, and the day number on which it
    is no longer fresh (None: it never ages)."""

    rating: int
    evidence: str
    expires: int | None = None
    id: int | None = None


@dataclass(frozen=True)
class Criterion:
    """One line of a framework: weight 0..1000, a gate of 1..4 or none."""

    key: str
    weight: int
    gate: int | None = None
    gate_evidence: str | None = None
    light: str | None = None
    derived_from: str = ""


@dataclass(frozen=True)
class Framework:
    """Criteria in order, the pass rule, and the percent that each rung of evidence is worth."""

    key: str
    pass_rule: PassRule
    threshold: int | None
    criteria: tuple[Criterion, ...]
    percents: Mapping[str, int]
    is_active: bool = True

    @classmethod
    def from_document(cls, document: Mapping[str, Any], key: str) -> Self:
        """The framework of that key in a published document; KeyError if it has none."""
        stated = {entry["key"]: entry for entry in document["frameworks"]}[key]
        derived = {entry["key"]: entry["derived_from"] for entry in document["criteria"]}
        return cls(
            key=key,
            pass_rule=PassRule(stated["pass_rule"]),
            threshold=stated["threshold"],
            criteria=tuple(_criterion(entry, derived.get(entry["key"], "")) for entry in stated["criteria"]),
            percents=document["evidence"],
            is_active=stated["active"],
        )

    @cached_property
    def weight(self) -> int:
        return sum(criterion.weight for criterion in self.criteria)

    @property
    def counts_gates(self) -> bool:
        return self.pass_rule is not PassRule.THRESHOLD

    @property
    def least_points(self) -> int | None:
        """The whole points 1..100 that `low` must reach; None where only gates speak."""
        if self.pass_rule in (PassRule.THRESHOLD, PassRule.BOTH):
            return self.threshold
        return None


def _criterion(entry: Mapping[str, Any], derived_from: str) -> Criterion:
    return Criterion(
        key=entry["key"],
        weight=entry["weight"],
        gate=entry.get("gate"),
        gate_evidence=entry.get("gate_evidence"),
        light=entry.get("light"),
        derived_from=derived_from,
    )


def fresh(answers: Mapping[str, Answer], today: int) -> dict[str, Answer]:
    """The answers that still count on day `today`; a stale one is as good as unknown."""
    return {key: answer for key, answer in answers.items() if answer.expires is None or answer.expires > today}
