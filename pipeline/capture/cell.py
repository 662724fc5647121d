"""Where a value comes from: a column, several woven into a text, or a constant; and how its text becomes a value."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from pipeline.reports.export_files import as_it_was

from . import targets, values
from .refusals import RowRefused
from .section import Section, known, refuse

PLACEHOLDER = re.compile(r"\{([^{}]+?)(?::(\d+))?\}")
REMEMBERED = 10_000
KEYS = [
    *("column", "columns", "template", "value", "values", "otherwise", "unknown", "required"),
    *("format", "time_zone", "decimal", "separator", "times"),
]


@dataclass(frozen=True)
class Cell:
    place: str
    form: targets.Form
    column: str = ""
    # Of several columns the first that says something.
    others: tuple = ()
    times: int = 1
    template: str = ""
    constant: str = ""
    required: bool = False
    unknown: frozenset = frozenset()
    values: dict = None
    rejects_others: bool = True
    read: object = None

    def reading(self, read):
        return replace(self, read=read)

    def results(self):
        """What the mapping itself makes of texts, before it is read."""
        found = [value for value in (self.values or {}).values() if value is not None]
        return [*found, self.constant] if self.constant else found

    def prepared(self, header):
        """A function from a row's cells to the value, None where it is not known.

        The same texts come again and again, so what became of them is remembered.
        """
        text_of = self.text_in(header)
        met = {}

        def value(cells):
            text = text_of(cells)
            if text not in met:
                if len(met) > REMEMBERED:
                    met.clear()
                met[text] = self.value_of(text)
            return met[text]

        return value

    def text_in(self, header):
        if self.constant:
            return lambda cells: self.constant
        if self.template:
            return self.woven(header)
        places = [header.index(name) for name in (self.column, *self.others) if name in header]
        if len(places) == 1:
            (index,) = places
            return lambda cells: cells[index]
        return lambda cells: next((cells[index] for index in places if cells[index].strip()), "")

    def woven(self, header):
        def text(cells):
            said = {name: as_it_was(cells[index].strip()) for name, index in places.items()}
            if not any(said.values()):
                return ""
            woven = PLACEHOLDER.sub(lambda found: cut(said.get(found[1], ""), found[2]), self.template)
            return " ".join(woven.split())

        places = {name: header.index(name) for name in columns_of(self) if name in header}
        return text

    def value_of(self, text):
        text = as_it_was(text.strip())
        if text.lower() in self.unknown:
            return self.missing()
        if self.values is not None and not self.constant:
            if text.lower() not in self.values and self.rejects_others:
                raise self.refusal(text, _("it is not in the table of the mapping"))
            text = self.values.get(text.lower())
            if text is None:
                return self.missing()
        try:
            found = self.read(text)
            return found if self.times == 1 else values.multiplied(found, self.times)
        except RowRefused as error:
            raise self.refusal(text, str(error)) from None

    def missing(self):
        if self.required:
            sentence = _("%(column)s is empty, and it is required") % {"column": self.name}
            raise RowRefused(sentence, column=self.column, what=_("it is empty, and it is required"))
        return

    def refusal(self, text, what):
        shown = text if len(text) <= 60 else text[:59] + "…"
        sentence = _("%(column)s: “%(text)s”: %(what)s") % {"column": self.name, "text": shown, "what": what}
        return RowRefused(sentence, column=self.column, what=what)

    @property
    def name(self):
        return self.column or self.place


def cut(text, length):
    return text[: int(length)] if length else text


def columns_of(cell):
    if cell.template:
        return [found[0] for found in PLACEHOLDER.findall(cell.template)]
    return [cell.column, *cell.others] if cell.column else []


def read_cell(said, place, *, form, unknown, kind="column"):
    """A cell as the mapping says it; a bare text is a column, or a constant where `kind` says so."""
    if isinstance(said, str):
        said = {"value" if kind == "constant" else "column": said}
    said = Section(said, place)
    column, *others = [said.take("column", str, "")] if not said.has("columns") else said.words("columns")
    template, constant = said.take("template", str, ""), constant_of(said)
    if sum(map(bool, (column, template, constant))) != 1:
        refuse(place, _("name one of column, template and value"))
    words = (*unknown, *said.words("unknown"))
    cell = Cell(
        place=place,
        form=form_of(said, form),
        column=column,
        others=tuple(others),
        times=said.take("times", int, 1),
        template=template,
        constant=constant,
        required=said.take("required", bool, False),
        unknown=frozenset({"", *(word.strip().lower() for word in words)}),
        values=table_of(said),
        rejects_others=not (said.has("otherwise") and said.take("otherwise", str) is None),
    )
    said.done(*KEYS)
    return cell


def form_of(said, form):
    """How this cell writes dates and numbers, where it does not write them as the rest of the file."""
    if said.has("format"):
        form = form.dated(checked_format(said.take("format", str), said.at("format")))
    decimal = known(said.take("decimal", str, form.decimal), {".", ","}, said.at("decimal"))
    return replace(
        form,
        zone=checked_zone(said.take("time_zone", str, form.zone), said.at("time_zone")),
        # The numbers of a sheet are said with the mapping's own sign, whatever the column.
        decimal=form.decimal if form.is_sheet else decimal,
        separator=said.take("separator", str) or form.separator,
    )


def constant_of(said):
    value = said.left.pop("value", None)
    return "" if value is None else values.as_said(value)


def table_of(said):
    if not said.has("values"):
        return None
    table = said.take("values", dict) or {}
    return {
        values.as_said(text).lower(): None if value is None else values.as_said(value) for text, value in table.items()
    }


def checked_format(form, place):
    if form != "iso":
        now = datetime(2026, 12, 31, 23, 58, 59)
        try:
            fits = datetime.strptime(now.strftime(form), form).date() == now.date()
        except ValueError:
            fits = False
        if not fits:
            refuse(place, _("this is iso, or a form with year, month and day"))
    return form


def checked_zone(zone, place):
    try:
        return values.time_zone(zone)
    except RowRefused as error:
        refuse(place, str(error))
