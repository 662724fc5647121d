"""Which definitions are agreed on, by whom and until when, and which are not."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from accounts.calendar import home_day
from frameworks_app.models import ScoringModelVersion, SignOff

from .changes import changes
from .definition import Definition, definitions_of
from .named import texts_of, with_names
from .words import Reading, reading_of


class State(IntEnum):
    """What waits longest to be looked at comes first."""

    DUE = 0
    CHANGED = 1
    UNSIGNED = 2
    SIGNED = 3

    @property
    def word(self):
        return self.name.lower()


@dataclass(frozen=True)
class Signature:
    """One side of a definition: the last who signed for it, if anybody did, and whether that still holds."""

    side: SignOff.Side
    last: SignOff | None
    state: State

    @classmethod
    def of(cls, side, last, digest, today):
        if last is None:
            return cls(side, None, State.UNSIGNED)
        if last.digest != digest:
            return cls(side, last, State.CHANGED)
        return cls(side, last, State.DUE if last.review_on <= today else State.SIGNED)

    @property
    def holds(self):
        return self.state == State.SIGNED


@dataclass(frozen=True)
class Agreement:
    """`kept` is the definition with its names, as it would be signed now."""

    definition: Definition
    kept: dict
    reading: Reading
    marketing: Signature
    sales: Signature

    @property
    def sides(self):
        return self.marketing, self.sales

    @property
    def state(self):
        return min(each.state for each in self.sides)

    @property
    def is_agreed(self):
        return self.state == State.SIGNED

    @property
    def review_on(self):
        """The earlier of the two days; None while nobody has signed it as it is."""
        return min(self.review_days, default=None)

    @property
    def lapsed(self):
        """What has changed since it was signed, once where both sides had signed the same."""
        gone = {}
        for each in self.sides:
            if each.state == State.CHANGED:
                gone.setdefault(each.last.digest, []).append(each.last)
        return [(rows, changes(rows[0].definition, self.kept)) for rows in gone.values()]

    @property
    def review_days(self) -> list[date]:
        return [each.last.review_on for each in self.sides if each.state in {State.DUE, State.SIGNED}]


def agreements(version, at=None, texts=None):
    """Of a version, those to be looked at first; or only the one of this kind and key."""
    texts = texts or texts_of(version.document)
    found = [each for each in definitions_of(version.document) if at in (None, each.at)]
    latest, today = signed(at), home_day()
    return sorted((agreement(each, texts, latest, today) for each in found), key=lambda each: each.state)


def agreement(definition, texts, latest, today):
    kept = with_names(definition.said, texts)
    sides = signatures(definition, latest, today)
    return Agreement(definition, kept, reading_of(kept), *sides)


def signatures(definition, latest, today):
    digest = definition.digest
    return [Signature.of(side, latest.get((*definition.at, side)), digest, today) for side in SignOff.Side]


def signed(at=None):
    """The last of each side, by kind, key and side."""
    rows = SignOff.objects.latest()
    if at:
        rows = rows.filter(kind=at[0], key=at[1])
    return {(each.kind, each.key, each.side): each for each in rows}


def unsigned(version, latest):
    """How many definitions of the version in force are not agreed on, or no longer."""
    if version is None:
        return 0
    today = home_day()
    found = [signatures(each, latest, today) for each in definitions_of(version.document)]
    return sum(not all(side.holds for side in sides) for sides in found)


def unsigned_now():
    return unsigned(ScoringModelVersion.objects.current(), signed())


def lapsing(document, other, latest):
    """Definitions whose sign-offs hold, and that the other document would change or do without."""
    today = home_day()
    after = {each.at: each.digest for each in definitions_of(other)}
    return [
        each
        for each in definitions_of(document)
        if after.get(each.at) != each.digest and any(side.holds for side in signatures(each, latest, today))
    ]
