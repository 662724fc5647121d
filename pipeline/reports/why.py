"""Why this score: the ledger of one lead in words, section by section, adding up to what is shown."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.listing import listed
from frameworks_app.actions.condition_words import Words
from frameworks_app.models import read
from frameworks_app.scoring import FADE_ONE, Line
from pipeline.scoring.days import date_of

MARKS = {True: "pass", False: "fail", None: "open"}
# So many of the newest signals are lines of their own; older ones are one line per type.
MOST_SIGNALS = 40


@dataclass(frozen=True)
class Rule:
    """One line: what was asked, what is known, and what it adds at worst and at best."""

    label: str
    fact: str
    mark: str
    low: int
    high: int
    note: str = ""


@dataclass
class Sum:
    """A group of rules with its ends."""

    key: str
    name: str
    is_named: bool = False
    rules: list = field(default_factory=list)
    ends: dict = field(default_factory=dict)

    @property
    def earned(self):
        return Ends(sum(rule.low for rule in self.rules), sum(rule.high for rule in self.rules))

    @property
    def scale(self):
        """What the division holds the earned points against: above the least, of all there are."""
        least, most = self.ends["least"].low, self.ends["most"].low
        return {"above": Ends(self.earned.low - least, self.earned.high - least), "all": most - least, "least": least}

    @property
    def result(self):
        parts = [line for name, line in self.ends.items() if name not in {"least", "most"}]
        return Ends(sum(line.low for line in parts), sum(line.high for line in parts))


@dataclass(frozen=True)
class Ends:
    low: int
    high: int


@dataclass(frozen=True)
class Trace:
    """One signal, or what holds a type of signals within its bounds; amounts in millionths of a point."""

    name: str
    note: str
    amount: int
    day: object = None


@dataclass(frozen=True)
class TableRow:
    name: str
    category: str
    what: str
    is_past: bool
    conditions: list
    missing: list


@dataclass(frozen=True)
class Why:
    icps: list
    traces: list
    frameworks: list
    rows: list
    nearest: list


def why(found, known):
    lines = defaultdict(list)
    for line in found.score.ledger:
        lines[line.section.value].append(line)
    rows = table_rows(found, lines["category"])
    return Why(
        icps=icp_sums(found, known, lines["fit"]),
        traces=traces(found, lines["engagement"]),
        frameworks=framework_sums(found, lines["qualification"]),
        rows=rows,
        nearest=nearest(found, rows),
    )


def icp_sums(found, known, lines):
    criteria = {each["key"]: each for icp in found.current.document["icps"] for each in icp["criteria"]}
    sums = {}
    for line in lines:
        named = line.group == found.score.icp
        group = sums.setdefault(line.group, Sum(line.group, found.names["icps"][line.group], named))
        if line.key:
            group.rules.append(icp_rule(criteria[line.key], line, known))
        else:
            group.ends[line.what] = line
    return sorted(sums.values(), key=lambda group: not group.is_named)


def icp_rule(criterion, line, known):
    notes = [_("required")] if line.parts["required"] else []
    if line.what == "shadowed":
        notes.append(_("an earlier rule on the same counts"))
    return Rule(
        label=read(criterion["name"]).text,
        fact=known.text(criterion["entity"], criterion["attribute"]),
        mark=icp_mark(criterion, line.what),
        low=line.low,
        high=line.high,
        note=listed(notes),
    )


def icp_mark(criterion, state):
    """A rule that takes points away is no failing where it does not hold, and none to be glad of where it does."""
    if criterion["points"] < 0 and not criterion["required"]:
        return {"holds": "fail", "fails": "none"}.get(state, "open")
    return {"holds": "pass", "fails": "fail", "open": "open", "shadowed": "pass"}[state]


def traces(found, lines):
    """The newest signals one by one, the older ones of each type together; with the rest they add up to the score."""
    days = {event.id: event.day for event in found.facts.events}
    by_itself = newest(days)
    shown, older = [], {}
    for line in lines:
        if line.fact is None or line.fact in by_itself:
            shown.append(trace(found, line, days))
        else:
            count, amount = older.get(line.group, (0, 0))
            older[line.group] = count + 1, amount + line.low
    return shown + [together(found, group, *summed) for group, summed in older.items()]


def newest(days):
    """Which signals are shown by themselves."""
    if len(days) <= MOST_SIGNALS:
        return days.keys()
    return set(sorted(days, key=lambda key: (days[key], key), reverse=True)[:MOST_SIGNALS])


def together(found, group, count, amount):
    name = found.names["signal_types"].get(group, "")
    words = ngettext("%(count)s older event", "%(count)s older events", count)
    return Trace(name, words % {"count": number_format(count, force_grouping=True)}, amount)


def trace(found, line, days):
    name = found.names["signal_types"].get(line.group, "")
    if line.what == "over_cap":
        cap = line.parts["cap"] // FADE_ONE
        return Trace(name, _("one type moves the score by at most %(cap)s") % {"cap": cap}, line.low)
    if line.what == "not_below_0":
        return Trace(_("Not below 0"), "", line.low)
    note = _("%(points)s points, %(percent)s %% left") % {
        "points": line.parts["points"],
        "percent": 100 * line.parts["left"] // FADE_ONE,
    }
    if line.what == "future":
        note = _("counts from its date on")
    return Trace(name, note, line.low, date_of(days.get(line.fact)))


def framework_sums(found, lines):
    shown = [card.key for card in found.frameworks]
    stated = {each["key"]: each for each in found.current.document["frameworks"]}
    cards = {card.key: card for card in found.frameworks}
    sums = {key: Sum(key, cards[key].name, cards[key].is_leading) for key in shown}
    for line in lines:
        if line.group not in sums:
            continue
        if line.key:
            sums[line.group].rules.append(answer_rule(found, cards[line.group], stated[line.group], line))
        else:
            sums[line.group].ends[line.what] = line
    return [{"sum": group, "card": cards[key], "cells": 4 * weight_of(group)} for key, group in sums.items()]


def weight_of(group):
    return group.ends["division"].parts["weight"]


def answer_rule(found, card, stated, line: Line):
    criterion = next(each for each in found.current.document["criteria"] if each["key"] == line.key)
    parts = line.parts
    return Rule(
        label=card.labels[line.key],
        fact=answer_fact(criterion, line),
        mark={"passed": "pass", "failed": "fail", None: ""}.get(parts["gate"], "open"),
        low=line.low,
        high=line.high,
        note=answer_note(parts),
    )


def answer_fact(criterion, line):
    if line.what == "unknown":
        return _("not known")
    if line.what == "stale":
        return _("too old to count: ask again")
    rating = line.parts["rating"]
    return f"{rating} · {read(criterion['rubric'][rating]).text}"


def answer_note(parts):
    if parts["rating"] is None:
        return _("weight %(weight)s") % {"weight": parts["weight"]}
    words = _("weight %(weight)s × rating %(rating)s × %(percent)s %%") % parts
    if not parts["counts_low"]:
        words = _("%(words)s; waits for a gate before it") % {"words": words}
    return words


def table_rows(found, lines):
    words = Words(found.names)
    stated = {each["key"]: each for each in found.current.document["table"]}
    return [table_row(found, words, stated[line.group], line) for line in lines]


def table_row(found, words, stated, line):
    conditions = [
        {"text": words.sentence(condition), "mark": MARKS[state], "or_open": condition.get("or_open", False)}
        for condition, state in zip(stated["conditions"], line.parts["conditions"], strict=True)
    ]
    missing = [
        each for each in conditions if each["mark"] == "fail" or (each["mark"] == "open" and not each["or_open"])
    ]
    return TableRow(
        name=read(stated["name"]).text,
        category=found.names["categories"][stated["category"]],
        what=line.what,
        is_past=line.parts["is_past"],
        conditions=conditions,
        missing=missing,
    )


def nearest(found, rows):
    """The rows above the one that won of which a single condition is missing: what would change the status."""
    above = [row for row in rows if not row.is_past and row.what != "wins" and len(row.missing) == 1]
    # Of rows that wait for the same thing the first would win.
    first = {row.missing[0]["text"]: row for row in reversed(above)}
    return [row for row in above if first[row.missing[0]["text"]] is row and row.category != found.category_name]
