"""What has changed between two days: the lines of two score breakdowns that differ, in words, with their amounts.

Amounts are exact, so that the lines of a part add up to what its score differs by.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frameworks_app.models import read
from frameworks_app.scoring.ledger import Section, Unit
from pipeline.scoring.days import date_of
from pipeline.templatetags.leads import cells, millionths

from .ledger_difference import Ends, difference
from .why import answer_fact

FIT, ENGAGEMENT, QUALIFICATION = Section.FIT.value, Section.ENGAGEMENT.value, Section.QUALIFICATION.value
# So many signals of one type are lines of their own.
MOST_SIGNALS = 5
NONE = "–"


@dataclass(frozen=True)
class Row:
    """One line that came, went or changed."""

    label: str
    old: str
    new: str
    amount: str
    kind: str = "changed"
    note: str = ""


@dataclass
class Part:
    """One score before and after, and the lines that make the difference."""

    key: str
    name: str
    old: str
    new: str
    amount: str
    rows: list = field(default_factory=list)
    # What the rows add up to, and the rest of the way to the score.
    total: str = ""
    after: list = field(default_factory=list)

    @property
    def is_changed(self):
        return bool(self.rows or self.after or self.old != self.new)


def changed(old, new):
    """The parts of the score in which anything differs, the status first."""
    found = difference(old.score, new.score)
    return [
        each
        for each in (
            status(old, new),
            fit(old, new, found),
            engagement(old, new, found),
            qualification(old, new, found),
        )
        if each.is_changed
    ]


def status(old, new):
    part = Part("status", _("Status"), old.category_name, new.category_name, "")
    if old.score.row != new.score.row:
        part.rows = [Row(_("Row of the table"), old.row_name, new.row_name, "")]
    return part


def fit(old, new, found):
    part = Part(FIT, _("Fit"), *ends(old.score.fit, new.score.fit), whole(found, "fit"))
    labels = {**rule_names(old), **rule_names(new)}
    own = found.block(FIT, found.fit.group, Unit.POINTS.value)
    for change in own.changes if own else ():
        amount = signed(change.low, change.high, str)
        part.rows.append(Row(labels[change.line.key], *both(change, rule_state), amount, change.kind))
    part.total = signed(own.amount.low, own.amount.high, str) if own else ""
    part.after = [*scale(found), *results(found.fit.group, found, FIT), *switch(old, new, found.fit, "icps")]
    return part


def rule_names(side):
    return {each["key"]: read(each["name"]).text for icp in side.current.document["icps"] for each in icp["criteria"]}


def rule_state(line):
    words = {
        "holds": _("holds"),
        "fails": _("does not hold"),
        "open": _("not known"),
        "shadowed": _("an earlier rule counts"),
    }
    return words[line.what]


def scale(found):
    """The ends of the scale move where rules were made or their points changed."""
    for what, name in (("least", _("The least possible")), ("most", _("The most possible"))):
        block = found.block(FIT, found.fit.group, Unit.POINTS.value, what)
        if block:
            yield Row(name, str(block.old.low), str(block.new.low), signed(block.amount.low, block.amount.high, str))


def results(group, found, section):
    """What the division makes of it, in the hundredths of a point that are kept."""
    block = found.block(section, group, Unit.BASIS_POINTS.value)
    if block:
        yield Row(_("Of 100"), span(block.old), span(block.new), signed(block.amount.low, block.amount.high, cells))


def switch(old, new, counting, names):
    """Another ICP, or another framework, is the one that counts."""
    is_another = counting.old and counting.new and counting.old != counting.new
    if counting.switch != Ends() or is_another:
        before, after = (side.names[names].get(key, NONE) for side, key in ((old, counting.old), (new, counting.new)))
        amount = signed(counting.switch.low, counting.switch.high, cells)
        yield Row(_("What counts is another one"), before, after, amount)


def engagement(old, new, found):
    amount = found.amounts["engagement"]
    part = Part(
        ENGAGEMENT,
        _("Engagement"),
        millionths(old.score.engagement),
        millionths(new.score.engagement),
        signed(amount, amount, millionths),
    )
    block = found.block(ENGAGEMENT, "", Unit.MILLIONTHS.value)
    if block:
        names = {**old.names["signal_types"], **new.names["signal_types"]}
        days = {event.id: event.day for side in (old, new) for event in side.facts.events}
        part.rows = signal_rows(block.changes, names, days)
        part.total = signed(block.amount.low, block.amount.high, millionths)
    return part


def signal_rows(changes, names, days):
    """New signals first, then gone ones, then what is left of older ones; many of one type and kind are one line."""
    groups = defaultdict(list)
    for change in changes:
        groups[change.kind if change.line.fact is not None else change.line.what, change.line.group].append(change)
    order = {"added": 0, "gone": 1, "changed": 2}
    rows = []
    for (kind, group), found in sorted(groups.items(), key=lambda each: order.get(each[0][0], 3)):
        name = names.get(group, "")
        if kind in {"added", "gone"} and len(found) <= MOST_SIGNALS:
            rows += [signal_row(change, name, days) for change in found]
        else:
            rows.append(signals_row(kind, name, found))
    return rows


def signal_row(change, name, days):
    day = days.get(change.line.fact)
    note = "" if day is None else _("on %(day)s") % {"day": date_format(date_of(day), "DATE_FORMAT")}
    return Row(name, *both(change, worth), signed(change.low, change.high, millionths), change.kind, note)


def signals_row(kind, name, changes):
    words = {
        "added": ngettext("%(count)s new event", "%(count)s new events", len(changes)),
        "gone": ngettext("%(count)s event gone", "%(count)s events gone", len(changes)),
        "changed": ngettext("%(count)s event, older by now", "%(count)s events, older by now", len(changes)),
        "otherwise": ngettext("%(count)s event, by other rules", "%(count)s events, by other rules", len(changes)),
        "over_cap": _("over the cap"),
        "not_below_0": _("not below 0"),
    }
    before, after = (sum(side.low for side in sides if side) for sides in zip(*map(sides_of, changes), strict=True))
    said = "otherwise" if kind == "changed" and any(map(is_by_other_rules, changes)) else kind
    note = words[said] % {"count": number_format(len(changes), force_grouping=True)}
    amount = signed(after - before, after - before, millionths)
    return Row(name, millionths(before), millionths(after), amount, kind if kind in words else "changed", note)


def is_by_other_rules(change):
    """Other points, or more left of it than before: fading alone does neither."""
    old, new = (side.parts for side in sides_of(change))
    return old["points"] != new["points"] or old["left"] < new["left"]


def sides_of(change):
    return change.old, change.new


def worth(line):
    return millionths(line.low)


def qualification(old, new, found):
    part = Part(
        QUALIFICATION,
        _("Qualification"),
        *ends(old.score.qualification, new.score.qualification),
        whole(found, "qual"),
    )
    labels = {card.key: card.labels for card in new.frameworks}.get(new.score.leading, {})
    criteria = {each["key"]: each for side in (old, new) for each in side.current.document["criteria"]}
    own = found.block(QUALIFICATION, found.qualification.group, Unit.CELL_HUNDREDTHS.value)
    for change in own.changes if own else ():
        key = change.line.key
        label = labels.get(key) or read(criteria[key]["name"]).text
        amount = signed(change.low, change.high, cells)
        heard = both(change, lambda line, key=key: answer_fact(criteria[key], line))
        part.rows.append(Row(label, *heard, amount, change.kind))
    part.total = signed(own.amount.low, own.amount.high, cells) if own else ""
    part.after = [
        *results(found.qualification.group, found, QUALIFICATION),
        *switch(old, new, found.qualification, "frameworks"),
    ]
    return part


def both(change, words):
    return tuple(words(side) if side else NONE for side in (change.old, change.new))


def ends(old, new):
    return span(old), span(new)


def span(found):
    """Two ends in hundredths: "96.29–100"."""
    return cells(found.low) if found.low == found.high else f"{cells(found.low)}–{cells(found.high)}"


def whole(found, prefix):
    return signed(*(found.amounts[f"{prefix}_{end}"] for end in ("low", "high")), cells)


def signed(low, high, words):
    """An amount with its sign; both ends where they differ."""
    texts = [f"{'+' if each > 0 else '−' if each < 0 else '±'}{words(abs(each))}" for each in (low, high)]
    return texts[0] if low == high else _("low end %(low)s, high end %(high)s") % {"low": texts[0], "high": texts[1]}
