"""Rows of the decision table that can never win, because an earlier one always does or they contradict themselves."""

from itertools import combinations

from django.utils.translation import gettext as _

from frameworks_app.models import Framework, read

from .doubt import Doubt

LISTS = {
    "fit_grade": "in",
    "inclusion": "in",
    "segment": "in",
    "product": "in",
    "source": "in",
    "verdict": "in",
    "signal_within": "types",
    "gate_failed": "criteria",
}
BANDS = {"amount", "engagement_level", "intent_points", "last_signal_age"}
# Of which a lead has one value at a time, so that two lists without a common value exclude each other.
SINGLE = {"fit_grade", "inclusion", "segment", "product", "source", "verdict"}
LEVELS = range(1, 5)
LEADING, ANY_OTHER = "leading", "any_other"


def table_doubts(document):
    table = document["table"]
    for place, row in enumerate(table):
        words = {"row": read(row["name"]).text or row["key"]}
        if problem := impossible(document, row["conditions"]):
            said = _("“%(row)s” can never win: %(problem)s") % {**words, "problem": problem}
        elif earlier := next((other for other in table[:place] if covers(other, row)), None):
            words["earlier"] = read(earlier["name"]).text or earlier["key"]
            said = _("“%(row)s” can never win: whenever it holds, “%(earlier)s” above it holds first.") % words
        else:
            continue
        yield Doubt("statuses", said, f"row-{row['key']}")


def covers(earlier, later):
    """Whether the earlier row matches every lead that the later one matches."""
    return all(any(implies(narrow, wide) for narrow in later["conditions"]) for wide in earlier["conditions"])


def implies(narrow, wide):
    kind = wide["kind"]
    if narrow["kind"] != kind or narrow.get("framework") != wide.get("framework"):
        return False
    if narrow.get("or_open") and not wide.get("or_open"):
        return False
    if kind == "icp":
        return narrow["key"] == wide["key"]
    if kind in BANDS:
        return narrow.get("currency") == wide.get("currency") and is_inside(narrow, wide)
    name = LISTS[kind]
    return set(narrow[name]) <= set(wide[name]) and narrow.get("days", 0) <= wide.get("days", 0)


def is_inside(narrow, wide):
    low, high = wide.get("at_least"), wide.get("at_most")
    begins = low is None or (narrow.get("at_least") is not None and narrow["at_least"] >= low)
    ends = high is None or (narrow.get("at_most") is not None and narrow["at_most"] <= high)
    return begins and ends


def impossible(document, conditions):
    """Why these conditions cannot hold together, or one of them not at all; None when they can."""
    for each in conditions:
        if problem := unreachable(document, each):
            return problem
    for one, other in combinations(conditions, 2):
        if contradict(document, one, other) or contradict(document, other, one):
            return _("its own conditions exclude each other.")
    return None


def unreachable(document, condition):
    match condition["kind"]:
        case "engagement_level" if not any(is_between(level, condition) for level in LEVELS):
            return _("there is no such engagement level: they go from 1 to 4.")
        case "intent_points" if (condition.get("at_least") or 0) > intent_allowed(document):
            return _("it asks for %(points)s intent points, and all caps of intent together allow %(most)s.") % {
                "points": condition["at_least"],
                "most": intent_allowed(document),
            }
        case "icp" if condition["key"] not in {icp["key"] for icp in document["icps"]}:
            return _("the ICP that it names is not active.")
        case "gate_failed" if not set(condition["criteria"]) & gates_of(document, condition["framework"]):
            return _("no framework that it looks at has a gate on what it names.")
        case "verdict" if not frameworks_of(document, condition["framework"]) and condition["framework"] != LEADING:
            return _("there is no framework for it to look at.")
    return None


def intent_allowed(document):
    return sum(
        each["cap"]
        for each in document["signal_types"]
        if each["kind"] == "intent" and each["points"] > 0 and each.get("active", True)
    )


def frameworks_of(document, named):
    """Those that a condition may mean: any may lead, and another one is one of at least two."""
    if named == LEADING:
        return document["frameworks"]
    active = [each for each in document["frameworks"] if each["active"]]
    if named == ANY_OTHER:
        return active if len(document["frameworks"]) > 1 else []
    return [each for each in document["frameworks"] if each["key"] == named]


def gates_of(document, named):
    return {
        line["key"] for each in frameworks_of(document, named) for line in each["criteria"] if line["gate"] is not None
    }


def is_between(value, condition):
    low, high = condition.get("at_least"), condition.get("at_most")
    return (low is None or value >= low) and (high is None or value <= high)


def contradict(document, one, other):
    """Whether no lead can meet both; asked in both orders."""
    match one["kind"], other["kind"]:
        case kind, same if kind == same and kind in SINGLE:
            return lists_exclude(one, other)
        case kind, same if kind == same and kind in BANDS:
            return one.get("currency") == other.get("currency") and bands_exclude(one, other)
        case "inclusion", "icp":
            # Inside one ICP is inside; while that is open, so may the whole be.
            return "included" not in one["in"] and not (one.get("or_open") and other.get("or_open"))
        case "inclusion", "fit_grade":
            return one["in"] == ["excluded"] and not one.get("or_open") and "D" not in other["in"]
        case "signal_within", "last_signal_age":
            return (other.get("at_least") or 0) > one["days"]
        case "gate_failed", "verdict":
            return is_failed_and_not(document, one, other)
    return False


def lists_exclude(one, other):
    # Another framework may be one for the first condition, and one more for the second.
    if one.get("framework") != other.get("framework") or one.get("framework") == ANY_OTHER:
        return False
    both_may_be_open = one.get("or_open") and other.get("or_open")
    return not both_may_be_open and not set(one["in"]) & set(other["in"])


def bands_exclude(one, other):
    lows = [each["at_least"] for each in (one, other) if each.get("at_least") is not None]
    highs = [each["at_most"] for each in (one, other) if each.get("at_most") is not None]
    both_may_be_open = one.get("or_open") and other.get("or_open")
    return bool(lows and highs and max(lows) > min(highs)) and not both_may_be_open


def is_failed_and_not(document, gate, verdict):
    """A failed gate that counts disqualifies, whatever else is known."""
    if gate["framework"] != verdict["framework"] or "disqualified" in verdict["in"]:
        return False
    return all(each["pass_rule"] in Framework.RULES_WITH_GATES for each in frameworks_of(document, gate["framework"]))
