"""What every fact carries: when it was true or heard, and when it was written down."""

import pgtrigger
from django.db import connection, models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Fact(models.Model):
    occurred_at = models.DateTimeField(_("when"), default=timezone.now)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True


class AppendingQuerySet(models.QuerySet):
    """Facts that may come twice under one key."""

    # What a second row of the same key meets, as SQL.
    met_by = ""

    def append(self, row):
        """Insert in one statement, and give the row its key; False when it is there already."""
        fields = [field for field in self.model._meta.concrete_fields if field.column not in {"id", "recorded_at"}]
        values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
        names = ", ".join(field.column for field in fields)
        places = ", ".join(["%s"] * len(fields))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {self.model._meta.db_table} ({names}) VALUES ({places})"  # noqa: S608 our own names
                f" ON CONFLICT {self.met_by} DO NOTHING RETURNING id",
                values,
            )
            found = cursor.fetchone()
        if found:
            row.pk, row._state.adding = found[0], False
        return found is not None


class External(models.Model):
    """A row that may have come from another system, under that system's own key."""

    external_source = models.CharField(_("came from"), max_length=50, blank=True)
    external_id = models.CharField(_("its key there"), max_length=200, blank=True)

    class Meta:
        abstract = True


MET_BY_EXTERNAL_ID = "(external_source, external_id) WHERE NOT (external_id = '')"


def unique_external_id(name):
    return models.UniqueConstraint(
        fields=["external_source", "external_id"], condition=~models.Q(external_id=""), name=name
    )


# What is appended is never edited. Three acts reach into the past, each for its own transaction and by name:
# erasing a person, joining two records of one thing, and taking back a whole import.
REACHES_BACK = "leadqual.reaches_back"
NOT_REACHING_BACK = pgtrigger.Condition(f"coalesce(current_setting('{REACHES_BACK}', true), '') = ''")


def append_only():
    return pgtrigger.Protect(
        name="append_only", operation=pgtrigger.Update | pgtrigger.Delete, condition=NOT_REACHING_BACK
    )


def reach_back(act):
    """Let this transaction change facts of the past; `act` says which act of the three it is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [REACHES_BACK, act])
