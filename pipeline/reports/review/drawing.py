"""The flow of a review as a drawing: a bar of then, one row for each group that has leads, a bar of now.

Every row is as high as the others, so that its words stand beside it; what is proportional are the two bars with
their parts, and the ends of the ribbons among themselves. Units are those of the two SVGs: 100 wide, 100 a row.
"""

from dataclasses import dataclass

from pipeline.models import Group

ROW = 100
# A ribbon of one lead among thousands is still seen.
THINNEST = 3
THICKEST = 76
BAR = 7
# From what came, over what goes on, to what is over and what went elsewhere: so no ribbon crosses another.
ORDER = (
    Group.NEW,
    Group.ADVANCED,
    Group.WORKED,
    Group.IDLE,
    Group.MOVED_BACK,
    Group.WON,
    Group.LOST,
    Group.DISQUALIFIED,
    Group.NURTURE,
    Group.RETURNED,
    Group.LEFT,
)


@dataclass(frozen=True)
class Row:
    group: Group
    number: int
    # Of the two ribbons the outlines; empty where nothing comes from there, or goes there.
    before: str
    after: str


@dataclass(frozen=True)
class Drawing:
    rows: list
    height: int
    then: tuple
    now: tuple


def drawing_of(counts):
    found = [(group, counts.groups[group]) for group in ORDER if counts.groups[group]]
    height, most = ROW * len(found), max(counts.then, counts.now, 1)
    unit = height * 0.94 / most
    left, right = Side(counts.then, unit, height), Side(counts.now, unit, height)
    largest = max((number for _group, number in found), default=1)
    rows = []
    for index, (group, number) in enumerate(found):
        end = around(ROW * index + ROW / 2, max(THINNEST, THICKEST * number / largest))
        before = ribbon(BAR, left.take(number), 100, end) if group != Group.NEW else ""
        after = ribbon(0, end, 100 - BAR, right.take(number)) if group != Group.LEFT else ""
        rows.append(Row(group, number, before, after))
    return Drawing(rows, height, left.span, right.span)


class Side:
    """The bar on one side, given away from top to bottom."""

    def __init__(self, number, unit, height):
        self.unit, self.at = unit, (height - number * unit) / 2
        self.span = round(self.at, 1), round(number * unit, 1)

    def take(self, number):
        start, self.at = self.at, self.at + number * self.unit
        return start, self.at


def around(middle, thickness):
    return middle - thickness / 2, middle + thickness / 2


def ribbon(x, start, to, end):
    """From the edge `start` at `x` to the edge `end`, in a double bend."""
    bend = (x + to) / 2
    points = (
        f"M{x} {start[0]:.1f}C{bend} {start[0]:.1f} {bend} {end[0]:.1f} {to} {end[0]:.1f}",
        f"V{end[1]:.1f}C{bend} {end[1]:.1f} {bend} {start[1]:.1f} {x} {start[1]:.1f}Z",
    )
    return "".join(points)
