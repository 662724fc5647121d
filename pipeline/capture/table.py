"""A file as a header and numbered rows, or one sentence why it is none."""

import csv
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from .encoding import decode
from .refusals import Refused
from .separator import find_separator

MOST_BYTES = 200 * 1024 * 1024
MOST_COLUMNS = 500
MOST_ROWS = 1_000_000
MOST_CHARACTERS = 100_000


@dataclass(frozen=True)
class Table:
    """Rows of text; a later reader of workbooks gives the same."""

    name: str
    text: str
    separator: str
    encoding: str

    @property
    def header(self):
        return next(iter(self.records()))[1]

    def rows(self):
        """Line numbers and cells, each row as wide as the header."""
        records = self.records()
        _line, header = next(records)
        for line, cells in records:
            if len(cells) != len(header):
                raise Refused(
                    _("Line %(line)s has %(cells)s cells and the header has %(columns)s: the rows are ragged.")
                    % {"line": line, "cells": len(cells), "columns": len(header)}
                )
            yield line, cells

    def records(self):
        """The header first; lines without anything are skipped."""
        reader = csv.reader(io.StringIO(self.text, newline=""), delimiter=self.separator, strict=True)
        started = 1
        try:
            for cells in reader:
                if cells:
                    yield started, cells
                started = reader.line_num + 1
        except csv.Error as error:
            raise Refused(_("Line %(line)s cannot be read: %(error)s.") % {"line": started, "error": error}) from None


def open_table(path, *, encoding=None, separator=None, wanted=()):
    """Read the file; `wanted` are the columns that a mapping speaks of."""
    path = Path(path)
    text, encoding = decode(read_bytes(path), encoding)
    text = text.removeprefix("\ufeff")
    table = Table(path.name, text, separator or find_separator(text, wanted), encoding)
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
