"""What of a document makes an ICP an ICP, or an MQL an MQL: by value, as it is signed."""

import json
from dataclasses import dataclass
from hashlib import sha256

from frameworks_app.models import Category, Framework, SignOff, read

SIGNED_KINDS = {Category.Kind.MARKETING, Category.Kind.SALES}
TO_ANY_FRAMEWORK = {"leading", "any_other"}


@dataclass(frozen=True)
class Definition:
    """`said` is the part of the document that decides it."""

    kind: str
    key: str
    said: dict

    @property
    def name(self):
        entry = self.said["icp"] if "icp" in self.said else self.said["status"]
        return read(entry["name"]).text or self.key

    @property
    def at(self):
        return self.kind, self.key

    @property
    def digest(self):
        """Equal for what decides alike. Names, wordings and the order of what has none do not change an agreement."""
        return sha256(written(decisive(self.said)).encode()).hexdigest()


def definitions_of(document):
    """ICPs first, then statuses, in the order of the document."""
    icps = [Definition(SignOff.Kind.ICP, each["key"], {"icp": each}) for each in document["icps"]]
    statuses = [
        Definition(SignOff.Kind.STATUS, each["key"], status(document, each))
        for each in document["categories"]
        if each["kind"] in SIGNED_KINDS
    ]
    return [*icps, *statuses]


def status(document, category):
    """The rows that lead to a status, the statuses that come before it, and what its conditions rest upon."""
    rows = [row for row in document["table"] if row["category"] == category["key"]]
    conditions = [each for row in rows for each in row["conditions"]]
    kinds = {each["kind"] for each in conditions}
    frameworks = looked_at(document, {each["framework"] for each in conditions if "framework" in each})
    return {
        "status": {name: category[name] for name in ("key", "name", "kind")},
        "rows": rows,
        "first": statuses_before(document["table"], category["key"]),
        "frameworks": frameworks,
        "grades": document["grades"] if "fit_grade" in kinds else {},
        "levels": document["levels"] if "engagement_level" in kinds else [],
        "evidence": document["evidence"] if any(each["threshold"] for each in frameworks) else {},
    }


def statuses_before(table, key):
    """Of the rows above the last one of this status: where one of them holds, it wins."""
    places = [place for place, row in enumerate(table) if row["category"] == key]
    above = table[: places[-1]] if places else []
    return list(dict.fromkeys(row["category"] for row in above if row["category"] != key))


def looked_at(document, named):
    """Which one leads is a team's own matter: any active one may."""
    return [
        each
        for each in document["frameworks"]
        if each["key"] in named or (each["active"] and named & TO_ANY_FRAMEWORK)
    ]


def decisive(said):
    if "icp" in said:
        return {"threshold": said["icp"]["threshold"], "rules": [rule(each) for each in said["icp"]["criteria"]]}
    return {
        "kind": said["status"]["kind"],
        "rows": sorted(sorted(written(each) for each in row["conditions"]) for row in said["rows"]),
        "first": sorted(said["first"]),
        "frameworks": sorted(written(framework(each)) for each in said["frameworks"]),
        **{name: said[name] for name in ("grades", "levels", "evidence")},
    }


def rule(entry):
    """Rules stand in their order: on one attribute the first that holds counts."""
    return {name: value for name, value in entry.items() if name not in {"key", "name"}}


def framework(entry):
    """Weights count where there is a threshold, gates where there are gates."""
    names = ["key", "gate", "gate_evidence"] if entry["pass_rule"] in Framework.RULES_WITH_GATES else ["key"]
    if entry["threshold"]:
        names.append("weight")
    uses = [{name: each[name] for name in names} for each in entry["criteria"]]
    return {name: entry[name] for name in ("key", "pass_rule", "threshold")} | {"criteria": uses}


def written(value):
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
