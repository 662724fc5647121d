"""Pages by key: a page begins where the last one ended, and so costs the same however deep it lies."""

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, F, Func, Value
from django.db.models.lookups import GreaterThan, LessThan

SIZE = 50


@dataclass(frozen=True)
class Order:
    """Rows go by `key`, then by `tie`, which is unique; both in one direction, and neither is ever null."""

    key: str
    tie: str = "pk"
    descending: bool = True
    parse: Callable = int

    def columns(self, *, backwards):
        sign = "-" if self.descending != backwards else ""
        return [f"{sign}{self.key}", f"{sign}{self.tie}"]


@dataclass(frozen=True)
class Page:
    rows: list
    previous: str
    next: str


class Row(Func):
    """(a, b): PostgreSQL compares rows as one key, and walks the index over both columns."""

    template = "(%(expressions)s)"
    output_field = BooleanField()


def turn(queryset, order, token="", size=SIZE):
    """The page that the token names; an unreadable token names the first."""
    backwards, bound = read(order, token)
    if bound:
        queryset = queryset.filter(beyond(order, bound, backwards))
    rows = list(queryset.order_by(*order.columns(backwards=backwards))[: size + 1])
    has_more = len(rows) > size
    rows = rows[:size]
    if backwards:
        rows.reverse()
    before, after = (has_more, True) if backwards else (bool(bound), has_more)
    return Page(
        rows,
        previous=write("before", order, rows[0]) if rows and before else "",
        next=write("after", order, rows[-1]) if rows and after else "",
    )


def beyond(order, bound, backwards):
    compare = LessThan if order.descending != backwards else GreaterThan
    return compare(Row(F(order.key), F(order.tie)), Row(*(Value(part) for part in bound)))


def write(side, order, row):
    value = row
    for name in order.key.split("__"):
        value = getattr(value, name)
    # A tie in another table, such as state__lead, is the row's own key there.
    tie = getattr(row, order.tie, row.pk)
    text = json.dumps([side, value.isoformat() if isinstance(value, datetime) else str(value), tie])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read(order, token):
    """Whether to go backwards, and from where."""
    try:
        side, value, pk = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        return side == "before", (order.parse(value), int(pk))
    except (ValueError, TypeError, ArithmeticError, binascii.Error):
        return False, None
