"""Custom attributes that a mapping declares: made when they are not there, and never changed."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from frameworks_app.models import Attribute

from .section import known, refuse


def declared(sections, existing):
    """Attributes by key: those that exist, and those that the mapping asks for, not saved yet."""
    found = dict(existing)
    for said in sections:
        attribute = parsed(said)
        if attribute.key not in existing:
            found[attribute.key] = attribute
        elif kind_of(existing[attribute.key]) != kind_of(attribute):
            refuse(said.place, _("“%(key)s” exists already and is of another kind") % {"key": attribute.key})
    return found


def kind_of(attribute):
    return attribute.entity, attribute.value_type


def parsed(said):
    key = said.take("key", str, "")
    name = said.take("name", dict) or {"en": key}
    choices = [choice if isinstance(choice, dict) else plain(choice) for choice in said.take("choices", list, [])]
    attribute = Attribute(
        key=key,
        entity=known(said.take("entity", str, "lead"), set(Attribute.Entity.values), said.at("entity")),
        value_type=known(said.take("value_type", str, "text"), set(Attribute.Type.values), said.at("value_type")),
        name=name,
        choices=choices,
        position=1000,
    )
    said.done("key", "name", "entity", "value_type", "choices")
    try:
        attribute.clean_fields()
        attribute.clean()
    except ValidationError as error:
        refuse(said.place, " ".join(error.messages))
    return attribute


def plain(choice):
    return {"value": str(choice), "name": {"en": str(choice)}}


def make_missing(attributes):
    """Save the ones that the database has not got, in one statement."""
    missing = [attribute for attribute in attributes.values() if attribute.pk is None]
    return [attribute.pk for attribute in Attribute.objects.bulk_create(missing)]
