"""What a person chose on the mapping page becomes a mapping document, the same that a mapping file holds."""

import re
from dataclasses import dataclass, field
from zlib import crc32

from django.utils.text import slugify

from .columns import TWINS

# A target of the page that is made of two columns.
NAMES = ("contact.first_name", "contact.last_name")
DATED = {"occurred_at", "lead.expected_close", "company.founded_on", "stage_at", "consent_on"}
NEW = "new."
TYPES = {"number": "number", "boolean": "boolean", "date": "date"}
LONGEST_KEY = 40


@dataclass(frozen=True)
class Choices:
    """`targets` by the column's name; `new_names` of attributes to be made; `stages` and `signals` by their texts."""

    kind: str
    source: str
    targets: dict
    new_names: dict = field(default_factory=dict)
    stages: dict = field(default_factory=dict)
    signals: dict = field(default_factory=dict)
    unknown: tuple = ()
    decimal: str = "."
    day_first: bool = True
    unknown_owners: str = "reject"
    create_products: bool = False
    currency: str = ""
    time_zone: str = "UTC"
    sheet: str | None = None
    header: int | None = None


def document(choices, columns):
    """The mapping of these columns; those without a target are left out."""
    by_target = {choices.targets[column.name]: column for column in columns if choices.targets.get(column.name)}
    new = {
        column.name: attribute(choices, column)
        for column in columns
        if choices.targets.get(column.name, "").startswith(NEW)
    }
    made = {
        "source": choices.source,
        "row": choices.kind,
        "unknown": list(choices.unknown),
        "dates": {"time_zone": choices.time_zone},
        "decimal": choices.decimal,
        "unknown_owners": choices.unknown_owners,
        "create_products": choices.create_products,
        "attributes": list(new.values()),
        "fields": fields(choices, columns, by_target, new),
        "outcome": outcome(choices, by_target),
        "signals": signals(choices, by_target),
        "sheet": choices.sheet,
        "header": choices.header,
    }
    return {key: value for key, value in made.items() if value not in (None, [], {}, "")}


def fields(choices, columns, by_target, new):
    found = {}
    for column in columns:
        target = choices.targets.get(column.name, "")
        if target.startswith(NEW):
            made = new[column.name]
            found[f"{made['entity']}.{made['key']}"] = cell(choices, column, is_date=made["value_type"] == "date")
        elif target and target not in {*NAMES, "stage", "stage_at", "signal"}:
            found[target] = cell(choices, column, is_date=target in DATED)
    if any(name in by_target for name in NAMES) and "contact.name" not in found:
        parts = [by_target[name].name for name in NAMES if name in by_target]
        found["contact.name"] = {"template": " ".join(f"{{{part}}}" for part in parts)}
    if "lead.amount" in found and "lead.currency" not in found and choices.currency:
        found["lead.currency"] = {"value": choices.currency}
    return found


def cell(choices, column, *, is_date=False):
    said = {"column": column.name}
    if is_date or column.kind == "date":
        said |= date_form(choices, column)
    if any("," in value and ";" not in value for value in column.samples):
        said["separator"] = ","
    return said


def date_form(choices, column):
    """The way in which the column writes dates; of two that fit, the one that the person chose."""
    if not column.formats:
        return {}
    form = column.formats[0]
    if column.is_ambiguous and form.startswith("%d") != choices.day_first:
        form = TWINS[form]
    return {"format": form}


def outcome(choices, by_target):
    if "stage" not in by_target:
        return {}
    chosen = {text: key or None for text, key in choices.stages.items()}
    said = {"stage": {"column": by_target["stage"].name, "values": chosen, "otherwise": None}}
    if "stage_at" in by_target:
        said["at"] = cell(choices, by_target["stage_at"], is_date=True)
    return said


def signals(choices, by_target):
    if "signal" not in by_target:
        return []
    chosen = {text: key or None for text, key in choices.signals.items()}
    return [{"type": {"column": by_target["signal"].name, "values": chosen, "otherwise": None}}]


def attribute(choices, column):
    entity = choices.targets[column.name].removeprefix(NEW)
    name = choices.new_names.get(column.name) or column.name
    return {
        "key": key_of(f"{choices.source} {column.name}"),
        "entity": entity,
        "value_type": TYPES.get(column.kind, "text"),
        "name": {"en": name[:100]},
    }


def key_of(name):
    """A key for an attribute; letters of other alphabets leave only their check sum."""
    key = re.sub(r"\W+", "_", slugify(name)).strip("_")[:LONGEST_KEY]
    return key if len(key) >= len(name) // 2 else f"{key or 'column'}_{crc32(name.encode()):08x}"
