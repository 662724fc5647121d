"""The parts of a workbook that hold a table, read as a stream: rows of a sheet, its texts, which cells are dates.

Reading by hand and not by openpyxl's own reader: that one loads every text of the workbook before the first row, and
takes four times as long, so that a look at the beginning of a large file would keep a page waiting.
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

CHUNK = 256 * 1024
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
LONGEST_TAG = 40


class Unreadable(Exception):
    """The part is not what a workbook holds."""


def elements(stream, start, end, text):
    """Feed a part to handlers of elements without their prefixes; stops between chunks, so that callers can, too."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, said: start(bare(name), said)
    parser.EndElementHandler = lambda name: end(bare(name))
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse_doctype
    try:
        while chunk := stream.read(CHUNK):
            parser.Parse(chunk)
            yield
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Unreadable from error


def refuse_doctype(*_said):
    # No workbook has one; bombs are made of them.
    raise Unreadable


@cache
def bare(name):
    return name.rpartition(":")[2]


def every(stream, wanted):
    """The attributes of all elements of that name, in order."""
    found = []

    def start(name, said):
        if name == wanted:
            found.append({bare(key): value for key, value in said.items()})

    for _chunk in elements(stream, start, quiet, quiet):
        pass
    return found


def quiet(*_said):
    pass


class Texts:
    """The texts that cells share, read as far as somebody asks."""

    def __init__(self, stream):
        self.found, self.parts, self.takes, self.is_phonetic = [], [], False, False
        self.feed = elements(stream, self.start, self.end, self.text) if stream else iter(())

    def start(self, name, _said):
        if name == "si":
            self.parts = []
        elif name == "rPh":
            self.is_phonetic = True
        elif name == "t":
            self.takes = not self.is_phonetic

    def text(self, said):
        if self.takes:
            self.parts.append(said)

    def end(self, name):
        if name == "t":
            self.takes = False
        elif name == "rPh":
            self.is_phonetic = False
        elif name == "si":
            self.found.append(plain("".join(self.parts)))

    def __getitem__(self, number):
        while len(self.found) <= number:
            if next(self.feed, self) is self:
                raise Unreadable
        return self.found[number]


def plain(text):
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def date_styles(stream):
    """Of each style of a cell, by its number, whether it shows a date."""
    codes, found, is_inside = dict(BUILTIN_FORMATS), [], False

    def start(name, said):
        nonlocal is_inside
        if name == "numFmt":
            codes[int(said["numFmtId"])] = said["formatCode"]
        elif name == "cellXfs":
            is_inside = True
        elif name == "xf" and is_inside:
            found.append(int(said.get("numFmtId", 0)))

    def end(name):
        nonlocal is_inside
        is_inside = is_inside and name != "cellXfs"

    if stream:
        for _chunk in elements(stream, start, end, quiet):
            pass
    return [is_date_format(codes.get(number, "General")) for number in found]


class Rows:
    """The rows of a sheet with their numbers, each cell as a text."""

    def __init__(self, stream, *, texts, dates, is_1904, decimal, most_columns):
        self.stream, self.texts, self.dates, self.decimal = stream, texts, dates, decimal
        self.epoch = CALENDAR_MAC_1904 if is_1904 else CALENDAR_WINDOWS_1900
        self.most_columns = most_columns
        self.ready, self.number = [], 0
        self.cells, self.column, self.kind, self.style = [], 0, "n", 0
        self.parts, self.takes = [], False

    def __iter__(self):
        for _chunk in elements(self.stream, self.start, self.end, self.text):
            yield from self.ready
            self.ready = []
        yield from self.ready

    def start(self, name, said):
        if name == "c":
            if "r" in said:
                self.column = column_of(said["r"])
            self.kind, self.style, self.parts = said.get("t", "n"), int(said.get("s", 0)), []
        elif name == "v" or name == "t":
            self.takes = True
        elif name == "row":
            self.number, self.cells, self.column = int(said.get("r", self.number + 1)), [], 0

    def text(self, said):
        if self.takes:
            self.parts.append(said)

    def end(self, name):
        if name == "c":
            if self.parts:
                self.place(self.value("".join(self.parts)))
            self.column += 1
        elif name == "v" or name == "t":
            self.takes = False
        elif name == "row":
            self.ready.append((self.number, self.cells))

    def place(self, value):
        if value:
            # Whatever stands too far to the right makes the row too wide, and the file is refused.
            self.cells += [""] * (min(self.column, self.most_columns) - len(self.cells))
            self.cells.append(value)

    def value(self, said):
        match self.kind:
            case "s":
                return self.texts[int(said)]
            case "n":
                return self.number_or_date(said)
            case "b":
                return "true" if said == "1" else "false"
            case "e":
                return ""
            case "d":
                return shown(datetime.fromisoformat(said))
        return plain(said)

    def number_or_date(self, said):
        if self.style < len(self.dates) and self.dates[self.style]:
            return shown(from_excel(float(said), self.epoch))
        if said.isdecimal():
            return said
        # Fifteen digits are what Excel itself shows.
        return f"{Decimal(format(float(said), '.15g')):f}".replace(".", self.decimal)


def shown(moment):
    match moment:
        case datetime():
            moment = moment.replace(microsecond=0) if moment.microsecond < 500_000 else moment
            return moment.date().isoformat() if moment.time() == time.min else moment.isoformat(" ", "seconds")
        case date() | time():
            return moment.isoformat()
        case timedelta():
            return str(moment)
    return str(moment)


@cache
def column_number(letters):
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1


def column_of(reference):
    return column_number(reference.rstrip("0123456789"))


def count_rows(stream):
    """How many rows the part holds, without reading what stands in them."""
    count, rest = 0, b""
    while chunk := stream.read(CHUNK):
        text = rest + chunk
        count += len(ROW.findall(text))
        rest = text[-LONGEST_TAG:]
        # What was counted at the end of this chunk is not to be counted at the beginning of the next.
        count -= len(ROW.findall(rest))
    return count + len(ROW.findall(rest))
