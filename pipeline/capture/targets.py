"""What a column may feed: fields of companies, contacts and leads, and what belongs to a row as a whole."""

from dataclasses import dataclass, replace

from django.conf import settings

from accounts.models import Role
from frameworks_app.models import Attribute, Seniority
from pipeline.models import Company, Consent, Contact, Lead

from . import values

MODELS = {"company": Company, "contact": Contact, "lead": Lead}
# By entity: field, how it is read, and the type of its column in PostgreSQL.
FIELDS = {
    "company": {
        "external_id": ("text", "text"),
        "name": ("text", "text"),
        "domain": ("domain", "text"),
        "industry": ("text", "text"),
        "employees": ("integer", "integer"),
        "annual_revenue": ("money", "numeric(14,2)"),
        "country": ("country", "text"),
        "region": ("text", "text"),
        "technologies": ("list", "text[]"),
        "founded_on": ("day", "date"),
        "phone": ("text", "text"),
        "time_zone": ("time_zone", "text"),
    },
    "contact": {
        "external_id": ("text", "text"),
        "name": ("text", "text"),
        "email": ("email", "text"),
        "phone": ("text", "text"),
        "title": ("text", "text"),
        "seniority": ("seniority", "text"),
        "department": ("text", "text"),
        "language": ("language", "text"),
        "time_zone": ("time_zone", "text"),
        "do_not_contact": ("boolean", "boolean"),
    },
    "lead": {
        "title": ("text", "text"),
        "source": ("text", "text"),
        "campaign": ("text", "text"),
        "amount": ("money", "numeric(14,2)"),
        "currency": ("currency", "text"),
        "expected_close": ("day", "date"),
        "language": ("language", "text"),
    },
    "user": {
        "username": ("word", "text"),
        "name": ("word", "text"),
        "email": ("email", "text"),
        "role": ("role", "text"),
        "team": ("word", "text"),
        "manager": ("word", "text"),
    },
}
OF_THE_ROW = {
    "external_id": "word",
    "occurred_at": "instant",
    "owner": "word",
    "product": "word",
    "segment": "word",
    "lead": "word",
    "consent": "consent",
    "consent_on": "past",
    "consent_how": "note",
}
# What the row says of its person, as a fact of its own.
CONSENT = ("consent", "consent_on", "consent_how")


@dataclass(frozen=True)
class Form:
    """How the file writes dates and numbers."""

    dates: tuple
    zone: str
    decimal: str = "."
    separator: str = ";"
    # A workbook knows which of its cells are dates, and says those in ISO form.
    is_sheet: bool = False

    def dated(self, form):
        return replace(self, dates=tuple(dict.fromkeys([form, "iso"])) if self.is_sheet else (form,))


def reader(name, form, attributes):
    """How the texts of a target are read."""
    if name in OF_THE_ROW:
        return by_kind(OF_THE_ROW[name], form, 200)
    entity, field = name.split(".", 1)
    if field not in FIELDS[entity]:
        return of_attribute(attributes[field], form)
    listed = attributes.get(field)
    read = by_kind(FIELDS[entity][field][0], form, length(entity, field))
    if listed and listed.entity == entity and listed.choices and listed.value_type == Attribute.Type.CHOICE:
        # The list of a built-in attribute is a proposal: its words are recognised, others are kept.
        named = names_of(listed)
        return lambda said: named.get(said.lower()) or read(said)
    return read


def length(entity, field):
    return (MODELS[entity]._meta.get_field(field).max_length or 0) if entity in MODELS else 200


def by_kind(kind, form, length):
    match kind:
        case "text" | "word":
            return values.text(length)
        case "integer":
            return values.integer(form.decimal)
        case "money":
            return values.money(form.decimal)
        case "day":
            return values.day(form.dates, form.zone)
        case "past":
            return values.past(values.instant(form.dates, form.zone))
        case "note":
            return values.text(Consent._meta.get_field("note").max_length)
        case "instant":
            return values.instant(form.dates, form.zone)
        case "list":
            return values.several(values.text(100), form.separator)
        case "language":
            return values.one_of(by_word(settings.LANGUAGES))
        case "seniority":
            return values.one_of(by_word(Seniority.choices))
        case "role":
            return values.one_of(by_word(Role.choices))
    return getattr(values, kind)


def by_word(choices):
    return {word.lower(): value for value, name in choices for word in (str(name), value)}


def of_attribute(attribute, form):
    match attribute.value_type:
        case Attribute.Type.NUMBER:
            return values.plain_number(form.decimal)
        case Attribute.Type.BOOLEAN:
            return values.boolean
        case Attribute.Type.DATE:
            return values.iso_day(form.dates, form.zone)
        case Attribute.Type.CHOICES:
            return values.several(of_list(attribute), form.separator)
        case Attribute.Type.CHOICE:
            return of_list(attribute)
    return values.text(1000)


def of_list(attribute):
    return values.one_of(names_of(attribute)) if attribute.choices else values.text(200)


def names_of(attribute):
    """The values of a list by every word that stands for one: its names in all languages, and itself."""
    named = {name.lower(): choice["value"] for choice in attribute.choices for name in choice.get("name", {}).values()}
    return named | {choice["value"].lower(): choice["value"] for choice in attribute.choices}
