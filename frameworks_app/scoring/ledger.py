"""The ledger: one line per cause, adding up exactly to every stored number.

How a group of lines adds up, `low` and `high` each by itself:

- fit, one group per ICP: the criteria's points are what is earned; `least` and `most` are the ends
  of the scale; `division` is their quotient in basis points, and what `required_failed` or
  `required_open` takes away from it leaves the ICP's fit. The total of the section is the greatest
  of the ICPs that do not exclude the lead.
- engagement: all lines together are the total, in millionths; interest and intent are the lines of
  the types of that kind, and the line `not_below_0` of the section of that name.
- qualification, one group per framework: the criteria's hundredths of a cell are the numerators,
  and `division` is 10000 x numerator / (400 x weight), rounded down.
- category: the rows of the decision table, in order, each with its state.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from frameworks_app.scoring.category import Case, Outcome, RowState
from frameworks_app.scoring.engagement import TypeSum, sum_of
from frameworks_app.scoring.fading import FADE_ONE
from frameworks_app.scoring.fit import IcpFit, Inclusion
from frameworks_app.verdict import Answer, Framework, Judgement, Share

Part = int | str | bool | tuple[bool | None, ...] | None


class Section(StrEnum):
    FIT = "fit"
    ENGAGEMENT = "engagement"
    INTEREST = "interest"
    INTENT = "intent"
    QUALIFICATION = "qualification"
    CATEGORY = "category"


class Unit(StrEnum):
    POINTS = "points"
    BASIS_POINTS = "basis_points"
    MILLIONTHS = "millionths"
    CELL_HUNDREDTHS = "cell_hundredths"
    NONE = ""


@dataclass(frozen=True)
class Line:
    """One cause. `group` is the key of the ICP, signal type, framework or row; `key` that of the
    criterion; `fact` the attribute, or the id of the event or answer; `parts` what it came from."""

    section: Section
    group: str
    key: str
    what: str
    fact: str | int | None = None
    low: int = 0
    high: int = 0
    unit: Unit = Unit.NONE
    parts: Mapping[str, Part] = field(default_factory=dict)


def ledger(case: Case, outcome: Outcome) -> tuple[Line, ...]:
    """All lines of one score, in the order of the sections."""
    lines: list[Line] = []
    for icp in case.fit.icps:
        lines += _icp_lines(icp)
    lines += _engagement_lines(case.engagement.types)
    for key, judgement in case.verdicts.items():
        lines += _framework_lines(case, case.model.frameworks[key], judgement)
    lines += _row_lines(outcome)
    return tuple(lines)


def _icp_lines(found: IcpFit) -> Iterator[Line]:
    key = found.icp.key
    for rung in found.rungs:
        yield Line(
            section=Section.FIT,
            group=key,
            key=rung.criterion.key,
            what=rung.state.value,
            fact=rung.criterion.attribute,
            low=rung.low,
            high=rung.high,
            unit=Unit.POINTS,
            parts={"points": rung.criterion.points, "required": rung.criterion.required},
        )
    for what, end in (("least", found.icp.least), ("most", found.icp.most)):
        yield Line(Section.FIT, key, "", what, low=end, high=end, unit=Unit.POINTS)
    yield _fit_end(found, "division", found.bare_low, found.bare_high)
    if found.inclusion is Inclusion.EXCLUDED:
        yield _fit_end(found, "required_failed", -found.bare_low, -found.bare_high)
    if found.inclusion is Inclusion.OPEN:
        yield _fit_end(found, "required_open", -found.bare_low, 0)


def _fit_end(found: IcpFit, what: str, low: int, high: int) -> Line:
    return Line(Section.FIT, found.icp.key, "", what, low=low, high=high, unit=Unit.BASIS_POINTS)


def _engagement_lines(sums: Sequence[TypeSum]) -> Iterator[Line]:
    for each in sums:
        yield from _type_lines(each)
    for section, kind in (
        (Section.ENGAGEMENT, None),
        (Section.INTEREST, "interest"),
        (Section.INTENT, "intent"),
    ):
        below = min(0, sum_of(sums, kind))
        if below:
            yield _millionths(section, "", "not_below_0", -below)


def _type_lines(found: TypeSum) -> Iterator[Line]:
    key, kind = found.type.key, found.type.kind
    for trace in found.traces:
        parts: dict[str, Part] = {
            "kind": kind,
            "points": found.type.points,
            "left": trace.left,
            "age": trace.age,
        }
        what = "event" if trace.age >= 0 else "future"
        yield _millionths(Section.ENGAGEMENT, key, what, trace.amount, trace.event.id, parts)
    if found.raw != found.value:
        parts = {"kind": kind, "cap": found.type.cap * FADE_ONE}
        yield _millionths(Section.ENGAGEMENT, key, "over_cap", found.value - found.raw, None, parts)


def _millionths(
    section: Section,
    group: str,
    what: str,
    amount: int,
    fact: int | None = None,
    parts: Mapping[str, Part] | None = None,
) -> Line:
    return Line(section, group, "", what, fact, amount, amount, Unit.MILLIONTHS, parts or {})


def _framework_lines(case: Case, framework: Framework, judgement: Judgement) -> Iterator[Line]:
    for criterion, share in zip(framework.criteria, judgement.shares, strict=True):
        typed = case.facts.answers.get(share.key)
        answer = case.answers.get(share.key)
        yield Line(
            section=Section.QUALIFICATION,
            group=framework.key,
            key=share.key,
            what=_what_is_known(criterion.derived_from, answer, typed),
            fact=typed.id if typed and not criterion.derived_from else None,
            low=share.low,
            high=share.high,
            unit=Unit.CELL_HUNDREDTHS,
            parts=_answer_parts(framework, criterion.weight, answer, share),
        )
    yield Line(
        section=Section.QUALIFICATION,
        group=framework.key,
        key="",
        what="division",
        low=judgement.bounds.low,
        high=judgement.bounds.high,
        unit=Unit.BASIS_POINTS,
        parts={"weight": framework.weight},
    )


def _what_is_known(derived_from: str, answer: Answer | None, typed: Answer | None) -> str:
    if derived_from:
        return "derived" if answer else "unknown"
    if answer:
        return "answer"
    return "stale" if typed else "unknown"


def _answer_parts(framework: Framework, weight: int, answer: Answer | None, share: Share) -> dict[str, Part]:
    return {
        "weight": weight,
        "rating": answer.rating if answer else None,
        "percent": framework.percents[answer.evidence] if answer else None,
        "gate": share.gate.value if share.gate else None,
        "counts_low": share.counts_low,
        "counts_high": share.counts_high,
    }


def _row_lines(outcome: Outcome) -> Iterator[Line]:
    is_past = False
    for each in outcome.rows:
        wins = each.row.key == outcome.row
        yield Line(
            section=Section.CATEGORY,
            group=each.row.key,
            key=each.row.category,
            what="wins" if wins else _state(each),
            parts={"is_past": is_past, "conditions": each.states},
        )
        is_past = is_past or wins


def _state(found: RowState) -> str:
    return {False: "fails", True: "holds", None: "open"}[found.state]
