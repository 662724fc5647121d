"""A table as a CSV or XLSX file that no spreadsheet takes for a program.

A text that begins like a formula is only a text: marked by an apostrophe in CSV, which has no other way, and stored
as a text in XLSX. Numbers stay numbers.

CSV follows the reader's language, as a spreadsheet set to that language reads it: Polish and Russian write a comma
in numbers, and therefore a semicolon between cells.
"""

import csv
import re
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

from django.utils import timezone
from django.utils.translation import get_language, gettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

# A spreadsheet would run a text that begins so; East Asian ones read the full-width forms as their narrow ones.
FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@|＝＋－＠]")
COMMA_LANGUAGES = ("pl", "ru")
LONGEST = 32_767
WIDEST, NARROWEST = 48, 8
DAY, MOMENT, WHOLE, FRACTION = "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "0", "#,##0.00"


def plain(value):
    """As files hold it: a text, a number, a day, a local moment, or nothing."""
    match value:
        case None:
            return ""
        case bool():
            return gettext("yes") if value else gettext("no")
        case datetime():
            return timezone.localtime(value).replace(tzinfo=None, microsecond=0)
        case int() | float() | Decimal() | date():
            return value
        case list() | tuple():
            return ", ".join(str(each) for each in value)
    return str(value)


def as_csv(headings, rows):
    uses_comma = (get_language() or "").startswith(COMMA_LANGUAGES)
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";" if uses_comma else ",")
    writer.writerow([harmless(heading) for heading in headings])
    for row in rows:
        writer.writerow([csv_cell(plain(value), uses_comma) for value in row])
    # The mark at the beginning tells spreadsheets that the file is UTF-8.
    return text.getvalue().encode("utf-8-sig")


def csv_cell(value, uses_comma):
    match value:
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case int() | float() | Decimal():
            return str(value).replace(".", ",") if uses_comma else str(value)
    return harmless(value)


def harmless(text):
    """The text, so that a spreadsheet shows it and does not compute it; an import takes the sign away again."""
    text = text.replace("\0", "")
    return f"'{text}" if FORMULA.match(text) else text


def as_it_was(text):
    """What `harmless` was given."""
    return text[1:] if text.startswith("'") and FORMULA.match(text[1:]) else text


def as_xlsx(headings, rows, title):
    book = Workbook(write_only=True)
    sheet = book.create_sheet(sheet_title(title))
    sheet.freeze_panes = "A2"
    rows = iter(rows)
    # A sheet that is written as it comes must know its widths before its rows: the first hundred give them.
    first = [[plain(value) for value in row] for _number, row in zip(range(100), rows, strict=False)]
    for place, heading in enumerate(headings):
        sheet.column_dimensions[get_column_letter(place + 1)].width = width(heading, [row[place] for row in first])
    sheet.append([xlsx_cell(sheet, heading, bold=True) for heading in headings])
    for row in first:
        sheet.append([xlsx_cell(sheet, value) for value in row])
    for row in rows:
        sheet.append([xlsx_cell(sheet, plain(value)) for value in row])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def sheet_title(title):
    return "".join(" " if letter in r"[]:*?/\'" else letter for letter in title)[:31].strip() or "1"


def width(heading, values):
    longest = max(len(str(value)) for value in [heading, *values])
    return min(max(longest + 2, NARROWEST), WIDEST)


def xlsx_cell(sheet, value, bold=False):
    if isinstance(value, str):
        return text_cell(sheet, value, bold)
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = number_format(value)
    return cell


def text_cell(sheet, value, bold):
    text = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST]
    if not text:
        return None
    cell = WriteOnlyCell(sheet, text)
    # Whatever it begins with; and it stays a text when somebody edits the cell.
    cell.data_type = "s"
    cell.quotePrefix = bool(FORMULA.match(text))
    if bold:
        cell.font = Font(bold=True)
    return cell


def number_format(value):
    match value:
        case datetime():
            return MOMENT
        case date():
            return DAY
        case int():
            return WHOLE
    return FRACTION


WRITERS = {
    "csv": lambda headings, rows, _title: as_csv(headings, rows),
    "xlsx": as_xlsx,
}
