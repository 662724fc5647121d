"""One line of a comparison, and how entries and their order are held against each other."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _


class Kind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True)
class Difference:
    """Of what (such as “Webinar attended”), what about it, and from what to what."""

    kind: Kind
    # The definition that it belongs to, as (part of the document, key), for whoever knows who edited it.
    of: tuple
    subject: str
    what: str
    old: str = ""
    new: str = ""
    # Who edited it last and when, where somebody has looked that up.
    edit: object = None

    def __str__(self):
        about = f"{self.subject} · {self.what}" if self.subject else self.what
        if self.kind == Kind.CHANGED:
            return f"{about} {self.old or '–'} → {self.new or '–'}"
        return ", ".join(filter(None, [about, self.old, self.new]))


def shown(value):
    match value:
        case None | "":
            return ""
        case bool():
            return _("yes") if value else _("no")
    return str(value)


@dataclass(frozen=True)
class Field:
    """`otherwise` is what an entry means that does not say it, as one of an older document."""

    name: str
    label: str
    words: Callable = shown
    otherwise: object = None


def field_lines(fields, old, new, *, of, subject):
    for field in fields:
        before, after = old.get(field.name, field.otherwise), new.get(field.name, field.otherwise)
        if before != after:
            words = field.words(before), field.words(after)
            yield Difference(Kind.CHANGED, of, subject, str(field.label), *words)


def text_lines(label, old, new, *, of, subject):
    """A line for each language whose text differs; the reader's own is not named."""
    for code, language in settings.LANGUAGES:
        before, after = (old or {}).get(code, ""), (new or {}).get(code, "")
        if before != after:
            elsewhere = _("%(text)s (%(language)s)") % {"text": label, "language": _(language)}
            what = label if code == get_language() else elsewhere
            yield Difference(Kind.CHANGED, of, subject, str(what), quoted(before), quoted(after))


def quoted(text):
    return _("“%(text)s”") % {"text": text} if text else ""


def by_key(entries):
    return {each["key"]: each for each in entries}


@dataclass(frozen=True)
class Move:
    old: int
    new: int
    is_up: bool

    def words(self):
        sentence = _("moved up, from %(old)s to %(new)s") if self.is_up else _("moved down, from %(old)s to %(new)s")
        return sentence % {"old": self.old, "new": self.new}


def moves(old, new):
    """By key: those few that have to change places, counted from 1, so that the old order becomes the new."""
    before = [each["key"] for each in old]
    after = [each["key"] for each in new]
    stayed = [key for key in after if key in set(before)]
    places = {key: place for place, key in enumerate(key for key in before if key in set(after))}
    still = longest_rising([places[key] for key in stayed])
    return {
        key: Move(before.index(key) + 1, after.index(key) + 1, place < places[key])
        for place, key in enumerate(stayed)
        if places[key] not in still
    }


def longest_rising(numbers):
    """The greatest set of these numbers that stand in rising order, as patience sorting finds it."""
    tops, piles, below = [], [], {}
    for number in numbers:
        pile = bisect_left(tops, number)
        below[number] = piles[pile - 1][-1] if pile else None
        if pile == len(tops):
            tops.append(number)
            piles.append([])
        tops[pile] = number
        piles[pile].append(number)
    found, number = set(), tops[-1] if tops else None
    while number is not None:
        found.add(number)
        number = below[number]
    return found
