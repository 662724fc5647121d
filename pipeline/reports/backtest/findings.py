"""A backtest gathered lead by lead, and what it found, as JSON: numbers alone, without words of any language."""

from collections import Counter

from pipeline.scoring.backtest import Fate, id_ranges, judged
from pipeline.scoring.decision import RANK_STEP

from .separation import auc
from .shares import share
from .tally import Tally
from .tenths import tenths
from .thresholds import thresholds

# With fewer won or fewer other leads an interval is so wide that it says nothing.
LEAST = 10
AT_ONCE = 16_384
WHOLE_POINTS = range(5, 101, 5)
UNKNOWN = "unknown"
# Name of each measure and what it reads of a lead; the last one is the order of the lists.
MEASURES = {"fit": "fit_low", "engagement": "engagement", "qualification": "qual_low", "priority": "priority"}


class Gathered:
    """Everything that is kept of the leads while they are gone through."""

    def __init__(self, document):
        self.document = document
        self.tallies = {name: Tally() for name in MEASURES}
        self.fates, self.tables = Counter(), {"grade": Counter(), "level": Counter(), "status": Counter()}
        self.verdicts = Counter()
        self.dateless = 0

    def add(self, life, fate, said):
        self.fates[fate] += 1
        self.dateless += life.is_dateless
        if said is None:
            return
        is_won = fate == Fate.WON
        for name, column in MEASURES.items():
            self.tallies[name].add(getattr(said, column), is_won)
        self.tables["grade"][grade(said, self.document["grades"]), is_won] += 1
        self.tables["level"][level(said.engagement, self.document["levels"]), is_won] += 1
        self.tables["status"][said.category_id, is_won] += 1
        self.verdicts[said.verdict, is_won] += 1

    def findings(self):
        won, lost = self.fates[Fate.WON], self.fates[Fate.LOST]
        can_tell = min(won, lost) >= LEAST
        return {
            "won": won,
            "lost": lost,
            "rate": won + lost and share(won, won + lost).plain(),
            "left_out": {fate.value: self.fates[fate] for fate in Fate if not fate.counts and self.fates[fate]},
            "dateless": self.dateless,
            "can_tell": can_tell,
            "tables": self.conversions(),
            "measures": [self.measure(name) for name in MEASURES] if can_tell else [],
        }

    def conversions(self):
        """Of each class, best first: how many leads, how many of them won."""
        statuses = [each["id"] for each in by_rank(self.document)]
        return {
            "grade": rows(self.tables["grade"], [*"ABCD", UNKNOWN]),
            "level": rows(self.tables["level"], [4, 3, 2, 1]),
            "verdict": rows(self.verdicts, [1, 0, 2]),
            "status": rows(self.tables["status"], statuses),
        }

    def measure(self, name):
        groups = self.tallies[name].groups()
        return {
            "name": name,
            "auc": auc(groups).plain(),
            "scores": len(groups),
            "tied": max(each.leads for each in groups),
            "tenths": tenths(groups),
            "thresholds": [
                {"of": of, "rows": thresholds(groups, steps)} for of, steps in steps_of(name, self.document)
            ],
        }


def grade(said, grades):
    """As it is shown: of whom nothing is known there is no grade."""
    if (said.fit_low, said.fit_high) == (0, 10_000):
        return UNKNOWN
    return next((letter for letter in "ABC" if said.fit_low >= grades[letter] * 100), "D")


def level(engagement, levels):
    return 1 + sum(engagement >= points * 1_000_000 for points in levels)


def by_rank(document):
    return sorted(document["categories"], key=lambda each: -each["rank"])


def rows(counts, classes):
    """Classes that nobody is in are left out."""
    found = []
    for each in classes:
        won, lost = counts[each, True], counts[each, False]
        if won + lost:
            found.append({"of": each, "leads": won + lost, "won": won, "rate": share(won, won + lost).plain()})
    return found


def steps_of(name, document):
    """The thresholds at which a measure is judged: every fifth point, and the classes that it is shown in."""
    basis_points = [(points, points * 100) for points in WHOLE_POINTS]
    match name:
        case "fit":
            grades = [(letter, document["grades"][letter] * 100) for letter in "ABC"]
            return [("grade", grades), ("points", basis_points)]
        case "engagement":
            levels = [(number, document["levels"][number - 2] * 1_000_000) for number in (4, 3, 2)]
            return [("level", levels), ("points", [(points, points * 1_000_000) for points in WHOLE_POINTS])]
        case "qualification":
            return [("points", basis_points)]
    return [("status", [(each["id"], each["rank"] * RANK_STEP) for each in by_rank(document)])]


def backtest(compiled, question, today, tell=lambda done, total: None):
    """Go through all leads in ranges of ids; nothing is written."""
    gathered = Gathered(compiled.document)
    ranges = id_ranges(AT_ONCE)
    for number, (first, last) in enumerate(ranges):
        tell(number, len(ranges))
        for life, fate, said in judged(compiled, question, today, first, last):
            gathered.add(life, fate, said)
    return {"as_of": today.isoformat(), **gathered.findings()}
