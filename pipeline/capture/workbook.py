"""A sheet of an Excel workbook as the text of a CSV file: read row by row, and guarded.

Formulas count by the value that Excel kept beside them. Dates become ISO dates; numbers are written with the decimal
sign that the mapping names, so that a text "1,5" and a number 1.5 of one column are read alike.
"""

import csv
import io
import time
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.xml import DEFUSEDXML

from .limits import MOST_COLUMNS, MOST_PARTS, MOST_ROWS, MOST_SECONDS, MOST_SHARED_TEXT, MOST_UNPACKED
from .refusals import Refused

START = b"PK\x03\x04"
# Documents of other programs are ZIP archives, too.
PART = "xl/workbook"
ERRORS = {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"}
ROWS_PER_LOOK_AT_THE_CLOCK = 1_000


def is_workbook(data):
    return data.startswith(START)


def sheet_names(data):
    """The sheets that hold cells, in order; charts have sheets of their own."""
    with opened(data) as book:
        return [sheet.title for sheet in book.worksheets]


def rows_told(data, sheet):
    """How many rows the workbook says that the sheet has: about right, and known without reading it."""
    with opened(data) as book:
        return next((page.max_row or 0 for page in book.worksheets if page.title == sheet), 0)


def text_of(data, *, sheet=None, decimal=".", most=None):
    """The sheet, the first one unless named, row under row; of long ones the first `most` rows."""
    with opened(data) as book:
        pages = {page.title: page for page in book.worksheets}
        if sheet is not None and sheet not in pages:
            raise Refused(
                _("The workbook has no sheet “%(sheet)s”, only: %(sheets)s.")
                % {"sheet": sheet, "sheets": ", ".join(pages)}
            )
        if not pages:
            raise Refused(_("The workbook has no sheet with cells."))
        page = pages[sheet] if sheet is not None else next(iter(pages.values()))
        # What a workbook says of its own size is often wrong.
        page.reset_dimensions()
        return written(page, decimal, most)


def written(page, decimal, most):
    stream, started = io.StringIO(), time.monotonic()
    writer = csv.writer(stream, lineterminator="\n")
    written_to = 0
    for number, cells in enumerate(page.iter_rows(max_col=MOST_COLUMNS + 1, max_row=most, values_only=True), 1):
        if number % ROWS_PER_LOOK_AT_THE_CLOCK == 0 and time.monotonic() - started > MOST_SECONDS:
            raise Refused(_("The workbook takes too long to read: save the sheet as CSV."))
        said = [as_text(cell, decimal) for cell in cells]
        if len(said) > MOST_COLUMNS and said[MOST_COLUMNS]:
            raise Refused(_("The file has more than %(most)s columns.") % {"most": MOST_COLUMNS})
        while said and not said[-1]:
            said.pop()
        if said:
            # Rows keep their numbers; empty ones below the last that says something are left out.
            stream.write("\n" * (number - 1 - written_to))
            writer.writerow(said)
            written_to = number
        if number > MOST_ROWS + 100:
            raise Refused(_("The file has more than %(most)s rows: split it.") % {"most": MOST_ROWS})
    if not written_to:
        raise Refused(_("The sheet “%(sheet)s” is empty.") % {"sheet": page.title})
    return stream.getvalue()


def as_text(value, decimal):
    match value:
        case None:
            return ""
        case str():
            return "" if value in ERRORS else value
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
        case date():
            return value.isoformat()
        case float() | int():
            # Fifteen digits are what Excel itself shows.
            plain = f"{Decimal(format(value, '.15g')):f}"
            return plain.replace(".", decimal)
    return str(value)


class opened:
    """The workbook, once its parts have been weighed; closed again whatever happens."""

    def __init__(self, data):
        self.data = data

    def __enter__(self):
        weigh(self.data)
        if not DEFUSEDXML:
            raise Refused(_("Workbooks cannot be read safely on this machine: save the sheet as CSV."))
        try:
            self.book = openpyxl.load_workbook(io.BytesIO(self.data), read_only=True, data_only=True, keep_links=False)
        except Exception as error:
            # Whatever a damaged file makes the reader raise, the person needs one sentence.
            raise damaged() from error
        return self.book

    def __exit__(self, kind, error, trace):
        self.book.close()
        if isinstance(error, Exception) and not isinstance(error, Refused):
            raise damaged() from error


def damaged():
    return Refused(_("The workbook is damaged: open it in Excel and save it again, or save the sheet as CSV."))


def weigh(data):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError):
        raise damaged() from None
    if not any(part.filename.startswith(PART) for part in parts):
        raise Refused(_("This is an archive (ZIP) and no workbook: unpack it, and upload the table in it."))
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(_("The workbook is protected by a password: save it without one."))
    shared = sum(part.file_size for part in parts if "sharedStrings" in part.filename)
    if sum(part.file_size for part in parts) > MOST_UNPACKED or shared > MOST_SHARED_TEXT or len(parts) > MOST_PARTS:
        raise Refused(_("The workbook is too large once it is unpacked: save the sheet as CSV, or split it."))
