"""One part of the draft on one page, saved as a whole: what stands in the rows, what was sent, and how they differ."""

import hashlib
import json
from dataclasses import dataclass
from itertools import chain

from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from frameworks_app.actions.draft import Change
from frameworks_app.models import read


@dataclass(frozen=True)
class Problem:
    """What is to be mended: the row, the field, a sentence, and the id of the field."""

    where: str
    label: str
    sentence: str
    anchor: str


@dataclass(frozen=True)
class Difference:
    where: str
    label: str
    theirs: str
    mine: str


class Part:
    """Subclasses name their lists of rows (`rows`) and single forms (`singles`) in `build`.

    `levels` are the models of the rows, parents first.
    """

    key = title = None
    levels = ()

    def __init__(self, data=None):
        self.data, self.rows, self.singles = data, {}, {}
        # Read apart: a form writes into its row what was sent.
        self.stored = self if data is None else type(self)()
        self.build(data)

    def build(self, data):
        raise NotImplementedError

    @property
    def blanks(self):
        """A row of each kind that can be added on the page, with placeholders in its names."""
        return {}

    @cached_property
    def seen(self):
        """A digest of the rows as they are stored."""
        said = json.dumps(self.stored.state(), sort_keys=True, default=str)
        return hashlib.sha256(said.encode()).hexdigest()

    def state(self, *, only_sent=False):
        return {
            **{name: rows.state(only_sent=only_sent) for name, rows in self.rows.items()},
            **{name: values_of(form) for name, form in self.singles.items()},
        }

    def is_valid(self):
        answers = [rows.is_valid() for rows in self.rows.values()]
        answers += [form.is_valid() for form in self.singles.values()]
        return all(answers)

    def is_overtaken(self):
        """Whether the rows were saved since this page was shown."""
        return self.data.get("seen") != self.seen

    def is_stored(self):
        """Whether what was sent is what stands there already, as after a double click."""
        return self.state(only_sent=True) == self.stored.state()

    def forms(self):
        """Every form of the page that is kept, with the words for the place that it stands in."""
        yield from ((form, "") for form in self.singles.values())
        for rows in self.rows.values():
            yield from below(rows)

    def problems(self):
        return [
            Problem(where, field_label(form, name), sentence, anchor(form, name))
            for form, where in self.forms()
            if form.is_bound
            for name, sentences in form.errors.items()
            for sentence in sentences
        ]

    def changes(self):
        """What is to be written, parents first."""
        found = {model: ([], [], []) for model in self.levels}
        for rows in self.all_rows():
            for kind, more in zip(found[rows.form_class._meta.model], rows.changes(), strict=True):
                kind.extend(more)
        return [Change(model, *kinds) for model, kinds in found.items()]

    @property
    def models(self):
        return {*self.levels, *(type(form.instance) for form in self.singles.values())}

    def changed_singles(self):
        return [form.instance for form in self.singles.values() if form.has_changed()]

    def all_rows(self):
        for rows in self.rows.values():
            yield rows
            for form in rows.kept():
                yield from form.children.values()

    def lists(self):
        """Every list on the page, of rows that are new and empty too."""
        for rows in self.rows.values():
            yield rows
            for form in rows.forms:
                yield from form.children.values()

    def differences(self):
        """Where what is stored now differs from what was sent."""
        theirs = self.stored
        singles = (form_differences(theirs.singles[name], form) for name, form in self.singles.items())
        rows = (row_differences(theirs.rows[name], rows) for name, rows in self.rows.items())
        return [*chain.from_iterable(singles), *chain.from_iterable(rows)]


def values_of(form):
    return {name: getattr(form.instance, name) for name in form.fields}


def below(rows, where=""):
    for form in rows.kept():
        place = " · ".join(filter(None, (where, form.title)))
        yield form, place
        for children in form.children.values():
            yield from below(children, place)


def field_label(form, name):
    return capfirst(form.fields[name].label) if name in form.fields else ""


def anchor(form, name):
    return (name in form.fields and form[name].id_for_label) or f"row-{form.prefix}"


def row_differences(theirs, mine, where=""):
    stored = {form.instance.pk: form for form in theirs.kept()}
    kept = {form.instance.pk: form for form in mine.kept() if form.instance.pk}
    for pk, form in stored.items():
        place = " · ".join(filter(None, (where, form.title)))
        if pk not in kept:
            yield Difference(place, "", _("there"), _("removed"))
            continue
        yield from form_differences(form, kept[pk], place)
        for name, children in form.children.items():
            yield from row_differences(children, kept[pk].children[name], place)
    for form in mine.kept():
        if form.instance.pk not in stored:
            yield Difference(" · ".join(filter(None, (where, form.title))), "", _("not there"), _("added"))
    if order(theirs, kept) != order(mine, stored):
        yield Difference(where, _("Order"), titles(theirs), titles(mine))


def order(rows, both):
    return [form.instance.pk for form in rows.kept() if form.instance.pk in both]


def titles(rows):
    return ", ".join(form.title for form in rows.kept())


def form_differences(theirs, mine, where=""):
    names = getattr(mine, "compared", mine.fields)
    for name in names:
        before, now = shown(theirs, name), shown(mine, name)
        if before != now:
            named = mine.fields[name].label if name in mine.fields else _("Name")
            yield Difference(where, capfirst(str(named)), before, now)


def shown(form, name):
    """A value as people know it."""
    row = form.instance
    if display := getattr(row, f"get_{name}_display", None):
        return str(display() or "–")
    value = getattr(row, name)
    if value in (None, "", [], {}):
        return "–"
    match value:
        case bool():
            return _("yes") if value else _("no")
        case dict():
            return read(value).text
        case list():
            return ", ".join(str(each) for each in value)
    return str(value)
