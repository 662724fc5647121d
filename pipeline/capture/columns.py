"""What the columns of a file look like, judged by the first rows."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from . import values
from .refusals import RowRefused

ROWS_LOOKED_AT = 500
SAMPLES = 3
# More different texts than these are no list to choose from.
MOST_CHOICES = 60
# Of so many values in a hundred a kind must be true.
ENOUGH = 90

ISO = "iso"
DAYS = ["%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y/%m/%d", "%d %b %Y", "%d %B %Y", "%b %d, %Y"]
HOURS = ["", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p", " %H:%M:%S%z", "T%H:%M:%S%z", ", %H:%M"]
FORMATS = [*(day + hour for day in DAYS for hour in HOURS), "%Y年%m月%d日", "%Y/%m/%d %H:%M"]
# Whether 03/04 is in March or in April, nobody can see.
TWINS = {form: form.replace("%d", "*").replace("%m", "%d").replace("*", "%m") for form in FORMATS}
LOOKS_DATED = re.compile(r"\d{1,4}[-./年 ]|[A-Za-z]{3} \d")
PHONE = re.compile(r"[+(]?\d[\d\s().\-/]{5,}\d(\s*(x|ext\.?|wew\.?|доб\.?)\s*\d+)?", re.IGNORECASE)
WEB = re.compile(r"(https?://\S+|www\.\S+|([a-z0-9-]+\.)+[a-z]{2,10})(/\S*)?", re.IGNORECASE)
PERSON = re.compile(r"[^\W\d_][\w'’.-]*( [^\W\d_][\w'’.-]*){1,3}")
COMMA_DECIMAL = re.compile(r"\d,\d{1,2}\b(?![.,]\d)|\d[.\s']\d{3},\d")
POINT_DECIMAL = re.compile(r"\d\.\d{1,2}\b(?![.,]\d)|\d,\d{3}\.\d")


@dataclass(frozen=True)
class Column:
    """`kind` is one of email, date, boolean, number, country, currency, web, phone, person, list, text or empty."""

    index: int
    name: str
    kind: str
    samples: tuple
    values: tuple = ()
    formats: tuple = ()

    @property
    def is_ambiguous(self):
        """Its dates can be read with the day first and with the month first."""
        return bool(self.formats) and TWINS.get(self.formats[0]) in self.formats and "%d" in self.formats[0]


def columns_of(table):
    """Every named column of the table's beginning."""
    header, rows = table.header, []
    for _line, cells in table.rows():
        rows.append(cells)
        if len(rows) == ROWS_LOOKED_AT:
            break
    return [
        column(index, name.strip(), [row[index].strip() for row in rows], table.is_sheet)
        for index, name in enumerate(header)
        if name.strip()
    ]


def column(index, name, cells, is_sheet):
    counted = Counter(cell for cell in cells if cell)
    formats = formats_of(counted, is_sheet)
    listed = tuple(sorted(counted)) if len(counted) <= MOST_CHOICES else ()
    return Column(index, name, kind_of(counted, formats), samples(counted), listed, formats)


def samples(counted):
    """Some of its values as they come, shortened for a page."""
    return tuple(text if len(text) <= 60 else text[:59] + "…" for text in list(counted)[:SAMPLES])


def kind_of(counted, formats):
    if not counted:
        return "empty"
    if formats:
        return "date"
    for kind, fits in KINDS.items():
        if share(counted, fits) >= ENOUGH:
            return kind
    return "list" if len(counted) <= 12 and sum(counted.values()) >= 2 * len(counted) else "text"


def share(counted, fits):
    return 100 * sum(bool(fits(text)) for text in counted) // len(counted)


def formats_of(counted, is_sheet):
    """The ways of writing dates that read every one of the values; true dates of a sheet are said in ISO form."""
    texts = list(counted)[:200]
    if is_sheet:
        texts = [text for text in texts if not is_date(text, ISO)] or texts
    if not texts or not all(LOOKS_DATED.search(text) for text in texts):
        return ()
    return tuple(form for form in [ISO, *FORMATS] if all(is_date(text, form) for text in texts))


def is_date(text, form):
    try:
        found = datetime.fromisoformat(text) if form == ISO else datetime.strptime(text, form)
    except ValueError:
        return False
    return found.year in values.YEARS


def is_email(text):
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def is_number(text):
    for decimal in ".,":
        try:
            values.number(decimal)(text)
        except RowRefused:
            continue
        return True
    return False


def is_country(text):
    return text.lower() in values.countries() and len(text) > 1


# In this order: a postal number is a number before it is a telephone number, unless it is written like one.
KINDS = {
    "email": is_email,
    "boolean": lambda text: text.lower() in values.TRUE | values.FALSE,
    "number": lambda text: is_number(text) and not (text.startswith("+") or len(re.sub(r"\D", "", text)) > 15),
    "country": is_country,
    "currency": lambda text: re.fullmatch("[A-Z]{3}", text),
    "web": WEB.fullmatch,
    "phone": PHONE.fullmatch,
    "person": PERSON.fullmatch,
}


def decimal_of(columns, table):
    """The decimal sign that the numbers of the file show, and whether they show one at all."""
    numbers = {column.index for column in columns if column.kind == "number"}
    comma = point = 0
    for count, (_line, cells) in enumerate(table.rows()):
        if count == ROWS_LOOKED_AT:
            break
        for index in numbers:
            comma += bool(COMMA_DECIMAL.search(cells[index]))
            point += bool(POINT_DECIMAL.search(cells[index]))
    return "," if comma > point else "."
