"""Two scores of one lead side by side: which lines of the ledger came, went and changed, and by how much.

Lines of one block add up: what its lines differ by is what its sums differ by, to the last digit. The blocks are those
of frameworks_app.scoring.ledger: per ICP the points earned, the ends of the scale, and basis points; the engagement in
millionths; per framework hundredths of cells, and basis points.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from frameworks_app.scoring import Line, Score
from frameworks_app.scoring.ledger import Section, Unit

ENDS = {"least", "most"}
NUMBERS = ("fit_low", "fit_high", "engagement", "interest", "intent", "qual_low", "qual_high")


@dataclass(frozen=True)
class Change:
    """One line in one ledger or both; its amount is what the block's sum differs by because of it."""

    old: Line | None
    new: Line | None

    @property
    def line(self):
        return self.new or self.old

    @property
    def kind(self):
        return "added" if self.old is None else "gone" if self.new is None else "changed"

    @property
    def low(self):
        return (self.new.low if self.new else 0) - (self.old.low if self.old else 0)

    @property
    def high(self):
        return (self.new.high if self.new else 0) - (self.old.high if self.old else 0)


@dataclass(frozen=True)
class Ends:
    low: int = 0
    high: int = 0

    def minus(self, other):
        return Ends(self.low - other.low, self.high - other.high)


@dataclass(frozen=True)
class Block:
    """Lines that add up: their sums before and after, and the lines that differ."""

    section: str
    group: str
    unit: str
    # The ends of a scale are no part of what is earned on it.
    what: str
    old: Ends
    new: Ends
    changes: tuple

    @property
    def amount(self):
        return self.new.minus(self.old)


@dataclass(frozen=True)
class Counting:
    """Which group a total is taken from, before and after, and what its total differs by because it is another one."""

    old: str | None
    new: str | None
    switch: Ends

    @property
    def group(self):
        """The one to look at: the former one, where none counts any more."""
        return self.new or self.old


@dataclass(frozen=True)
class Difference:
    """`numbers` holds of each stored score what it was and what it is; `blocks` only those of which a line differs.

    Fit differs by what the ICP `fit.group` differs by in basis points, and by `fit.switch`: the rest, where another
    one counts now. Qualification likewise, by the framework that leads.
    """

    numbers: dict
    blocks: tuple
    fit: Counting
    qualification: Counting

    def block(self, section, group, unit, what=""):
        named = (section, group, unit, what)
        return next((each for each in self.blocks if (each.section, each.group, each.unit, each.what) == named), None)

    @property
    def amounts(self):
        return {name: new - old for name, (old, new) in self.numbers.items()}


def difference(old: Score, new: Score) -> Difference:
    """What is different in `new`; both may be of one version or of two."""
    earlier, later = blocks_of(old.ledger), blocks_of(new.ledger)
    names = dict.fromkeys([*later, *earlier])
    blocks = [block(name, earlier.get(name, ()), later.get(name, ())) for name in names]
    changed = tuple(each for each in blocks if each.changes)
    numbers = {name: (getattr(old, name), getattr(new, name)) for name in NUMBERS}
    return Difference(
        numbers=numbers,
        blocks=changed,
        fit=counting(changed, Section.FIT, (old.icp, new.icp), numbers, "fit"),
        qualification=counting(changed, Section.QUALIFICATION, (old.leading, new.leading), numbers, "qual"),
    )


def blocks_of(ledger):
    """Lines by the block that they add up in; rows of the decision table add nothing up."""
    found = defaultdict(list)
    for line in ledger:
        if line.section is not Section.CATEGORY:
            found[block_name(line)].append(line)
    return found


def block_name(line):
    # All types of signals are one sum.
    group = "" if line.unit is Unit.MILLIONTHS else line.group
    what = line.what if line.what in ENDS else ""
    return line.section.value, group, line.unit.value, what


def block(name, old, new):
    before, after = by_cause(old), by_cause(new)
    pairs = [Change(before.get(cause), after.get(cause)) for cause in dict.fromkeys([*after, *before])]
    return Block(*name, total(old), total(new), tuple(each for each in pairs if differs(each)))


def by_cause(lines):
    """A line by what it stands for; lines that stand for the same are told apart by their order."""
    found, seen = {}, Counter()
    for line in lines:
        named = cause(line)
        found[*named, seen[named]] = line
        seen[named] += 1
    return found


def cause(line):
    """A rule or criterion by its key, a signal by its own id, any other by its name."""
    if line.key:
        return line.group, line.key, None
    return (line.group, "", line.fact) if line.fact is not None else (line.group, line.what, None)


def differs(change):
    """Shown where it counts differently, or says another thing of the same weight."""
    if change.old is None or change.new is None:
        return True
    same = (change.old.low, change.old.high, change.old.what) == (change.new.low, change.new.high, change.new.what)
    return not same


def total(lines):
    return Ends(sum(line.low for line in lines), sum(line.high for line in lines))


def counting(blocks, section, groups, numbers, prefix):
    old, new = groups
    whole = Ends(*(numbers[f"{prefix}_{end}"][1] - numbers[f"{prefix}_{end}"][0] for end in ("low", "high")))
    result = (section.value, new or old, Unit.BASIS_POINTS.value)
    own = (each.amount for each in blocks if (each.section, each.group, each.unit) == result)
    return Counting(old, new, whole.minus(next(own, Ends())))
