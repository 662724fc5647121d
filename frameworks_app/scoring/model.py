"""A published document, read once into frozen dataclasses."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from frameworks_app.verdict import Framework

Condition = Mapping[str, Any]


@dataclass(frozen=True)
class IcpCriterion:
    """A rule of an ICP on `attribute`, written entity.key; rules of one ladder share `ladder`."""

    key: str
    attribute: str
    points: int
    required: bool
    ladder: str


@dataclass(frozen=True)
class Icp:
    """An ideal customer profile; `threshold` is in whole points 0..100 of fit low."""

    key: str
    threshold: int
    criteria: tuple[IcpCriterion, ...]

    @cached_property
    def ladders(self) -> tuple[tuple[IcpCriterion, ...], ...]:
        found: dict[str, list[IcpCriterion]] = {}
        for criterion in self.criteria:
            found.setdefault(criterion.ladder, []).append(criterion)
        return tuple(tuple(rungs) for rungs in found.values())

    @cached_property
    def least(self) -> int:
        return sum(min(0, *(rung.points for rung in ladder)) for ladder in self.ladders)

    @cached_property
    def most(self) -> int:
        return sum(max(0, *(rung.points for rung in ladder)) for ladder in self.ladders)


@dataclass(frozen=True)
class SignalType:
    """Points and cap in whole points; `fades[age]` in millionths (None: never fades)."""

    key: str
    kind: str
    points: int
    cap: int
    fades: tuple[int, ...] | None


@dataclass(frozen=True)
class Category:
    id: int
    key: str
    kind: str
    rank: int


@dataclass(frozen=True)
class Row:
    """One row of the decision table: the category that its conditions lead to."""

    key: str
    category: str
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Model:
    """A scoring model version. `grades` falls from A to C and `levels` rises, both whole points."""

    icps: tuple[Icp, ...]
    grades: tuple[tuple[str, int], ...]
    signal_types: Mapping[str, SignalType]
    levels: tuple[int, ...]
    frameworks: Mapping[str, Framework]
    derived: Mapping[str, str]
    categories: Mapping[str, Category]
    table: tuple[Row, ...]

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """Read a published document of format 1 (KeyError where it lacks a part)."""
        return cls(
            icps=tuple(_icp(entry) for entry in document["icps"]),
            grades=tuple((grade, document["grades"][grade]) for grade in "ABC"),
            signal_types=_signal_types(document),
            levels=tuple(document["levels"]),
            frameworks={
                entry["key"]: Framework.from_document(document, entry["key"]) for entry in document["frameworks"]
            },
            derived={entry["key"]: entry["derived_from"] for entry in document["criteria"] if entry["derived_from"]},
            categories={entry["key"]: _category(entry) for entry in document["categories"]},
            table=tuple(
                Row(entry["key"], entry["category"], tuple(entry["conditions"])) for entry in document["table"]
            ),
        )

    @property
    def active_frameworks(self) -> tuple[str, ...]:
        return tuple(key for key, framework in self.frameworks.items() if framework.is_active)

    def leading_framework(self, wanted: str | None) -> str | None:
        """The wanted one if the document has it, else the first active one, else none."""
        if wanted in self.frameworks:
            return wanted
        return next(iter(self.active_frameworks), None)


def _icp(entry: Mapping[str, Any]) -> Icp:
    criteria = tuple(_icp_criterion(each) for each in entry["criteria"])
    return Icp(entry["key"], entry["threshold"], criteria)


def _icp_criterion(entry: Mapping[str, Any]) -> IcpCriterion:
    # An attribute with many values has no first that holds: each criterion stands alone.
    is_alone = entry["value_type"] == "choices"
    attribute = f"{entry['entity']}.{entry['attribute']}"
    return IcpCriterion(
        key=entry["key"],
        attribute=attribute,
        points=entry["points"],
        required=entry["required"],
        ladder=f"{attribute}#{entry['key']}" if is_alone else attribute,
    )


def _signal_types(document: Mapping[str, Any]) -> dict[str, SignalType]:
    fades = {half_life: tuple(table) for half_life, table in document["fades"].items()}
    return {
        entry["key"]: SignalType(
            key=entry["key"],
            kind=entry["kind"],
            points=points_of(entry),
            cap=entry["cap"],
            fades=None if entry["half_life"] is None else fades[str(entry["half_life"])],
        )
        for entry in document["signal_types"]
    }


def points_of(signal_type: Mapping[str, Any]) -> int:
    """What one such signal is worth, in whole points: nothing once the type is retired."""
    points: int = signal_type["points"]
    return points if signal_type.get("active", True) else 0


def _category(entry: Mapping[str, Any]) -> Category:
    return Category(entry["id"], entry["key"], entry["kind"], entry["rank"])
