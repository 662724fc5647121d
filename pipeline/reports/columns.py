"""What a column of a list is: on the page, and in a file."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Money(NamedTuple):
    amount: Decimal
    currency: str


class Part(NamedTuple):
    """One column of a file."""

    label: str
    value: Callable


@dataclass(frozen=True)
class Column:
    """`value` takes a row and returns a text, a number, a day, a moment, yes or no, Money, a list of texts, or None.

    The page shows the value by its type, or `template` (with `lead` and its `state`) where there is more to see.
    A file shows `parts` where the page tells several things in one cell. `needs` names what the row's query must
    add (see lead_list.ADDED); `joins` are the rows that it must bring along.
    """

    key: str
    label: str
    value: Callable | None = None
    group: str = ""
    template: str = ""
    parts: tuple = ()
    needs: str = ""
    joins: tuple = ()
    is_number: bool = False
    is_money: bool = False

    def in_file(self):
        """The columns of a file that this one becomes."""
        if self.parts:
            return [Part(*part) for part in self.parts]
        if self.is_money:
            return [Part(self.label, self.amount), Part(_("Currency"), self.currency)]
        return [Part(self.label, self.value)]

    def amount(self, row):
        found = self.value(row)
        return found.amount if found else None

    def currency(self, row):
        found = self.value(row)
        return found.currency if found else ""


def followed(path):
    """The value at the end of a path of attributes; None where the path breaks off."""
    names = path.split(".")

    def value(row):
        for name in names:
            row = getattr(row, name, None)
            if row is None:
                return None
        return row() if callable(row) else row

    return value


def shown(path):
    """The same as a text."""
    find = followed(path)

    def value(row):
        found = find(row)
        return "" if found is None else str(found)

    return value


def money(path, currency):
    find = followed(path)

    def value(row):
        amount = find(row)
        return None if amount is None else Money(amount, currency(row))

    return value
