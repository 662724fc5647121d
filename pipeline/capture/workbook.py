"""A sheet of an Excel workbook as the text of a CSV file: read row by row, and guarded.

Formulas count by the value that Excel kept beside them. Dates become ISO dates; numbers are written with the decimal
sign that the mapping names, so that a text "1,5" and a number 1.5 of one column are read alike.
"""

import csv
import io
import time
import zipfile
import zlib
from posixpath import join, normpath

from django.utils.translation import gettext as _

from .limits import MOST_COLUMNS, MOST_PARTS, MOST_ROWS, MOST_SECONDS, MOST_SHARED_TEXT, MOST_UNPACKED
from .refusals import Refused
from .sheet import Rows, Texts, Unreadable, count_rows, date_styles, every

START = b"PK\x03\x04"
FOLDER = "xl"
# What a damaged file makes its readers raise.
DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(Unreadable, KeyError, IndexError, ValueError, OverflowError),
)


def is_workbook(data):
    return data.startswith(START)


def sheet_names(data):
    """The sheets, in order."""
    with Workbook(data) as book:
        return list(book.sheets)


def rows_in(data, sheet):
    """How many rows the sheet has, empty ones that Excel wrote down among them."""
    with Workbook(data) as book:
        return count_rows(book.part(book.path_of(sheet)))


def text_of(data, *, sheet=None, decimal=".", most=None):
    """The sheet, the first one unless named, row under row; of long ones the first `most` rows."""
    with Workbook(data) as book:
        return written(book, sheet, decimal, most)


class Workbook:
    """Its parts, once they have been weighed; closed again, and damage told, whatever happens."""

    def __init__(self, data):
        self.data = data

    def __enter__(self):
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(self.data))
            weigh(self.archive.infolist())
            self.sheets = self.paths()
        except DAMAGE:
            raise damaged() from None
        return self

    def __exit__(self, _kind, error, _trace):
        self.archive.close()
        if isinstance(error, DAMAGE):
            raise damaged() from error

    def paths(self):
        """Where each sheet lies, by its name; sheets that are charts hold no cells."""
        links = every(self.part("xl/_rels/workbook.xml.rels"), "Relationship")
        linked = {each["Id"]: each["Target"] for each in links}
        told = [(each["name"], linked[each["id"]]) for each in every(self.part("xl/workbook.xml"), "sheet")]
        paths = {name: normpath(join(FOLDER, target)).lstrip("/") for name, target in told}
        return {name: path for name, path in paths.items() if "worksheets" in path}

    def path_of(self, sheet):
        if not self.sheets:
            raise Refused(_("The workbook has no sheet with cells."))
        if sheet is None:
            return next(iter(self.sheets.values()))
        if sheet not in self.sheets:
            raise Refused(
                _("The workbook has no sheet “%(sheet)s”, only: %(sheets)s.")
                % {"sheet": sheet, "sheets": ", ".join(self.sheets)}
            )
        return self.sheets[sheet]

    def part(self, path):
        return self.archive.open(path)

    def part_if_any(self, path):
        return self.part(path) if path in self.archive.namelist() else None

    def rows(self, sheet, decimal):
        told = every(self.part("xl/workbook.xml"), "workbookPr")
        return Rows(
            self.part(self.path_of(sheet)),
            texts=Texts(self.part_if_any("xl/sharedStrings.xml")),
            dates=date_styles(self.part_if_any("xl/styles.xml")),
            is_1904=any(each.get("date1904") in {"1", "true"} for each in told),
            decimal=decimal,
            most_columns=MOST_COLUMNS,
        )


def written(book, sheet, decimal, most):
    stream, started, last = io.StringIO(), time.monotonic(), 0
    writer = csv.writer(stream, lineterminator="\n")
    for number, cells in book.rows(sheet, decimal):
        if most is not None and number > most:
            break
        if number > MOST_ROWS + 1_000:
            raise Refused(_("The file has more than %(most)s rows: split it.") % {"most": MOST_ROWS})
        if time.monotonic() - started > MOST_SECONDS:
            raise Refused(_("The workbook takes too long to read: save the sheet as CSV."))
        if len(cells) > MOST_COLUMNS:
            raise Refused(_("The file has more than %(most)s columns.") % {"most": MOST_COLUMNS})
        if cells:
            # Rows keep their numbers; empty ones below the last that says something are left out.
            stream.write("\n" * (number - 1 - last))
            writer.writerow(cells)
            last = number
    if not last:
        raise Refused(_("The sheet “%(sheet)s” is empty.") % {"sheet": sheet or next(iter(book.sheets))})
    return stream.getvalue()


def damaged():
    return Refused(_("The workbook is damaged: open it in Excel and save it again, or save the sheet as CSV."))


def weigh(parts):
    names = {part.filename for part in parts}
    if "xl/workbook.bin" in names:
        raise Refused(_("This is a binary workbook (xlsb): save it as XLSX or CSV."))
    if "xl/workbook.xml" not in names:
        raise Refused(_("This is an archive (ZIP) and no workbook: unpack it, and upload the table in it."))
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(_("The workbook is protected by a password: save it without one."))
    shared = sum(part.file_size for part in parts if "sharedStrings" in part.filename)
    if sum(part.file_size for part in parts) > MOST_UNPACKED or shared > MOST_SHARED_TEXT or len(parts) > MOST_PARTS:
        raise Refused(_("The workbook is too large once it is unpacked: save the sheet as CSV, or split it."))
