"""Input rows of all leads, in one pass over the facts: after midnight, and when a half-life or shelf life changed.

The long part reads and locks nothing. Its rows are then brought in bucket by bucket, under the lock that scorers
take, and none goes over a row that was written since the reading began.
"""

from django.db import connection, transaction

from accounts.locks import Lock, alone

from .cached import COLUMNS, unmarked
from .days import number_of
from .inputs import Scope
from .layouts import keep
from .rescore import BUCKET, lock_buckets

# So few leads without a row are sooner read one by one.
FEW = 1_000
# A quarter of a gigabyte for the sums of a million leads, before they go through files.
MEMORY = "128MB"


def make_inputs(compiled, day):
    """See that there are input rows for today, but for a few; False when somebody else is at it."""
    with alone(Lock.REBUILDING_INPUTS) as is_mine:
        if is_mine:
            keep(compiled.layout)
            if count_lacking(compiled.layout, day) > FEW:
                rebuild(compiled, day)
        return is_mine


def lacking(layout, day, scope):
    """SQL of the unmarked leads in scope that have no row which holds."""
    return f"""
        SELECT lead.id FROM pipeline_lead lead
        WHERE {scope.of("lead.id")} AND {unmarked("lead.id")} AND NOT EXISTS (
            SELECT FROM pipeline_leadinput input
            WHERE input.lead_id = lead.id AND {scope.along("input.lead_id")}
                AND input.layout_id = {layout.id} AND input.day = {number_of(day)}
        )
    """


def never_scored(scope):
    """SQL of the unmarked leads in scope that no version has scored: rows that came in past all triggers."""
    return f"""
        SELECT state.lead_id FROM pipeline_leadstate state
        WHERE {scope.of("state.lead_id")} AND state.model_version_id IS NULL AND {unmarked("state.lead_id")}
    """


def count_lacking(layout, day):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({lacking(layout, day, Scope.everyone())}) AS lead")
        return cursor.fetchone()[0]


def rebuild(compiled, day):
    try:
        for bucket in read_all(compiled, day):
            bring_in(bucket)
        with connection.cursor() as cursor:
            # Without statistics a range looks like a handful of rows, and is joined with itself in a loop.
            cursor.execute("ANALYZE pipeline_leadinput (lead_id, layout_id, day)")
    finally:
        if connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("DROP TABLE IF EXISTS pg_temp.read_inputs")


@transaction.atomic
def read_all(compiled, day):
    """All rows that do not hold, made anew beside the table; returns the buckets that they lie in."""
    scope = Scope.everyone()
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL work_mem = '{MEMORY}'; SET LOCAL jit = off")
        cursor.execute(
            f"""
            CREATE TEMPORARY TABLE read_inputs AS
            SELECT fresh.*, input.xmin AS seen
            FROM ({compiled.fresh_rows(scope)}) AS fresh LEFT JOIN pipeline_leadinput input USING (lead_id)
            WHERE (input.layout_id, input.day) IS DISTINCT FROM (fresh.layout_id, fresh.day)
            """,
            compiled.parameters(day, scope),
        )
        cursor.execute("CREATE INDEX ON read_inputs (lead_id)")
        cursor.execute("ANALYZE read_inputs (lead_id)")
        cursor.execute("SELECT DISTINCT lead_id / %s FROM read_inputs ORDER BY 1", [BUCKET])
        return [bucket for (bucket,) in cursor.fetchall()]


@transaction.atomic
def bring_in(bucket):
    lock_buckets([bucket])
    names = ", ".join(COLUMNS)
    renewed = ", ".join(f"{name} = made.{name}" for name in COLUMNS if name != "lead_id")
    span = {"first": bucket * BUCKET, "last": (bucket + 1) * BUCKET - 1}
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE pipeline_leadinput input SET {renewed} FROM read_inputs made
            WHERE made.lead_id = input.lead_id AND made.seen = input.xmin
                AND made.lead_id BETWEEN %(first)s AND %(last)s AND input.lead_id BETWEEN %(first)s AND %(last)s
            """,
            span,
        )
        cursor.execute(
            f"""
            INSERT INTO pipeline_leadinput ({names}) SELECT {names} FROM read_inputs
            WHERE seen IS NULL AND lead_id BETWEEN %(first)s AND %(last)s
            ON CONFLICT (lead_id) DO NOTHING
            """,
            span,
        )
