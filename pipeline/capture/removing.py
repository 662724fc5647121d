"""Rows and whatever belongs to them go in sets, as Django's models declare it."""

from django.db import models
from django.utils.functional import partition


def relations(model):
    """What refers to rows of this model, histories left out: they refer to what is gone, and views hold no rows."""
    found = [
        field
        for field in model._meta.get_fields(include_hidden=True)
        if (field.one_to_many or field.one_to_one) and field.auto_created and not field.concrete
    ]
    return [field for field in found if is_held(field.related_model)]


def is_held(model):
    return model._meta.managed and not model._meta.proxy and not hasattr(model, "pgh_tracked_model")


def remove(cursor, model, ids, parameters=None):
    """Delete the rows whose keys a query gives, with what belongs to them; how many rows of the model went."""
    loosened, belonging = partition(lambda field: field.on_delete is models.CASCADE, relations(model))
    for relation in belonging:
        child, column = relation.related_model, relation.field.column
        rows = f"SELECT {child._meta.pk.column} FROM {child._meta.db_table} WHERE {column} IN ({ids})"
        remove(cursor, child, rows, parameters)
    for relation in loosened:
        if relation.on_delete is models.SET_NULL:
            table, column = relation.related_model._meta.db_table, relation.field.column
            cursor.execute(f"UPDATE {table} SET {column} = NULL WHERE {column} IN ({ids})", parameters)
    # A protected relation that is left over makes the database refuse the whole.
    cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE {model._meta.pk.column} IN ({ids})", parameters)
    return cursor.rowcount


def unused(model, row):
    """The condition under which nothing refers to the row of that name."""
    return " AND ".join(
        f"NOT EXISTS (SELECT FROM {relation.related_model._meta.db_table} other"
        f" WHERE other.{relation.field.column} = {row}.id)"
        for relation in relations(model)
    )
