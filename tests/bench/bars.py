"""The bars: which work is held against which limit, and how far apart the two may be."""

import statistics
from dataclasses import dataclass, field

# So much more may a small measurement cost: the fixed part of everything weighs more there.
QUICK = 1.5
PARTS = ("work", "limit", "ratio")


@dataclass(frozen=True)
class Bar:
    work: str
    limit: str
    unit: str
    # None: told, and held to nothing.
    most: float | None = None
    aim: float | None = None
    is_quick: bool = False
    # Of these the ratio must be reached, not kept to.
    is_least: bool = False

    def bound(self, quick):
        return self.most if not quick or self.is_least else self.most * QUICK

    def holds(self, ratio, quick=False):
        if self.most is None:
            return True
        return ratio >= self.most if self.is_least else ratio <= self.bound(quick)


BARS = {
    "R1": Bar(
        "rescore everyone, a rule changed for 20 %, one process",
        "UPDATE of exactly those rows, nothing computed",
        "CPU s", 2.5, 1.7, is_quick=True,
    ),
    "R2": Bar("the same by two Celery workers", "the same UPDATE", "wall s", 2.0, 1.2),
    "R3": Bar("rescore everyone, nothing changed", "join of the input tables", "CPU s", 6.5, 4, is_quick=True),
    "R4": Bar("a loop of the ORM per lead", "R1", "CPU s", 200, 500, is_quick=True, is_least=True),
    "R5": Bar("R1 with ten times the leads", "R1 with a tenth of them", "CPU s", 12, 10.5),
    "I1": Bar(
        "one signal in, deduplicated, its lead rescored",
        "INSERT of one bare row, committed",
        "CPU ms", 5, 3, is_quick=True,
    ),
    "I2": Bar("100,000 signals in one batch, same", "COPY into the signal table", "CPU s", 8, 4),
    "L1": Bar("first page of any list (the dearest)", "50 leads by key", "CPU ms", 4, 1.5, is_quick=True),
    "L2": Bar("the list's page at row 100,000", "its first page", "CPU ms", 2, 1.2),
    "P1": Bar("review by owner and stage, live", "bare scan of the state rows", "CPU ms", 2.5, 1.7, is_quick=True),
    "D1": Bar("import of 100,000 rows, duplicates found", "bare COPY of its rows into their tables", "CPU s", 30, 12),
    "A1": Bar("one answer saved in a call, alone", "INSERT of one bare row, committed", "db CPU ms"),
    "A50": Bar("one answer saved, 50 SDRs in calls at once", "A1", "CPU ms", 1.5, 1.2),
    "H1": Bar("ledgers that differ from the stored score", "leads looked at", "leads", 0, 0, is_quick=True),
}  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """One measurement of both sides, in the bar's unit; `of` tells apart what one bar measures several times, `told`
    is what was measured along with the work."""

    key: str
    work: float
    limit: float
    of: str = ""
    told: dict = field(default_factory=dict)

    @property
    def ratio(self):
        return self.work if self.key == "H1" else self.work / self.limit


@dataclass(frozen=True)
class Outcome:
    """Medians over the repetitions, of the dearest of what one bar measures."""

    key: str
    work: float
    limit: float
    ratio: float
    of: str
    told: dict
    holds: bool


def judge(samples, quick=False):
    """Outcomes by key, in the order of the bars; a bar without samples was not measured."""
    found = {}
    for key, bar in BARS.items():
        groups = {}
        for sample in samples:
            if sample.key == key:
                groups.setdefault(sample.of, []).append(sample)
        if groups:
            found[key] = worst([middle(key, of, group, bar, quick) for of, group in groups.items()], bar)
    return found


def middle(key, of, samples, bar, quick):
    work, limit, ratio = (statistics.median(getattr(each, part) for each in samples) for part in PARTS)
    told = {name: statistics.median(each.told[name] for each in samples) for name in samples[0].told}
    return Outcome(key, work, limit, ratio, of, told, bar.holds(ratio, quick))


def worst(outcomes, bar):
    return (min if bar.is_least else max)(outcomes, key=lambda each: each.ratio)
