"""The statuses of both documents, and who goes from which to which."""

from dataclasses import dataclass, field
from functools import cached_property

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _

from frameworks_app.models import read

TINTS = 5
MOST_NAMED = 3
# How an address names the status of leads that have none yet.
NONE = "none"


@dataclass(frozen=True, order=True)
class Status:
    """A status as a document names it; in order, the highest rank first."""

    place: tuple
    pk: int | None = field(compare=False)
    name: str = field(compare=False)
    kind: str = field(compare=False)
    rank: int = field(compare=False)

    def __str__(self):
        return self.name

    @property
    def word(self):
        """What an address says."""
        return NONE if self.pk is None else str(self.pk)


UNSCORED = -1


def statuses_of(*documents):
    """By id; what a later document says of one counts. Leads that nobody has scored stand below all."""
    stated = {each["id"]: each for document in documents for each in document["categories"]}
    found = {pk: status(pk, read(each["name"]).text, each["kind"], each["rank"]) for pk, each in stated.items()}
    return found | {None: status(None, _("Not scored yet"), "new", UNSCORED)}


def status(pk, name, kind, rank):
    return Status((-rank, name, pk or 0), pk, name, kind, rank)


@dataclass(frozen=True)
class Cell:
    origin: Status
    target: Status
    count: int
    # 0 for leads that stay where they are, 1 to TINTS for those that go, by how many do.
    tint: int = 0

    @property
    def is_same(self):
        return self.origin == self.target


@dataclass(frozen=True)
class Row:
    status: Status
    cells: list
    count: int


@dataclass(frozen=True)
class Matrix:
    """Rows: as it is; columns: under the draft. Statuses that no lead has are left out."""

    columns: list
    rows: list

    @cached_property
    def moves(self):
        """The cells in which anybody goes elsewhere, the fullest first."""
        cells = [cell for row in self.rows for cell in row.cells if cell.count and not cell.is_same]
        return sorted(cells, key=lambda cell: (-cell.count, cell.origin, cell.target))

    @cached_property
    def stays(self):
        return [cell for row in self.rows for cell in row.cells if cell.count and cell.is_same]

    def cell(self, origin, target):
        """The one that an address names by two words; None where no lead is in it."""
        cells = [*self.moves, *self.stays]
        return next((cell for cell in cells if (cell.origin.word, cell.target.word) == (origin, target)), None)

    @property
    def totals(self):
        return [sum(row.cells[i].count for row in self.rows) for i in range(len(self.columns))]

    @property
    def count(self):
        return sum(row.count for row in self.rows)


def matrix_of(counted, statuses):
    """`counted` has origin, target and number."""
    numbers = {(origin, target): n for origin, target, n in counted}
    rows = sorted({statuses[origin] for origin, _target in numbers})
    columns = sorted({statuses[target] for _origin, target in numbers})
    most = max([n for (origin, target), n in numbers.items() if origin != target], default=0)

    def cell(origin, target):
        n = numbers.get((origin.pk, target.pk), 0)
        return Cell(origin, target, n, -(-TINTS * n // most) if n and origin != target else 0)

    found = [[cell(origin, target) for target in columns] for origin in rows]
    return Matrix(
        columns,
        [Row(origin, cells, sum(cell.count for cell in cells)) for origin, cells in zip(rows, found, strict=True)],
    )


def net_changes(matrix):
    """How many more or fewer leads each status would have, in words, the greatest change first."""
    change = {}
    for cell in matrix.moves:
        # A first score is no change of status.
        if cell.origin.pk is not None:
            change[cell.origin] = change.get(cell.origin, 0) - cell.count
            change[cell.target] = change.get(cell.target, 0) + cell.count
    ordered = sorted(((n, status) for status, n in change.items() if n), key=lambda each: (-abs(each[0]), each[1]))
    return [difference(n, status) for n, status in ordered]


def difference(number, status):
    words = _("%(number)s more %(status)s") if number > 0 else _("%(number)s fewer %(status)s")
    return words % {"number": intcomma(abs(number)), "status": status}
