"""How many new leads stand at or above each threshold, for each SDR and working day, now and under the draft."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from pipeline.scoring.movement import FIT_STEPS, GRADES, UNKNOWN

POINTS = 100 // FIT_STEPS


@dataclass(frozen=True)
class Rate:
    """Leads per SDR and day, in tenths; rounded up, so that what is shown to fit does fit."""

    leads: int
    tenths: int | None
    fits: bool = False

    @property
    def shown(self):
        return None if self.tenths is None else self.tenths / 10


@dataclass(frozen=True)
class Threshold:
    """Everything at `label` or above, now and under the draft."""

    label: str
    before: Rate
    after: Rate


@dataclass(frozen=True)
class Scale:
    title: str
    thresholds: list


@dataclass(frozen=True)
class Capacity:
    """The new leads of one team, or of all, held against the people who take them."""

    since: date
    until: date
    leads: int
    sdrs: int
    # Working days of each SDR, added up.
    days: int
    # Of leads that belong to no team with an SDR; of all teams together only.
    nobodys: int
    scales: list


def capacity_of(result, statuses, *, team, take):
    """`team`: id, None for all. `take`: how many leads each SDR can take a day, None where nobody has said."""
    seats = [row for row in result["teams"]["seats"] if team is None or row[0] == team]
    days = sum(sdrs * days for _team, sdrs, days in seats)
    new = {name: of_team(rows, team) for name, rows in result["new"].items()}
    with_sdrs = {row[0] for row in seats}
    arrived = [row for row in result["new"]["result_was"] if team is None or row[0] == team]
    return Capacity(
        since=date.fromisoformat(result["teams"]["since"]) + timedelta(days=1),
        until=date.fromisoformat(result["day"]),
        leads=sum(row[-1] for row in arrived),
        sdrs=sum(sdrs for _team, sdrs, _days in seats),
        days=days,
        nobodys=sum(row[-1] for row in arrived if row[0] not in with_sdrs),
        scales=[
            Scale(title, thresholds(labels, before, after, days, take))
            for title, labels, before, after in sides(new, statuses)
        ],
    )


def of_team(rows, team):
    """Values with how many new leads have them, in the team or in all."""
    found = defaultdict(int)
    for row in rows:
        if team is None or row[0] == team:
            found[tuple(row[1:-1])] += row[-1]
    return found


def sides(new, statuses):
    """Each scale with its thresholds from the top, and the leads at each of them, now and under the draft."""
    plain = {name: {key[0]: n for key, n in found.items()} for name, found in new.items() if name != "status"}
    for name, title, labels in (
        ("fit", _("Fit at least"), {step: str(step * POINTS) for step in reversed(range(FIT_STEPS))}),
        ("grade", _("Grade or better"), dict(enumerate(GRADES))),
        ("level", _("Engagement level or above"), {level: str(level) for level in (4, 3, 2, 1)}),
    ):
        # What is not known counts as its low end.
        lowest = 0 if name == "fit" else GRADES.index("D")
        yield title, labels, *(known(plain[f"{name}_{side}"], lowest) for side in ("was", "becomes"))
    by_rank, before, after = defaultdict(list), defaultdict(int), defaultdict(int)
    for each in sorted(each for each in statuses.values() if each.pk is not None):
        by_rank[each.rank].append(str(each))
    for (was, becomes), n in new["status"].items():
        before[statuses[was].rank] += n
        after[statuses[becomes].rank] += n
    yield _("Status or above"), {rank: " / ".join(names) for rank, names in by_rank.items()}, before, after


def known(counted, lowest):
    found = defaultdict(int)
    for value, n in counted.items():
        found[lowest if value == UNKNOWN else value] += n
    return found


def thresholds(labels, before, after, days, take):
    """From the top down; of those that fit, the lowest is marked."""
    rates = [rates_of(labels, counted, days, take) for counted in (before, after)]
    return [Threshold(label, *pair) for label, *pair in zip(labels.values(), *rates, strict=True)]


def rates_of(labels, counted, days, take):
    found, total, lowest = [], 0, None
    for i, value in enumerate(labels):
        total += counted.get(value, 0)
        tenths = -(-10 * total // days) if days else None
        if take and tenths is not None and tenths <= 10 * take:
            lowest = i
        found.append((total, tenths))
    return [Rate(leads, tenths, i == lowest) for i, (leads, tenths) in enumerate(found)]
