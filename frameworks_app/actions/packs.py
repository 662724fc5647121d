"""Shipped definitions: loaded at set-up, brought up to date later, never over a row that an admin changed."""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from django.db import transaction

from frameworks_app.models import (
    Attribute,
    Category,
    Criterion,
    DecisionCondition,
    DecisionRow,
    Framework,
    FrameworkCriterion,
    Icp,
    IcpCriterion,
    Persona,
    Product,
    Question,
    ScoringSettings,
    Segment,
    SignalType,
)

from .conditions import row_fields

PACKS = Path(__file__).resolve().parents[1] / "packs"


@dataclass(frozen=True)
class Kind:
    """How items of a pack become rows: plain fields, references by key, and rows that belong to the item."""

    model: type
    fields: tuple
    references: dict = field(default_factory=dict)
    children: dict = field(default_factory=dict)
    parent: str = ""

    def canonical(self, item):
        """The item with every field present, so that equal content has an equal digest."""
        said = {name: item.get(name, self.default(name)) for name in self.fields}
        said |= {name: item.get(name) for name in self.references}
        for name, child in self.children.items():
            said[name] = [child.canonical(each) for each in item.get(name, [])]
        return said

    def default(self, name):
        return self.model._meta.get_field(name).get_default()

    def of_row(self, row):
        """The item that would make this row as it stands."""
        said = {name: getattr(row, name) for name in self.fields}
        for name in self.references:
            referred = getattr(row, name)
            said[name] = referred.key if referred else None
        for name, child in self.children.items():
            said[name] = [child.of_row(each) for each in child.model.objects.filter(**{child.parent: row})]
        return said

    def values(self, item):
        said = self.canonical(item)
        values = {name: said[name] for name in self.fields}
        for name, model in self.references.items():
            values[name] = model.objects.get(key=said[name]) if said[name] else None
        return values

    def write(self, item, row, position):
        row = row or self.model()
        for name, value in self.values(item).items():
            setattr(row, name, value)
        row.position = position
        row.shipped_digest = digest(self.canonical(item))
        row.full_clean(exclude=self.references)
        row.save()
        for name, child in self.children.items():
            child.replace(row, item.get(name, []))

    def replace(self, parent, items):
        self.model.objects.filter(**{self.parent: parent}).delete()
        rows = [
            self.model(**{self.parent: parent}, position=position, **self.values(item))
            for position, item in enumerate(items)
        ]
        for row in rows:
            row.clean()
        self.model.objects.bulk_create(rows)


def digest(said):
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


DEFINED = ("key", "name", "description")
CONDITION = Kind(
    DecisionCondition,
    ("kind", "framework", "values", "at_least", "at_most", "days", "currency", "or_open"),
    parent="row",
)
ICP_CRITERION = Kind(
    IcpCriterion, ("operator", "operand", "points", "required", "name"), {"attribute": Attribute}, parent="icp"
)
FRAMEWORK_CRITERION = Kind(
    FrameworkCriterion,
    ("label", "weight", "gate", "gate_evidence", "light"),
    {"criterion": Criterion},
    parent="framework",
)
KINDS = {
    "products": Kind(Product, DEFINED),
    "segments": Kind(Segment, (*DEFINED, "employees_at_least", "employees_at_most")),
    "attributes": Kind(Attribute, (*DEFINED, "entity", "value_type", "choices", "is_builtin")),
    "personas": Kind(Persona, (*DEFINED, "titles", "seniorities", "departments")),
    "icps": Kind(Icp, (*DEFINED, "threshold"), {"persona": Persona}, {"criteria": ICP_CRITERION}),
    "criteria": Kind(Criterion, (*DEFINED, "chapter", "shelf_life", "value_kind", "rubric", "derived_from")),
    "frameworks": Kind(
        Framework,
        (*DEFINED, "is_active", "expansion", "strengths", "weaknesses", "choose_when", "pass_rule", "threshold"),
        children={"criteria": FRAMEWORK_CRITERION},
    ),
    "questions": Kind(Question, ("key", "text", "probes"), {"criterion": Criterion, "framework": Framework}),
    "signal_types": Kind(SignalType, (*DEFINED, "kind", "points", "cap", "half_life")),
    "categories": Kind(Category, (*DEFINED, "kind", "rank")),
    "decision_table": Kind(DecisionRow, ("key", "name"), {"category": Category}, {"conditions": CONDITION}),
}


@transaction.atomic
def load_pack(name):
    """Load one pack's folder: "shipped", or "tidepost", the demo company."""
    folder = PACKS / name
    for kind_name, items in read_pack(folder).items():
        load_items(KINDS[kind_name], items)
    if (folder / "settings.yml").exists() and not ScoringSettings.objects.exists():
        load_settings(read(folder / "settings.yml"))


def load_items(kind, items):
    rows = {row.key: row for row in kind.model.objects.all()}
    gone = deleted_keys(kind.model)
    for position, item in enumerate(items):
        row = rows.get(item["key"])
        if is_behind(kind, row, item) if row else item["key"] not in gone:
            kind.write(item, row, position)


def deleted_keys(model):
    """Of rows that an admin took out, which stay out: only rows of the decision table can go."""
    events = model.pgh_event_models["delete"].objects.filter(pgh_label="delete")
    return set(events.values_list("key", flat=True))


def is_behind(kind, row, item):
    """Shipped content moved on, and nobody has edited the row since it was loaded."""
    if row.shipped_digest in {"", digest(kind.canonical(item))}:
        return False
    return digest(kind.of_row(row)) == row.shipped_digest


def load_settings(said):
    ScoringSettings.objects.create(**ScoringSettings.values_of(said))


def read(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def read_pack(folder):
    """Items by kind, in an order in which references find what they name."""
    found = {kind: read(folder / f"{kind}.yml") for kind in KINDS if (folder / f"{kind}.yml").exists()}
    for kind in ("criteria", "frameworks"):
        if (folder / kind).is_dir():
            found[kind] = [read(path) for path in sorted((folder / kind).glob("*.yml"))]
    found["frameworks"] = [framework_item(item) for item in found.get("frameworks", [])]
    found["attributes"] = [
        {"is_builtin": folder.name == "shipped", "choices": [], **item} for item in found.get("attributes", [])
    ]
    found["decision_table"] = [
        {**row, "conditions": [row_fields(each) for each in row["conditions"]]}
        for row in found.get("decision_table", [])
    ]
    found["questions"] = questions(found)
    return {kind: found[kind] for kind in KINDS if kind in found}


def framework_item(item):
    criteria = [
        {**each, "gate_evidence": each.get("gate_evidence") or "", "light": each.get("light") or ""}
        for each in item["criteria"]
    ]
    return {**item, "description": item["summary"], "is_active": item["active"], "criteria": criteria}


def questions(found):
    """Every question of a criterion, and those that a framework words in its own way."""
    asked = [
        {**question, "criterion": criterion["key"], "framework": None}
        for criterion in found.get("criteria", [])
        for question in criterion["questions"]
    ]
    own = [
        {**question, "criterion": listed["criterion"], "framework": framework["key"]}
        for framework in found["frameworks"]
        for listed in framework["criteria"]
        for question in listed.get("questions", [])
    ]
    return asked + own
