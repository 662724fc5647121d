"""Many rows of one kind on one page: in order, added and removed, read once and told apart from what is stored.

Each row sends `id`, `position` and `removed` beside its form's fields: they are the list's affair, not the row's.
"""

from itertools import count

from frameworks_app.models import read

from .ordered import LAST

ROWS_LIMIT = 500


class Rows:
    """A list of forms over stored rows. `data` is what was sent; a stored row that it does not speak of stays.

    `last` is the key of a row that stands last, wherever it was put.
    """

    def __init__(self, form_class, prefix, stored, *, data=None, known=None, parent=None, spare=0, last=None):
        self.form_class, self.prefix, self.known, self.parent, self.last = form_class, prefix, known, parent, last
        self.stored = list(stored)
        # Noted before any form writes into its row.
        self.before = {row.pk: (form_class.values_of(row), getattr(row, "position", 0)) for row in self.stored}
        self.forms = self.in_order(self.unsent() if data is None else self.sent(data))
        self.add_spare(spare)

    def make(self, number, row=None, data=None):
        row = row or self.form_class.fresh(self.parent)
        return self.form_class(data, instance=row, prefix=f"{self.prefix}-{number}", known=self.known)

    def unsent(self):
        return [self.make(number, row) for number, row in enumerate(self.stored)]

    def sent(self, data):
        left = {row.pk: row for row in self.stored}
        found = []
        for number in numbers(data, self.prefix):
            key = data[f"{self.prefix}-{number}-id"]
            found.append(self.make(number, left.pop(int(key), None) if key.isdecimal() else None, data))
        places = {form: place for place, form in enumerate(found, start=1)}
        found.sort(key=lambda form: wish(form, places[form]))
        following = count(max(numbers(data, self.prefix), default=-1) + 1)
        # Rows that somebody else has added meanwhile: shown behind one's own, and kept.
        return [*found, *(self.make(next(following), row) for row in left.values())]

    def in_order(self, forms):
        for form in forms:
            form.is_last = self.last is not None and form.instance.pk == self.last
        return sorted(forms, key=lambda form: form.is_last)

    def add_spare(self, spare):
        """Empty rows at the end, before the one that stands last."""
        for _row in range(spare):
            form = self.make(self.count)
            form.is_last = False
            self.forms = self.in_order([*self.forms, form])

    @property
    def count(self):
        """One more than the greatest number in a prefix, for a row that is added on the page."""
        return 1 + max((int(form.prefix.rsplit("-", 1)[1]) for form in self.forms), default=-1)

    def kept(self):
        return [form for form in self.forms if not (form.is_removed or form.is_blank)]

    def is_valid(self):
        # All are asked, so that every error is told at once.
        answers = [form.is_row_valid() for form in self.kept()]
        return all(answers)

    def state(self, *, only_sent=False):
        """What the rows say, in their order, whichever rows say it."""
        return [form.state(only_sent=only_sent) for form in self.kept() if form.is_bound or not only_sent]

    def changes(self):
        """(created, updated, removed) rows. Positions are counted anew where the order has changed."""
        kept = [form.instance for form in self.kept()]
        if [row.pk for row in kept] != [row.pk for row in self.stored] and hasattr(self.form_class, "is_ordered"):
            for place, row in enumerate(kept, start=1):
                row.position = place
        created = [row for row in kept if row.pk is None]
        updated = [row for row in kept if row.pk is not None and self.before[row.pk] != self.now(row)]
        return created, updated, [form.instance for form in self.forms if form.is_removed and form.instance.pk]

    def now(self, row):
        return self.form_class.values_of(row), getattr(row, "position", 0)


def numbers(data, prefix):
    """Which rows were sent, as they stood on the page: rows that were added there may leave gaps."""
    begin, end = f"{prefix}-", "-id"
    found = (key[len(begin) : -len(end)] for key in data if key.startswith(begin) and key.endswith(end))
    return [int(each) for each in found if each.isdecimal() and len(each) < 6][:ROWS_LIMIT]


def wish(form, place):
    """Where a row wants to stand. With another's number it comes before that on the way up, behind on the way down."""
    said = form.data.get(f"{form.prefix}-position") or ""
    wanted = int(said) if said.isdecimal() else LAST
    return wanted, (place < wanted) - (place > wanted)


class DraftRow:
    """A form of one row among many; mixed into a model form.

    `known` holds what every row may choose from, read once. What a row may be is checked by its fields, so that no
    row asks the database.
    """

    compared = ()
    is_last = is_keyed = False

    def __init__(self, data=None, *, instance, prefix, known):
        self.known = known
        # An empty row that was offered and left alone is not refused.
        super().__init__(
            data, instance=instance, prefix=prefix, empty_permitted=instance.pk is None, use_required_attribute=False
        )
        self.children = {}

    @classmethod
    def values_of(cls, row):
        """What is compared, by field."""
        return {name: getattr(row, row._meta.get_field(name).attname) for name in cls.compared}

    def state(self, *, only_sent=False):
        below = {name: rows.state(only_sent=only_sent) for name, rows in self.children.items()}
        return {**self.values_of(self.instance), **below}

    @property
    def title(self):
        texts = getattr(self.instance, "name", None)
        return read(texts).text if isinstance(texts, dict) else str(self.instance)

    @property
    def is_removed(self):
        return self.is_bound and not self.is_last and bool(self.data.get(f"{self.prefix}-removed"))

    @property
    def is_blank(self):
        return (
            self.instance.pk is None
            and not self.has_changed()
            and not any(rows.kept() for rows in self.children.values())
        )

    def is_row_valid(self):
        """With the rows below it; a row that was not sent stands as it is stored."""
        answers = [rows.is_valid() for rows in self.children.values()]
        answers += [self.is_valid() or not self.is_bound, self.is_whole()]
        return all(answers)

    def is_whole(self):
        """Whether the row and those below it make sense together; adds what is wrong."""
        return True

    def _get_validation_exclusions(self):
        # A choice out of `known` is there.
        links = {field.name for field in self._meta.model._meta.get_fields() if field.many_to_one}
        return super()._get_validation_exclusions() | links

    def _post_clean(self):
        # Constraints repeat what the validators of fields hold, and would ask the database once for every row; so
        # would a definition whether its key still stands, which no form here can change.
        self.instance.validate_constraints = nothing
        if self.is_keyed:
            self.instance.clean = nothing
        super()._post_clean()

    def validate_unique(self):
        """The list's affair."""


def nothing(*args, **kwargs):
    """There is nothing to ask."""
