"""What the targets of a column are called on pages."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .targets import FIELDS, MODELS

ENTITIES = {"company": _("Company"), "contact": _("Person"), "lead": _("Lead")}
ROW = {
    "external_id": _("Key in the other system"),
    "occurred_at": _("When it came"),
    "owner": _("Owner"),
    "product": _("Product"),
    "segment": _("Segment (by its key)"),
    "stage": _("Stage"),
    "stage_at": _("When it went to that stage"),
}
OF_A_LEAD = {"lead": _("Key of the lead"), "signal": _("Kind of signal")}
PARTS = {
    "contact.first_name": _("first name"),
    "contact.last_name": _("last name"),
}
CONSENT = {
    "consent": _("Consent to letters"),
    "consent_on": _("Consent given on"),
    "consent_how": _("Consent: how"),
}
PEOPLE = {
    "user.name": pgettext_lazy("person", "Name"),
    "user.username": _("User name"),
    "user.email": _("E-mail"),
    "user.role": _("Role"),
    "user.team": _("Team"),
    "user.manager": _("Manager"),
}


def label_of(target, attributes):
    """A target in words, such as "Company: employees"."""
    plain = {**ROW, **OF_A_LEAD, **PARTS, **CONSENT, **PEOPLE}
    if target in plain:
        return str(plain[target])
    entity, _dot, name = target.partition(".")
    if entity not in MODELS:
        return target
    return f"{ENTITIES[entity]}: {field_label(entity, name, attributes)}"


def field_label(entity, name, attributes):
    if name == "external_id":
        return str(ROW["external_id"])
    if name in FIELDS[entity]:
        return str(MODELS[entity]._meta.get_field(name).verbose_name)
    return str(attributes[name]) if name in attributes else name


def groups(kind, attributes, *, may_add):
    """The targets of a kind of row as groups of choices."""
    if kind == "user":
        return [(str(_("People")), list(PEOPLE.items()))]
    if kind == "stage_move":
        return [(str(_("Row")), chosen("lead", "stage", "stage_at"))]
    if kind == "signal":
        return [(str(_("Row")), chosen("lead", "signal", "occurred_at", "external_id"))]
    entities = ["company"] if kind == "company" else list(MODELS)
    row = chosen("external_id") if kind == "company" else list(ROW.items())
    found = [(str(_("Row")), row), *((str(ENTITIES[name]), of_entity(name, attributes)) for name in entities)]
    if may_add:
        found.append((str(_("New attribute")), [(f"new.{name}", made_for(name)) for name in entities]))
    return found


def chosen(*targets):
    return [(target, {**ROW, **OF_A_LEAD}[target]) for target in targets]


def of_entity(entity, attributes):
    fields = [(f"{entity}.{name}", label_of(f"{entity}.{name}", {})) for name in FIELDS[entity]]
    parts = [(key, f"{ENTITIES[entity]}: {label}") for key, label in PARTS.items()] if entity == "contact" else []
    custom = [
        (f"{entity}.{key}", f"{ENTITIES[entity]}: {attribute}")
        for key, attribute in attributes.items()
        if attribute.entity == entity and not attribute.is_builtin and attribute.pk and attribute.is_active
    ]
    consent = CONSENT.items() if entity == "contact" else []
    return [*parts, *fields, *consent, *custom]


def made_for(entity):
    return {
        "company": _("New attribute of the company"),
        "contact": _("New attribute of the person"),
        "lead": _("New attribute of the lead"),
    }[entity]
