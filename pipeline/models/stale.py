"""Marks on leads whose scores no longer follow from the facts, and the triggers that set them.

A writer only inserts a mark, in its own transaction: it waits for nobody, and no way of writing (bulk, raw,
admin) can forget it. Duplicates are welcome, so the table has no unique lead and no foreign key to lock.
"""

import pgtrigger
from django.db import models
from django.db.models.functions import Now


class StaleLeadQuerySet(models.QuerySet):
    def of(self, lead):
        return self.filter(lead_id=lead.pk)


class StaleLead(models.Model):
    lead_id = models.BigIntegerField(db_index=True)
    marked_at = models.DateTimeField(db_default=Now())

    objects = StaleLeadQuerySet.as_manager()


class Mark(pgtrigger.Trigger):
    """After the statement, mark the leads that `select` finds in `changed`, its rows before and after."""

    level = pgtrigger.Statement
    when = pgtrigger.After

    def __init__(self, *, select="SELECT lead_id FROM changed", **kwargs):
        self.select = select
        super().__init__(**kwargs)

    def get_func(self, model):
        tables = [name for name in (self.referencing.old, self.referencing.new) if name]
        changed = " UNION ALL ".join(f"SELECT * FROM {table}" for table in tables)
        return (
            f"WITH changed AS ({changed}) INSERT INTO pipeline_stalelead (lead_id)"
            f" SELECT DISTINCT marked.lead_id FROM ({self.select}) AS marked (lead_id)"
            " WHERE marked.lead_id IS NOT NULL; RETURN NULL;"
        )


def marks(select="SELECT lead_id FROM changed"):
    """The three triggers that mark leads on insert, update and delete of a fact."""
    rows = {
        "insert": (pgtrigger.Insert, pgtrigger.Referencing(new="new_rows")),
        "update": (pgtrigger.Update, pgtrigger.Referencing(old="old_rows", new="new_rows")),
        "delete": (pgtrigger.Delete, pgtrigger.Referencing(old="old_rows")),
    }
    return [
        Mark(name=f"mark_stale_on_{verb}", operation=operation, referencing=referencing, select=select)
        for verb, (operation, referencing) in rows.items()
    ]
