"""All leads once, in id ranges that any number of workers share: after a publication, and just after midnight.

The rows say what is to be done: a pass per version and day, a row per range. Whoever comes goes on with what is
left, after whatever happened to those who came before.
"""

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from accounts.locks import Lock
from frameworks_app.models import ScoringModelVersion
from pipeline.models import RescorePass, RescoreRange, ScoreChange
from pipeline.nudge import call

from .current import in_force, published
from .inputs import Scope
from .layouts import layout_of
from .rebuild import lacking, make_inputs, never_scored
from .rescore import BUCKET, lock_buckets, rescore_marked
from .writing import write_from_facts, write_from_rows

LAY = """
    WITH given AS (SELECT pg_sequence_last_value(pg_get_serial_sequence('pipeline_lead', 'id')::regclass) AS last)
    INSERT INTO pipeline_rescorerange (rescore_pass_id, first, last, changed)
    SELECT %(id)s, bucket * %(size)s, (bucket + 1) * %(size)s - 1, 0
    FROM generate_series(
        0, GREATEST((SELECT last FROM given), (SELECT max(id) FROM pipeline_lead)) / %(size)s
    ) AS bucket
"""


def run_passes():
    """Start what the version and the day in force ask for, and go on with what is unfinished of it.

    Of an older version or day nobody needs the rest: the newest pass computes every lead anyway.
    """
    rescore_pass = start_pass()
    if rescore_pass and not rescore_pass.finished_at and prepare(rescore_pass):
        take_part(rescore_pass)


def help_with_pass():
    """Take ranges of the pass that somebody else began, if there is any."""
    rescore_pass = RescorePass.objects.exclude(inputs_at=None).filter(finished_at=None).first()
    if rescore_pass:
        take_part(rescore_pass)


def start_pass():
    """The pass of what is in force: the same row when it has begun; None before the first publication."""
    standing = in_force()
    if standing is None:
        return None
    newest = RescorePass.objects.first()
    return newest if is_of(newest, standing) else begin(standing)


def is_of(rescore_pass, standing):
    there = rescore_pass and (rescore_pass.version_id, rescore_pass.day)
    return there == (standing.model.version_id, standing.day)


@transaction.atomic
def begin(standing):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [Lock.STARTING_A_PASS])
    newest = RescorePass.objects.first()
    if is_of(newest, standing):
        return newest
    of_version = RescorePass.objects.filter(version_id=standing.model.version_id)
    # The clock was set back: what was done for this day has been undone by another day's pass.
    of_version.filter(day=standing.day).delete()
    is_first = not of_version.exclude(finished_at=None).exists()
    cause = RescorePass.Cause.PUBLISH if is_first else RescorePass.Cause.MIDNIGHT
    rescore_pass = RescorePass.objects.create(version_id=standing.model.version_id, day=standing.day, cause=cause)
    lay_ranges(rescore_pass)
    return rescore_pass


def lay_ranges(rescore_pass):
    """Over all ids that were ever given, for a lead may be there that nobody sees yet: an import under way has scored
    it by the version before. Its range waits for the import's lock."""
    with connection.cursor() as cursor:
        cursor.execute(LAY, {"id": rescore_pass.pk, "size": BUCKET})


def prepare(rescore_pass):
    """See that the ranges find input rows to read, then call for help; False when somebody else is at it."""
    if rescore_pass.inputs_at:
        return True
    standing = in_force()
    if not is_of(rescore_pass, standing):
        return False
    if not are_there(rescore_pass, standing) and not make_inputs(standing.model.compiled, standing.day):
        return False
    mine = RescorePass.objects.filter(pk=rescore_pass.pk, inputs_at=None)
    if mine.update(inputs_at=timezone.now()):
        call("pipeline.tasks.pass_part", times=settings.PASS_WORKERS - 1)
    return True


def are_there(rescore_pass, standing):
    """Whether today's pass of the version before has left input rows that this version reads alike."""
    before, compiled = version_before(rescore_pass), standing.model.compiled
    return before is not None and layout_of(before.document, compiled.keys) == compiled.layout


def take_part(rescore_pass):
    """Rescore ranges until none is left, and what people do meanwhile in between."""
    while rescore_range(rescore_pass):
        rescore_marked()
    finish_pass(rescore_pass)


def rescore_range(rescore_pass):
    """Claim a range that nobody works on and rescore it; False when none is left to claim.

    The claim is a row lock: a worker that dies drops it, and the range is taken again.
    """
    with transaction.atomic():
        undone = RescoreRange.objects.filter(rescore_pass=rescore_pass, done_at=None)
        span = undone.select_for_update(skip_locked=True).first()
        if span is None:
            return False
        lock_buckets([span.first // BUCKET])
        standing = in_force()
        # While we waited for the lock another version or day may have come and be through with this range.
        if not is_of(rescore_pass, standing):
            return False
        scope, cause = Scope.span(span.first, span.last), ScoreChange.Cause(rescore_pass.cause)
        span.changed = write_range(standing, scope, cause, version_before(rescore_pass))
        span.done_at = timezone.now()
        span.save(update_fields=["changed", "done_at"])
    return True


def version_before(rescore_pass):
    """The version by which every unmarked lead is scored until this pass comes to it; None where none can be named.

    That is so when today's pass of the version just before has ended. Whoever was rescored since then has a score of
    the new version, whose parts that stand are the same.
    """
    if rescore_pass.cause != RescorePass.Cause.PUBLISH:
        return None
    ended = RescorePass.objects.filter(pk__lt=rescore_pass.pk, day=rescore_pass.day).exclude(finished_at=None)
    older = ScoringModelVersion.objects.filter(pk__lt=rescore_pass.version_id).newest_first()
    before, newest = older.values_list("pk", "published_at").first(), ended.order_by("-pk").first()
    return published(*before)[0] if newest and before and newest.version_id == before[0] else None


# The same bounds on every table make the planner expect hardly a row, and walk through thousands in a loop. Several
# workers share a pass already: none of them needs helpers within a statement.
WAYS_OF_A_RANGE = "SET LOCAL enable_nestloop = off; SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL jit = off"
WAYS_OF_A_FEW = "SET LOCAL enable_nestloop = DEFAULT"


def write_range(standing, scope, cause, before):
    """Leads that are marked are left to their marks; returns how many changed."""
    with connection.cursor() as cursor:
        cursor.execute(WAYS_OF_A_RANGE)
    changed = write_from_rows(standing, scope, cause, before)
    left = f"{lacking(standing.model.compiled.layout, standing.day, scope)} UNION {never_scored(scope)}"
    with connection.cursor() as cursor:
        cursor.execute(left, scope.parameters)
        ids = [lead_id for (lead_id,) in cursor.fetchall()]
        cursor.execute(WAYS_OF_A_FEW)
    return changed + write_from_facts(standing, ids, cause) if ids else changed


def finish_pass(rescore_pass):
    """Say that the pass has ended, once all its ranges are done."""
    with transaction.atomic():
        unfinished = RescorePass.objects.select_for_update().filter(pk=rescore_pass.pk, finished_at=None)
        if unfinished.exists() and not rescore_pass.ranges.filter(done_at=None).exists():
            unfinished.update(finished_at=timezone.now())
