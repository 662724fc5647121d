from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frameworks_app.actions.condition_words import Words
from frameworks_app.models import Category

from .line import Difference, Field, Kind, by_key, field_lines, moves, text_lines

OF_CATEGORY = (
    Field("kind", gettext_lazy("kind"), lambda kind: str(Category.Kind(kind).label)),
    Field("rank", gettext_lazy("rank")),
)


def status_lines(old, new, names):
    yield from table_lines(old, new, names)
    yield from category_lines(old, new, names)


def table_lines(old, new, names):
    subject, words = _("Status table"), Words(names)
    before, places = by_key(old["table"]), moves(old["table"], new["table"])
    numbers = {row["key"]: number for number, row in enumerate(old["table"], start=1)}
    for number, row in enumerate(new["table"], start=1):
        of, name = ("table", row["key"]), names["table"][row["key"]]
        was = before.pop(row["key"], None)
        if was is None:
            what = _("row %(number)s “%(name)s” added") % {"number": number, "name": name}
            yield Difference(Kind.ADDED, of, subject, what, new=row_words(row, names))
            continue
        yield from changed_row(was, row, words, of=of, subject=f"{subject} · {name}")
        if row["key"] in places:
            what = _("row “%(name)s” %(moved)s") % {"name": name, "moved": places[row["key"]].words()}
            yield Difference(Kind.MOVED, of, subject, what)
    for key, row in before.items():
        what = _("row %(number)s “%(name)s” removed") % {"number": numbers[key], "name": names["table"][key]}
        yield Difference(Kind.REMOVED, ("table", key), subject, what, old=row_words(row, names))


def row_words(row, names):
    conditions = "; ".join(Words(names).whole(each) for each in row["conditions"])
    return _("%(status)s, when %(conditions)s") % {
        "status": names["categories"].get(row["category"], row["category"]),
        "conditions": conditions or _("nothing above matches"),
    }


def changed_row(old, new, words, *, of, subject):
    yield from text_lines(_("name"), old["name"], new["name"], of=of, subject=subject)
    if old["category"] != new["category"]:
        names = [words.name("categories", row["category"]) for row in (old, new)]
        yield Difference(Kind.CHANGED, of, subject, _("status"), *names)
    gone = without(old["conditions"], new["conditions"])
    come = without(new["conditions"], old["conditions"])
    for condition in gone:
        yield Difference(Kind.REMOVED, of, subject, _("condition removed"), old=words.whole(condition))
    for condition in come:
        yield Difference(Kind.ADDED, of, subject, _("condition added"), new=words.whole(condition))
    if old["conditions"] != new["conditions"] and not gone and not come:
        yield Difference(Kind.MOVED, of, subject, _("conditions in another order"))


def without(conditions, others):
    """What is in the first list and not in the second, however often."""
    left = list(others)
    found = []
    for condition in conditions:
        if condition in left:
            left.remove(condition)
        else:
            found.append(condition)
    return found


def category_lines(old, new, names):
    before, places = by_key(old["categories"]), moves(old["categories"], new["categories"])
    for category in new["categories"]:
        of, subject = ("categories", category["key"]), names["categories"][category["key"]]
        was = before.pop(category["key"], None)
        if was is None:
            rank = _("rank %(rank)s") % {"rank": category["rank"]}
            yield Difference(Kind.ADDED, of, subject, _("added"), new=rank)
            continue
        yield from text_lines(_("name"), was["name"], category["name"], of=of, subject=subject)
        yield from field_lines(OF_CATEGORY, was, category, of=of, subject=subject)
        if category["key"] in places:
            yield Difference(Kind.MOVED, of, subject, places[category["key"]].words())
    for key in before:
        yield Difference(Kind.REMOVED, ("categories", key), names["categories"][key], _("not there yet"))
