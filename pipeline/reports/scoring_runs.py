"""How far the pass over all leads is, and what audits have found."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Q, Sum

from pipeline.models import RescorePass, ScoreAudit
from pipeline.scoring.current import in_force
from pipeline.scoring.passes import is_of

# What the lead ids of finished parts hold. Only while a pass is under way.
LOOKED_AT = """
    SELECT count(*) FROM pipeline_rescorerange part
    JOIN pipeline_leadstate state ON state.lead_id BETWEEN part.first AND part.last
    WHERE part.rescore_pass_id = %s AND part.done_at IS NOT NULL
"""


@dataclass(frozen=True)
class Progress:
    """Of the version and the day in force. `run` is None until a worker has begun with it."""

    version_id: int
    run: RescorePass | None
    parts: int = 0
    parts_done: int = 0
    changed: int = 0
    looked_at: int = 0

    @property
    def is_over(self):
        return bool(self.run and self.run.finished_at)

    @property
    def prepares(self):
        """It is still reading what leads did and said: a step of its own."""
        return bool(self.run and not self.run.inputs_at and not self.is_over)


def progress():
    """None before the first publication."""
    standing = in_force()
    if standing is None:
        return None
    newest = RescorePass.objects.first()
    if not is_of(newest, standing):
        return Progress(standing.model.version_id, None)
    done = Q(done_at__isnull=False)
    figures = newest.ranges.aggregate(parts=Count("pk"), parts_done=Count("pk", filter=done), changed=Sum("changed"))
    looked_at = 0 if newest.finished_at else count_looked_at(newest)
    return Progress(newest.version_id, newest, looked_at=looked_at, **{**figures, "changed": figures["changed"] or 0})


def count_looked_at(run):
    with connection.cursor() as cursor:
        cursor.execute(LOOKED_AT, [run.pk])
        return cursor.fetchone()[0]


def audits():
    return ScoreAudit.objects.select_related("version", "seen_by")


def alarm_count():
    return ScoreAudit.objects.alarms().count()
