"""Lists that may leave the house as files: what the page shows, in its order, for what this person may see."""

from collections.abc import Callable
from dataclasses import dataclass

LISTS = {}


@dataclass(frozen=True)
class Exported:
    """`rows(user, said)` are the rows in their order, for what the address of the page says (a QueryDict);
    `columns(user, said)` are Column objects; `fill(user, ids, columns)` brings some hundred rows with all they show,
    in the order of their keys.
    """

    name: str
    title: str
    rows: Callable
    columns: Callable
    fill: Callable


def offer(exported):
    """Let a list be exported as exports/<name>.csv and .xlsx."""
    LISTS[exported.name] = exported
    return exported


def headings(columns):
    return [str(part.label) for column in columns for part in column.in_file()]


def table(exported, user, columns, ids, size=500, tell=None):
    """The rows of a file, some hundred at a time from the database."""
    parts = [part for column in columns for part in column.in_file()]
    for first in range(0, len(ids), size):
        for row in exported.fill(user, ids[first : first + size], columns):
            yield [part.value(row) for part in parts]
        if tell:
            tell(min(first + size, len(ids)), len(ids))
