"""A document as people read it: everything that decides a score, in words."""

from frameworks_app.models import Category, Chapter, Evidence, Framework, FrameworkCriterion, SignalType, read

from .compare.engagement import days, half_life
from .condition_words import Words
from .names import names_of
from .rule_words import rule_in_words, rule_name


def reading_of(document, names):
    """Parts by name, for a template; `names` as names.row_names gives them."""
    names = {**names, **names_of(document)}
    return {
        "icps": [icp(each, names) for each in document["icps"]],
        "signal_types": [signal_type(each) for each in document["signal_types"]],
        "levels": list(enumerate(document["levels"], start=2)),
        "frameworks": [framework(each, names) for each in document["frameworks"]],
        "criteria": [criterion(each) for each in document["criteria"]],
        "table": table(document, names),
        "categories": [category(each) for each in document["categories"]],
        "grades": list(document["grades"].items()),
        "evidence": [(Evidence(rung).label, percent) for rung, percent in document["evidence"].items()],
        "time_zone": document["time_zone"],
        "currency": document["currency"],
    }


def text(entry):
    return read(entry["name"]).text or entry["key"]


def icp(entry, names):
    rules = [
        {
            "words": rule_in_words(each, names),
            "name": rule_name(each),
            "is_named": rule_name(each) != names.get("attributes", {}).get(each["attribute"]),
            "points": each["points"],
            "required": each["required"],
        }
        for each in entry["criteria"]
    ]
    return {"name": text(entry), "threshold": entry["threshold"], "rules": rules}


def signal_type(entry):
    return {
        "name": text(entry),
        "kind": SignalType.Kind(entry["kind"]).label,
        "points": entry["points"],
        "cap": entry["cap"],
        "half_life": half_life(entry["half_life"]),
        "is_retired": not entry.get("active", True),
    }


def framework(entry, names):
    return {
        "name": text(entry),
        "is_active": entry["active"],
        "pass_rule": Framework.PassRule(entry["pass_rule"]).label,
        "threshold": entry["threshold"],
        "criteria": [use(each, names) for each in entry["criteria"]],
        "has_lights": any(each["light"] for each in entry["criteria"]),
    }


def use(entry, names):
    return {
        "name": read(entry["label"]).text or names["criteria"].get(entry["key"], entry["key"]),
        "weight": entry["weight"],
        "gate": entry["gate"],
        "gate_evidence": Evidence(entry["gate_evidence"]).label if entry["gate_evidence"] else "",
        "light": FrameworkCriterion.Light(entry["light"]).label if entry["light"] else "",
    }


def criterion(entry):
    return {
        "name": text(entry),
        "chapter": Chapter(entry["chapter"]).label,
        "valid_for": days(entry["shelf_life"]),
        "is_derived": bool(entry["derived_from"]),
        "levels": list(enumerate(read(level).text for level in entry["rubric"])),
    }


def table(document, names):
    words, kinds = Words(names), {each["key"]: each["kind"] for each in document["categories"]}
    return [
        {
            "name": text(row),
            "conditions": [words.whole(each) for each in row["conditions"]],
            "status": names["categories"].get(row["category"], row["category"]),
            "kind": kinds.get(row["category"], ""),
        }
        for row in document["table"]
    ]


def category(entry):
    return {
        "name": text(entry),
        "kind": entry["kind"],
        "kind_name": Category.Kind(entry["kind"]).label,
        "rank": entry["rank"],
    }
