"""A definition in words, as it was kept: what an ICP wants, which rows lead to a status, what these rest upon."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.listing import listed
from frameworks_app.actions import reading
from frameworks_app.actions.condition_words import Words
from frameworks_app.models import Evidence, Framework

from .named import names_in


@dataclass(frozen=True)
class Reading:
    """`rules` of an ICP, as on the page of a version; of a status `rows`, each a name with its conditions, `first`,
    the statuses that win over it, and `terms`: pairs of what a condition speaks of and what that means."""

    name: str
    threshold: int = 0
    rules: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    first: str = ""
    terms: list = field(default_factory=list)

    @property
    def required(self):
        return [rule for rule in self.rules if rule["required"]]

    @property
    def scored(self):
        """A required rule may earn points besides."""
        return [rule for rule in self.rules if rule["points"]]

    def lines(self):
        """The same for a cell of a file."""
        yield from (_("required: %(rule)s") % {"rule": rule["words"]} for rule in self.required)
        yield from (f"{rule['words']}: {points_words(rule['points'])}" for rule in self.scored)
        if self.rules:
            yield filter_words(self.threshold)
        yield from (f"{name}: {listed(conditions) or everything_else()}" for name, conditions in self.rows)
        if self.first:
            yield _("only when none of these holds first: %(statuses)s") % {"statuses": self.first}
        yield from (f"{term}: {meaning}" for term, meaning in self.terms)


def points_words(points):
    return ngettext("%(points)s point", "%(points)s points", abs(points)) % {"points": points}


def filter_words(threshold):
    return _("company filter passes from %(points)s") % {"points": threshold}


def everything_else():
    return _("everything else")


def reading_of(kept):
    names = names_in(kept)
    if "icp" in kept:
        return Reading(**reading.icp(kept["icp"], names))
    words = Words(names)
    return Reading(
        name=reading.text(kept["status"]),
        rows=[(reading.text(row), [words.whole(each) for each in row["conditions"]]) for row in kept["rows"]],
        first=listed(words.name("categories", key) for key in kept["first"]),
        terms=list(terms(kept, names)),
    )


def terms(kept, names):
    if kept["grades"]:
        yield _("Fit grades"), listed(grade_words(*each) for each in kept["grades"].items())
    if kept["levels"]:
        yield _("Engagement levels"), listed(grade_words(*each) for each in enumerate(kept["levels"], start=2))
    for each in kept["frameworks"]:
        yield reading.text(each), framework_words(each, names)
    if kept["evidence"]:
        said = (f"{Evidence(rung).label} {percent}%" for rung, percent in kept["evidence"].items())
        yield _("What an answer counts"), listed(said)


def grade_words(grade, points):
    return _("%(grade)s from %(points)s") % {"grade": grade, "points": points}


def framework_words(entry, names):
    rule = str(Framework.PassRule(entry["pass_rule"]).label)
    rule = f"{rule} {entry['threshold']}" if entry["threshold"] else rule
    parts = [gate_words(each, names) for each in entry["criteria"] if each["gate"]]
    if entry["threshold"]:
        parts += [weight_words(each, names) for each in entry["criteria"] if each["weight"]]
    return f"{rule}: {listed(parts)}" if parts else rule


def gate_words(use, names):
    said = _("%(criterion)s at least %(rating)s") % {"criterion": criterion_name(use, names), "rating": use["gate"]}
    return f"{said} ({Evidence(use['gate_evidence']).label})" if use["gate_evidence"] else said


def weight_words(use, names):
    return _("%(criterion)s weighs %(weight)s") % {
        "criterion": criterion_name(use, names),
        "weight": use["weight"],
    }


def criterion_name(use, names):
    return names["criteria"].get(use["key"], use["key"])
