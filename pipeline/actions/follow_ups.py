from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from pipeline.models import FollowUp


@dataclass(frozen=True)
class NextStep:
    kind: str
    due_at: datetime
    has_hour: bool = False
    note: str = ""


def plan_follow_up(*, lead, step, by, call=None):
    """A dated next step, owned by the person who plans it."""
    return FollowUp.objects.create(
        lead=lead,
        owner=by,
        kind=step.kind,
        due_at=step.due_at,
        has_hour=step.has_hour,
        note=step.note,
        call=call,
    )


def finish_follow_up(*, follow_up, by):
    """Done; the second click changes nothing."""
    FollowUp.objects.open().filter(pk=follow_up.pk).update(done_at=timezone.now())
