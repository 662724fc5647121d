"""What has changed between a definition as it was signed and as it is, line by line."""

from django.utils.translation import gettext as _

from accounts.listing import listed
from frameworks_app.actions.compare.fit import fit_lines
from frameworks_app.actions.compare.line import Difference, Kind, by_key
from frameworks_app.actions.compare.qualification import framework_lines, framework_words
from frameworks_app.actions.compare.statuses import category_lines, changed_row, row_words
from frameworks_app.actions.compare.thresholds import threshold_lines
from frameworks_app.actions.condition_words import Words

from .named import names_in


def changes(old, new):
    """Of two kept definitions of one ICP or status; both are named as the newer one names them."""
    names = names_in(old, new)
    if "icp" in new:
        return list(fit_lines({"icps": [old["icp"]]}, {"icps": [new["icp"]]}, names))
    return [
        *category_lines({"categories": [old["status"]]}, {"categories": [new["status"]]}, names),
        *row_lines(old["rows"], new["rows"], names),
        *first_lines(old, new, names),
        *framework_changes(old["frameworks"], new["frameworks"], names),
        *threshold_changes(old, new, names),
    ]


def row_lines(old, new, names):
    words, before = Words(names), by_key(old)
    for row in new:
        of, subject = ("table", row["key"]), names["table"].get(row["key"], row["key"])
        was = before.pop(row["key"], None)
        if was is None:
            yield Difference(Kind.ADDED, of, subject, _("row added"), new=row_words(row, names))
        else:
            yield from changed_row(was, row, words, of=of, subject=subject)
    for key, row in before.items():
        subject = names["table"].get(key, key)
        yield Difference(Kind.REMOVED, ("table", key), subject, _("row removed"), old=row_words(row, names))


def first_lines(old, new, names):
    if set(old["first"]) != set(new["first"]):
        said = (listed(names["categories"].get(key, key) for key in each["first"]) for each in (old, new))
        yield Difference(Kind.CHANGED, ("table", ""), "", _("only when none of these holds first:"), *said)


def framework_changes(old, new, names):
    before, after = by_key(old), by_key(new)
    both = [key for key in before if key in after]
    kept = [{"frameworks": [side[key] for key in both]} for side in (before, after)]
    yield from framework_lines(*kept, names)
    for key in after.keys() - before.keys():
        said = framework_words(after[key])
        yield Difference(Kind.ADDED, ("frameworks", key), names["frameworks"][key], _("counts now"), new=said)
    for key in before.keys() - after.keys():
        yield Difference(Kind.REMOVED, ("frameworks", key), names["frameworks"][key], _("counts no more"))


def threshold_changes(old, new, names):
    """Of those on which it rested then and rests now; where one comes or goes, a condition says so."""
    used = [name for name in ("grades", "levels", "evidence") if old[name] and new[name]]
    empty = {"grades": {}, "levels": [], "evidence": {}}
    sides = [empty | {name: each[name] for name in used} for each in (old, new)]
    yield from threshold_lines(*sides, names)
