"""Lists that may leave the house as files: what the page shows, in its order, for what this person may see."""

from collections.abc import Callable
from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from accounts.keys import key_in

LISTS = {}


def everybody(_user):
    return True


def only(*roles):
    return lambda user: user.role in roles


@dataclass(frozen=True)
class Exported:
    """`rows(user, said)` are the rows in their order, for what the address of the page says (a QueryDict);
    `columns(user, said)` are Column objects; `fill(user, ids, columns)` brings some hundred rows with all they show,
    in the order of their keys. Without it `rows` are no query but the rows themselves, all there are.
    `is_for(user)`: whether the page is there for this person. `key` is what a row is filled by.
    """

    name: str
    title: str
    rows: Callable
    columns: Callable
    fill: Callable | None = None
    is_for: Callable = everybody
    key: str = "pk"

    def keys(self, user, said, most):
        """At most one more than asked for; rows that are not filled are their own keys."""
        rows = self.rows(user, said)
        keys = rows.values_list(self.key, flat=True) if self.fill else list(rows)
        return list(keys[: most + 1])


def offer(exported):
    """Let a list be exported as exports/<name>.csv and .xlsx."""
    LISTS[exported.name] = exported
    return exported


def in_order(rows, order):
    return rows.order_by(*order.columns(backwards=False))


def found_in_order(rows, ids):
    found = rows.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def always(columns):
    return lambda _user, _said: columns


def whose(rows, said):
    """The row whose list it is, by its key in the address; what this person may not see is a 404."""
    key = said.get("of", "")
    return get_object_or_404(rows, pk=key_in(key))


def headings(columns):
    return [str(part.label) for column in columns for part in column.in_file()]


def table(exported, user, columns, ids, size=500, tell=None):
    """The rows of a file, some hundred at a time from the database."""
    parts = [part for column in columns for part in column.in_file()]
    for first in range(0, len(ids), size):
        some = ids[first : first + size]
        for row in exported.fill(user, some, columns) if exported.fill else some:
            yield [part.value(row) for part in parts]
        if tell:
            tell(min(first + size, len(ids)), len(ids))
