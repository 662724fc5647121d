"""What an import replaced comes back from history, field by field, where nobody has changed it since."""

from pipeline.scoring.sql import literal

JSON = {"custom", "sources"}
# Of each row what it was before the import, what the import made of it, and thereby what somebody changed since.
PAIRS = """
    WITH before AS (
        SELECT DISTINCT ON (pgh_obj_id) * FROM {events}
        WHERE pgh_context_id = %(history)s::uuid AND pgh_label = 'update' ORDER BY pgh_obj_id, pgh_id
    ), since AS (
        SELECT DISTINCT ON (later.pgh_obj_id) later.*
        FROM {events} later JOIN before ON before.pgh_obj_id = later.pgh_obj_id
        WHERE later.pgh_id > before.pgh_id AND later.pgh_label = 'update'
            AND later.pgh_context_id IS DISTINCT FROM %(history)s::uuid
        ORDER BY later.pgh_obj_id, later.pgh_id
    ), pairs AS (
        SELECT before.pgh_obj_id AS id, {columns}
        FROM before JOIN {table} now ON now.{key} = before.pgh_obj_id
        LEFT JOIN since ON since.pgh_obj_id = before.pgh_obj_id
        WHERE {allowed}
    )
"""
MERGED = """(
    SELECT COALESCE(jsonb_object_agg(key, value), '{{}}'::jsonb)
    FROM (
        SELECT key, CASE WHEN now.{name} -> key IS NOT DISTINCT FROM pairs.after_{name} -> key
            THEN pairs.before_{name} -> key ELSE now.{name} -> key END AS value
        FROM jsonb_object_keys(now.{name} || pairs.before_{name}) AS key
    ) AS merged WHERE value IS NOT NULL
)"""


class Restoring:
    """One table with its history; `allowed` is the condition on the row called `now`."""

    def __init__(self, model, *, fields, allowed):
        self.table, self.key = model._meta.db_table, model._meta.pk.column
        self.events = f"{self.table}event"
        self.fields = fields
        self.allowed = allowed

    def pairs(self):
        columns = ", ".join(
            f"before.{name} AS before_{name}, CASE WHEN since.pgh_id IS NULL THEN now.{name} ELSE since.{name} END"
            f" AS after_{name}"
            for name in self.fields
        )
        return PAIRS.format(events=self.events, table=self.table, key=self.key, columns=columns, allowed=self.allowed)

    def restore(self, cursor, parameters):
        """Put the old values back; the keys of the rows that changed by it."""
        values = {name: MERGED.format(name=name) if name in JSON else restored(name) for name in self.fields}
        old, new = ", ".join(f"now.{name}" for name in values), ", ".join(values.values())
        cursor.execute(
            f"""
            {self.pairs()}
            UPDATE {self.table} now SET {", ".join(f"{name} = {value}" for name, value in values.items())}
            FROM pairs WHERE now.{self.key} = pairs.id AND ROW({old}) IS DISTINCT FROM ROW({new})
            RETURNING now.{self.key}
            """,
            parameters,
        )
        return [pk for (pk,) in cursor.fetchall()]

    def kept(self, cursor, parameters):
        """Rows with the names of the fields that the import changed and somebody has changed again since."""
        names = [name for name in self.fields if name != "sources"]
        changed = ", ".join(
            f"CASE WHEN now.{name} IS DISTINCT FROM pairs.after_{name}"
            f" AND pairs.after_{name} IS DISTINCT FROM pairs.before_{name} THEN {literal(name)} END"
            for name in names
        )
        cursor.execute(
            f"""
            {self.pairs()}
            SELECT id, names FROM (
                SELECT pairs.id, array_remove(ARRAY[{changed}], NULL) AS names
                FROM pairs JOIN {self.table} now ON now.{self.key} = pairs.id
            ) AS told WHERE cardinality(names) > 0 ORDER BY id
            """,
            parameters,
        )
        return cursor.fetchall()


def restored(name):
    return f"CASE WHEN now.{name} IS NOT DISTINCT FROM pairs.after_{name} THEN pairs.before_{name} ELSE now.{name} END"
