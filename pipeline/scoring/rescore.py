"""Scores follow facts: take marks, compute, write what changed. Rows are the work; a task only hastens it.

Why nothing untrue is ever believed: docs/adr/0010.
"""

from django.db import connection, transaction

from accounts.locks import Lock
from pipeline.models import ScoreChange

from .current import in_force
from .writing import write_from_facts

# Scorers of the same leads exclude each other by a lock per this many ids, so that of two computations of a
# lead the later one always sees what the earlier one saw. Writers of facts never wait for it.
BUCKET = 16_384
MARKS_AT_ONCE = 1_000
# In kB.
WORK_MEM = 64 * 1024


def rescore_marked(*, limit=MARKS_AT_ONCE, cause=ScoreChange.Cause.FACT):
    """Take up to `limit` marks and rescore their leads; returns how many marks were taken."""
    with transaction.atomic():
        # The marks go first; the facts are read by a later statement, whose snapshot has all that a mark stood for.
        ids = take_marks(limit)
        return len(ids) if ids and write_locked(ids, cause) else 0


def rescore_all_marked(**options):
    """Rescore until no mark is left."""
    while rescore_marked(**options):
        pass


def rescore_leads(ids, *, cause=ScoreChange.Cause.FACT):
    """Rescore these leads now, whether they are marked or not."""
    if not ids:
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM pipeline_stalelead WHERE lead_id = ANY(%s)", [list(ids)])
        write_locked(ids, cause)


def write_locked(ids, cause):
    """Under the lock, and by what is in force once it is held; False, and nothing is done, before any version is."""
    lock_buckets({lead_id // BUCKET for lead_id in ids})
    standing = in_force()
    if standing is None:
        transaction.set_rollback(True)
        return False
    write_from_facts(standing, sorted(set(ids)), cause)
    return True


def take_marks(limit):
    with connection.cursor() as cursor:
        # An array is made once. Of a table that was empty a moment ago the planner would ask IN again for every row.
        cursor.execute(
            """
            DELETE FROM pipeline_stalelead WHERE id = ANY(ARRAY(
                SELECT id FROM pipeline_stalelead ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
            )) RETURNING lead_id
            """,
            [limit],
        )
        return [lead_id for (lead_id,) in cursor.fetchall()]


def lock_buckets(buckets):
    """Until the transaction ends; in rising order, so that two scorers never wait for each other in a circle."""
    with connection.cursor() as cursor:
        # Machine code for one statement costs more than it saves, and so does planning one again that is kept. With
        # little memory the places of some thousand leads' signals are kept by page, and every row there is held
        # against all of the leads: that took a hundred times as long.
        cursor.execute(
            """
            SELECT set_config('jit', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true),
                set_config('work_mem', GREATEST(pg_size_bytes(current_setting('work_mem')) / 1024, %s)::text, true)
            UNION ALL
            SELECT pg_advisory_xact_lock(%s, bucket)::text, NULL, NULL FROM unnest(%s::int[]) AS bucket
            """,
            [WORK_MEM, Lock.BUCKETS, sorted(buckets)],
        )
