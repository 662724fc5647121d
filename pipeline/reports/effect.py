"""What a definition that nobody has saved yet would change for real leads."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from frameworks_app.models import Category
from pipeline.models import Lead, LeadState
from pipeline.scoring.compile import CompiledModel
from pipeline.scoring.current import current
from pipeline.scoring.preview import preview

FIRST = 5
MOST_MOVERS = 10
GRADES = "ABC"


@dataclass(frozen=True)
class Change:
    """How many leads before and after, under one word; shares are of the largest number beside it."""

    label: str
    before: int
    after: int
    kind: str = ""
    share_before: int = 0
    share_after: int = 0

    @property
    def difference(self):
        return self.after - self.before


@dataclass(frozen=True)
class Move:
    """Leads that go from one status to another, the first few by name."""

    origin: Category | None
    target: Category | None
    count: int
    leads: list


@dataclass(frozen=True)
class Mover:
    lead: Lead
    before: object
    after: object
    origin: Category | None
    target: Category | None


@dataclass(frozen=True)
class Effect:
    count: int
    is_part: bool
    moves: list
    inclusion: list
    grades: list
    results: list
    movers: list
    # The framework asked about measures nobody, before or after.
    is_idle: bool = False

    @property
    def moved(self):
        return sum(move.count for move in self.moves)


def effect_of(document, keys, *, framework=None):
    """The effect of a document on the newest leads; `framework` is the key of one whose results are wanted."""
    model = current()
    found = preview(CompiledModel(document, keys, model.compiled.workflows))
    changed = [pair for pair in found.pairs if pair.before.status != pair.after.status]
    movers = biggest_movers(found.pairs)
    by_move = defaultdict(list)
    for pair in changed:
        by_move[pair.before.status, pair.after.status].append(pair.lead_id)
    shown = [pair.lead_id for pair in movers] + [pk for ids in by_move.values() for pk in ids[:FIRST]]
    leads = Lead.objects.select_related("company", "contact").in_bulk(shown)
    categories = Category.objects.in_bulk()
    results = framework_results(found.pairs, model.document, document, framework)
    return Effect(
        count=len(found.pairs),
        is_part=found.is_part,
        moves=moves(by_move, leads, categories),
        inclusion=counted(
            found.pairs, lambda pair: (pair.before.inclusion, pair.after.inclusion), LeadState.Inclusion.choices
        ),
        grades=grades(found.pairs, model.document, document),
        results=results,
        movers=[mover(pair, leads, categories) for pair in movers],
        is_idle=framework is not None and not results,
    )


def moves(by_move, leads, categories):
    """The commonest first."""
    ordered = sorted(by_move.items(), key=lambda item: -len(item[1]))
    return [
        Move(categories.get(origin), categories.get(target), len(ids), [leads[pk] for pk in ids[:FIRST]])
        for (origin, target), ids in ordered
    ]


def biggest_movers(pairs):
    """Those who would go furthest up or down in lists that are sorted by score."""
    moved = [pair for pair in pairs if pair.before.priority != pair.after.priority]
    return sorted(moved, key=lambda pair: -abs(pair.after.priority - pair.before.priority))[:MOST_MOVERS]


def mover(pair, leads, categories):
    return Mover(
        leads[pair.lead_id],
        pair.before,
        pair.after,
        categories.get(pair.before.status),
        categories.get(pair.after.status),
    )


def counted(pairs, values, choices, kinds=None):
    """How many pairs have each choice before and after."""
    before, after = defaultdict(int), defaultdict(int)
    for pair in pairs:
        was, becomes = values(pair)
        before[was] += 1
        after[becomes] += 1
    most = max([1, *before.values(), *after.values()])
    return [
        Change(
            str(label),
            before[value],
            after[value],
            (kinds or {}).get(value, ""),
            100 * before[value] // most,
            100 * after[value] // most,
        )
        for value, label in choices
    ]


def grades(pairs, was, becomes):
    """By the low end of fit, as everywhere; a lead of whom nothing is known has no grade yet."""
    choices = [*((letter, letter) for letter in "ABCD"), ("", _("Unknown yet"))]
    return counted(
        pairs, lambda pair: (grade(pair.before, was["grades"]), grade(pair.after, becomes["grades"])), choices
    )


def grade(standing, thresholds):
    if (standing.fit_low, standing.fit_high) == (0, 10000):
        return ""
    return next((letter for letter in GRADES if standing.fit_low >= thresholds[letter] * 100), "D")


RESULT_KINDS = {0: "open", 1: "pass", 2: "fail"}


def framework_results(pairs, was, becomes, key):
    """Results under one framework before and after; nothing where it measures nobody at either time."""
    before, after = place(was, key), place(becomes, key)
    if before is None and after is None:
        return []
    choices = [(1, _("Qualified")), (2, _("Not qualified")), (0, _("Open")), (None, _("Not measured"))]
    changes = counted(
        pairs, lambda pair: (result(pair.before, before), result(pair.after, after)), choices, RESULT_KINDS
    )
    return changes if None in {before, after} else changes[:-1]


def place(document, key):
    """Where the framework stands among the active ones, whose results a lead keeps in this order."""
    active = [each["key"] for each in document["frameworks"] if each["active"]]
    return active.index(key) if key in active else None


def result(standing, at):
    return standing.verdicts[at] if at is not None and at < len(standing.verdicts) else None
