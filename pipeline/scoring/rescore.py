"""Scores follow facts: take marks, compute, write what changed. Rows are the work; a task only hastens it."""

from django.db import connection, transaction
from django.utils import timezone

from pipeline.models import RescorePass, RescoreRange, ScoreChange

from .compile import COLUMNS
from .current import current
from .days import today
from .inputs import Scope

# Scorers of the same leads exclude each other by a lock per this many ids, so that of two computations of a
# lead the later one always sees what the earlier one saw. Writers of facts never wait for it.
BUCKET = 16_384
LOCK_SPACE = 7301
MARKS_AT_ONCE = 1_000


def rescore_marked(*, limit=MARKS_AT_ONCE, cause=ScoreChange.Cause.FACT):
    """Take up to `limit` marks and rescore their leads; returns how many marks were taken."""
    model = current()
    if model is None:
        return 0
    with transaction.atomic():
        # The marks go first; the facts are read by a later statement, whose snapshot has all that a mark stood for.
        ids = take_marks(limit)
        if ids:
            lock_buckets(sorted({lead_id // BUCKET for lead_id in ids}))
            write_scores(model, Scope.ids(sorted(set(ids))), cause)
    return len(ids)


def rescore_all_marked(**options):
    """Rescore until no mark is left."""
    while rescore_marked(**options):
        pass


def rescore_leads(ids, *, cause=ScoreChange.Cause.FACT):
    """Rescore these leads now, whether they are marked or not."""
    model = current()
    if model is None or not ids:
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM pipeline_stalelead WHERE lead_id = ANY(%s)", [list(ids)])
        lock_buckets(sorted({lead_id // BUCKET for lead_id in ids}))
        write_scores(model, Scope.ids(sorted(set(ids))), cause)


def take_marks(limit):
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM pipeline_stalelead WHERE id IN (
                SELECT id FROM pipeline_stalelead ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
            ) RETURNING lead_id
            """,
            [limit],
        )
        return [lead_id for (lead_id,) in cursor.fetchall()]


def lock_buckets(buckets):
    """Until the transaction ends; in rising order, so that two scorers never wait for each other in a circle."""
    with connection.cursor() as cursor:
        for bucket in buckets:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_SPACE, bucket])


def write_scores(model, scope, cause):
    """Compute the leads in scope and write the rows that differ, with their history; returns how many changed.

    A row that somebody else changed since it was read is left alone and marked again.
    """
    parameters = model.compiled.parameters(today(model.document), scope) | {
        "version": model.version_id,
        "cause": cause,
        "handled": timezone.now() if cause in {ScoreChange.Cause.PUBLISH, ScoreChange.Cause.IMPORT} else None,
        "is_midnight": cause == ScoreChange.Cause.MIDNIGHT,
    }
    with connection.cursor() as cursor:
        cursor.execute(write_sql(model.compiled, scope), parameters)
        return cursor.fetchone()[0]


HISTORY = ["fit_low", "fit_high", "engagement", "qual_low", "qual_high", "verdict", "category_id"]


def write_sql(model, scope):
    new = ", ".join(f"scored.{name}" for name in COLUMNS)
    old = ", ".join(f"state.{name} AS old_{name}" for name in HISTORY)
    differs = f"({', '.join(f'state.{name}' for name in COLUMNS)}) IS DISTINCT FROM ({new})"
    assignments = ", ".join(f"{name} = computed.{name}" for name in COLUMNS)
    kept = [name for name in HISTORY if name != "category_id"]
    history_columns = ", ".join([*(f"old_{name}" for name in HISTORY), *HISTORY])
    scores_moved = f"({', '.join(f'old_{name}' for name in kept)}) IS DISTINCT FROM ({', '.join(kept)})"
    return f"""
        WITH computed AS MATERIALIZED (
            SELECT scored.lead_id, {new}, {old}, state.revision, state.model_version_id
            FROM ({model.select(scope)}) AS scored
            JOIN pipeline_leadstate state ON state.lead_id = scored.lead_id AND {scope.of("state.lead_id")}
            WHERE {differs} OR state.model_version_id IS NULL
        ), written AS (
            UPDATE pipeline_leadstate state
            SET {assignments}, revision = state.revision + 1, model_version_id = %(version)s, scored_on = %(today)s
            FROM computed
            WHERE state.lead_id = computed.lead_id AND {scope.of("state.lead_id")}
                AND state.revision = computed.revision
                AND state.model_version_id IS NOT DISTINCT FROM computed.model_version_id
            RETURNING state.lead_id
        ), refused AS (
            INSERT INTO pipeline_stalelead (lead_id)
            SELECT lead_id FROM computed EXCEPT SELECT lead_id FROM written
        ), remembered AS (
            INSERT INTO pipeline_scorechange (lead_id, version_id, cause, handled_at, {history_columns})
            SELECT lead_id, %(version)s, %(cause)s, %(handled)s, {history_columns}
            FROM computed JOIN written USING (lead_id)
            WHERE old_category_id IS DISTINCT FROM category_id OR (NOT %(is_midnight)s AND {scores_moved})
        )
        SELECT count(*) FROM written
    """


def start_pass(model):
    """Today's pass of this version with the ranges it goes through; the same row when it has begun.

    The first pass of a version is its publication, every later one a midnight.
    """
    day = today(model.document)
    with transaction.atomic():
        is_first = not RescorePass.objects.filter(version_id=model.version_id).exists()
        cause = RescorePass.Cause.PUBLISH if is_first else RescorePass.Cause.MIDNIGHT
        rescore_pass, is_new = RescorePass.objects.get_or_create(
            version_id=model.version_id, day=day, defaults={"cause": cause}
        )
        if is_new:
            lay_ranges(rescore_pass)
    return rescore_pass


def lay_ranges(rescore_pass):
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO pipeline_rescorerange (rescore_pass_id, first, last, changed)
            SELECT %(id)s, bucket * %(size)s, (bucket + 1) * %(size)s - 1, 0
            FROM generate_series(
                (SELECT min(id) FROM pipeline_lead) / %(size)s, (SELECT max(id) FROM pipeline_lead) / %(size)s
            ) AS bucket
            """,
            {"id": rescore_pass.pk, "size": BUCKET},
        )


def rescore_range(model, rescore_pass):
    """Claim a range that nobody works on and rescore it; False when none is left to claim.

    The claim is a row lock: a worker that dies drops it, and the range is taken again.
    """
    with transaction.atomic():
        undone = RescoreRange.objects.filter(rescore_pass=rescore_pass, done_at=None)
        span = undone.select_for_update(skip_locked=True).first()
        if span is None:
            return False
        lock_buckets([span.first // BUCKET])
        cause = ScoreChange.Cause(rescore_pass.cause)
        span.changed = write_scores(model, Scope.span(span.first, span.last), cause)
        span.done_at = timezone.now()
        span.save(update_fields=["changed", "done_at"])
    return True


def finish_pass(rescore_pass):
    """Say that the pass has ended, once all its ranges are done."""
    with transaction.atomic():
        unfinished = RescorePass.objects.select_for_update().filter(pk=rescore_pass.pk, finished_at=None)
        if unfinished.exists() and not rescore_pass.ranges.filter(done_at=None).exists():
            unfinished.update(finished_at=timezone.now())


def run_passes():
    """Start what the current version and the day ask for, and go on with what is unfinished of it.

    Of an older version or day nobody needs the rest: the newest pass computes every lead anyway.
    """
    model = current()
    if model is None:
        return
    rescore_pass = start_pass(model)
    if rescore_pass.finished_at is None:
        while rescore_range(model, rescore_pass):
            pass
        finish_pass(rescore_pass)
