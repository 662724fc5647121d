"""A file as a header and numbered rows, or one sentence why it is none."""

import csv
import io
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from . import workbook
from .encoding import decode
from .limits import MOST_BYTES, MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS
from .refusals import Refused
from .separator import find_separator

# A title and a remark stand above the header at most so far down.
ROWS_ABOVE = 20


@dataclass(frozen=True)
class Table:
    """Rows of text, from a text file or a sheet of a workbook."""

    name: str
    text: str
    separator: str
    encoding: str
    header_line: int | None = None
    # A sheet's rows are numbered by row, a text's by line: a cell may hold several lines.
    is_sheet: bool = False
    # For a look at the beginning; None: all of it.
    most: int | None = None

    @cached_property
    def header_place(self):
        """The line of the header: as chosen, else the first that is more than a title over the columns."""
        beginning = list(islice(self.records(), ROWS_ABOVE))
        if self.header_line is not None:
            return self.header_line
        if any(told(cells) > 1 for _line, cells in beginning):
            beginning = [(line, cells) for line, cells in beginning if told(cells) > 1]
        return beginning[0][0] if beginning else 1

    @property
    def header(self):
        return next((cells for line, cells in self.records() if line >= self.header_place), [])

    def rows(self):
        """Line numbers and cells, each row as wide as the header."""
        records = ((line, cells) for line, cells in self.records() if line >= self.header_place)
        _line, header = next(records, (1, []))
        for line, cells in islice(records, self.most):
            if len(cells) != len(header):
                cells = fitted(line, cells, len(header), self.is_sheet)
            yield line, cells

    def records(self):
        """Every line that says something, with its number."""
        reader = csv.reader(io.StringIO(self.text, newline=""), delimiter=self.separator, strict=True)
        started = 1
        try:
            for number, cells in enumerate(reader, 1):
                if any(cells):
                    yield (number if self.is_sheet else started), cells
                started = reader.line_num + 1
        except csv.Error as error:
            raise Refused(_("Line %(line)s cannot be read: %(error)s.") % {"line": started, "error": error}) from None


def told(cells):
    return sum(bool(cell.strip()) for cell in cells)


def fitted(line, cells, width, is_sheet):
    """A sheet leaves out what is empty at a row's end, and programs add empty cells there; all else is ragged."""
    if len(cells) > width and not any(cells[width:]):
        return cells[:width]
    if len(cells) < width and is_sheet:
        return cells + [""] * (width - len(cells))
    raise Refused(
        _("Line %(line)s has %(cells)s cells and the header has %(columns)s: the rows are ragged.")
        % {"line": line, "cells": len(cells), "columns": width}
    )


def open_table(path, **options):
    """Read a file from the disk; the options are those of `read_table`."""
    path = Path(path)
    return read_table(read_bytes(path), path.name, **options)


def read_table(
    data, name, *, encoding=None, separator=None, wanted=(), sheet=None, header=None, decimal=".", most=None
):
    """The table that a file's bytes hold.

    `wanted` are the columns that a mapping speaks of, `decimal` the sign by which it writes numbers, `sheet` and
    `header` (a line) where the table is; of a workbook at most so many rows are read.
    """
    if workbook.is_workbook(data):
        text = workbook.text_of(data, sheet=sheet, decimal=decimal, most=most and most + (header or ROWS_ABOVE))
        table = Table(name, text, ",", "xlsx", header, is_sheet=True, most=most)
    else:
        text, encoding = decode(data, encoding)
        text = text.removeprefix("\ufeff")
        table = Table(name, text, separator or find_separator(text, wanted), encoding, header, most=most)
    check_header(table.header)
    check_size(table)
    return table


def read_bytes(path):
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refused(_("The file is larger than %(most)s MB: split it.") % {"most": MOST_BYTES // 1024**2})
        return path.read_bytes()
    except OSError as error:
        raise Refused(
            _("The file %(path)s cannot be opened: %(error)s.") % {"path": path, "error": error.strerror}
        ) from None


def check_header(header):
    if not told(header):
        raise Refused(_("The file has no header: there is no row that names its columns."))
    if len(header) > MOST_COLUMNS:
        raise Refused(_("The file has more than %(most)s columns.") % {"most": MOST_COLUMNS})
    twice = [name for name, times in Counter(map(str.strip, header)).items() if name and times > 1]
    if twice:
        raise Refused(_("The column “%(name)s” is in the header twice.") % {"name": twice[0]})


def check_size(table):
    """Read once to the end before anything is changed: a file is imported whole or not at all."""
    count = 0
    for line, cells in table.rows():
        count += 1
        if count > MOST_ROWS:
            raise Refused(_("The file has more than %(most)s rows: split it.") % {"most": MOST_ROWS})
        if max(map(len, cells)) > MOST_CHARACTERS:
            raise Refused(_("Line %(line)s holds a cell that is too long.") % {"line": line})
    if not count:
        raise Refused(_("The file has a header and no rows."))
