"""Are they who we want? Source: scoring.md, Fit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from frameworks_app.scoring.model import Icp, IcpCriterion, Model
from frameworks_app.verdict import WHOLE

WORST_GRADE = "D"

Results = Mapping[str, bool | None]


class Inclusion(StrEnum):
    OPEN = "open"
    INCLUDED = "included"
    EXCLUDED = "excluded"

    @property
    def number(self) -> int:
        """As stored: open 0, included 1, excluded 2."""
        return list(Inclusion).index(self)


class Light(StrEnum):
    OPEN = "open"
    PASS = "pass"
    FAIL = "fail"

    @property
    def number(self) -> int:
        """As stored: open 0, pass 1, fail 2."""
        return list(Light).index(self)


class RungState(StrEnum):
    HOLDS = "holds"
    FAILS = "fails"
    OPEN = "open"
    SHADOWED = "shadowed"


@dataclass(frozen=True)
class Rung:
    """One criterion of an ICP as found: the whole points it puts into both ends of the range."""

    criterion: IcpCriterion
    state: RungState
    low: int = 0
    high: int = 0


@dataclass(frozen=True)
class IcpFit:
    """One ICP held against a lead. `bare_low` and `bare_high` are the division's results in basis
    points; `low` and `high` are what is left of them after the required criteria had their say."""

    icp: Icp
    inclusion: Inclusion
    rungs: tuple[Rung, ...]
    bare_low: int
    bare_high: int

    @property
    def low(self) -> int:
        return self.bare_low if self.inclusion is Inclusion.INCLUDED else 0

    @property
    def high(self) -> int:
        return 0 if self.inclusion is Inclusion.EXCLUDED else self.bare_high


@dataclass(frozen=True)
class Fit:
    """Basis points 0..10000 over all active ICPs; `icp` is the one that the page names."""

    low: int
    high: int
    inclusion: Inclusion
    company: Light
    icp: str | None
    icps: tuple[IcpFit, ...]


def measure_fit(model: Model, results: Mapping[str, Results]) -> Fit:
    """The greatest low and high among the ICPs that do not exclude the lead. Excluded from all:
    0-0; without an ICP 0-10000, open."""
    icps = tuple(measure_icp(icp, results.get(icp.key, {})) for icp in model.icps)
    if not icps:
        return Fit(0, WHOLE, Inclusion.OPEN, Light.OPEN, None, ())
    candidates = [each for each in icps if each.inclusion is not Inclusion.EXCLUDED]
    # max() keeps the first of equals, which is the order of the ICPs.
    named = max(candidates, key=lambda each: (each.low, each.high), default=None)
    return Fit(
        low=max((each.low for each in candidates), default=0),
        high=max((each.high for each in candidates), default=0),
        inclusion=_overall(icps),
        company=_company_light(icps),
        icp=named.icp.key if named else None,
        icps=icps,
    )


def measure_icp(icp: Icp, results: Results) -> IcpFit:
    """One ICP: 10000 x (earned - least) / (most - least), rounded down; 10000 if most = least."""
    found = {rung.criterion.key: rung for ladder in icp.ladders for rung in _climb(ladder, results)}
    rungs = tuple(found[criterion.key] for criterion in icp.criteria)
    return IcpFit(
        icp=icp,
        inclusion=_inclusion(icp, results),
        rungs=rungs,
        bare_low=_share(icp, sum(rung.low for rung in rungs)),
        bare_high=_share(icp, sum(rung.high for rung in rungs)),
    )


def _share(icp: Icp, earned: int) -> int:
    if icp.most == icp.least:
        return WHOLE
    return WHOLE * (earned - icp.least) // (icp.most - icp.least)


def _climb(ladder: Sequence[IcpCriterion], results: Results) -> list[Rung]:
    """Only the first rung that holds counts; an open ladder reaches over all that may be first.
    The rung with the lowest points carries the low end, the one with the highest the high end."""
    states = _states(ladder, results)
    reach = [rung for rung in ladder if states[rung.key] in (RungState.OPEN, RungState.HOLDS)]
    lowest = min(reach, key=lambda rung: rung.points, default=None)
    highest = max(reach, key=lambda rung: rung.points, default=None)
    # Unless one rung surely holds, it may be that none does.
    is_sure = RungState.HOLDS in states.values()
    rungs = []
    for rung in ladder:
        low = rung.points if is_sure else min(0, rung.points)
        high = rung.points if is_sure else max(0, rung.points)
        rungs.append(Rung(rung, states[rung.key], low * (rung is lowest), high * (rung is highest)))
    return rungs


def _states(ladder: Sequence[IcpCriterion], results: Results) -> dict[str, RungState]:
    states = {}
    is_held = False
    for rung in ladder:
        result = results.get(rung.key)
        if result is False:
            states[rung.key] = RungState.FAILS
        elif is_held:
            states[rung.key] = RungState.SHADOWED
        else:
            states[rung.key] = RungState.OPEN if result is None else RungState.HOLDS
            is_held = result is True
    return states


def _inclusion(icp: Icp, results: Results) -> Inclusion:
    required = [results.get(each.key) for each in icp.criteria if each.required]
    if False in required:
        return Inclusion.EXCLUDED
    return Inclusion.OPEN if None in required else Inclusion.INCLUDED


def _overall(icps: Sequence[IcpFit]) -> Inclusion:
    found = [each.inclusion for each in icps]
    for state in (Inclusion.INCLUDED, Inclusion.OPEN):
        if state in found:
            return state
    return Inclusion.EXCLUDED


def _company_light(icps: Sequence[IcpFit]) -> Light:
    if all(each.inclusion is Inclusion.EXCLUDED for each in icps):
        return Light.FAIL
    if any(each.inclusion is Inclusion.INCLUDED and each.low >= 100 * each.icp.threshold for each in icps):
        return Light.PASS
    return Light.OPEN


def grade(model: Model, fit: int) -> str:
    """The grade of a fit in basis points."""
    return next((name for name, least in model.grades if fit >= 100 * least), WORST_GRADE)


def grades_between(model: Model, low: int, high: int) -> tuple[str, ...]:
    """Every grade from low's to high's, best first."""
    names = [name for name, _ in model.grades] + [WORST_GRADE]
    return tuple(names[names.index(grade(model, high)) : names.index(grade(model, low)) + 1])
