from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from pipeline.models import FollowUp, Stage

from .clocks import note_meeting


@dataclass(frozen=True)
class NextStep:
    kind: str
    due_at: datetime
    has_hour: bool = False
    note: str = ""


@transaction.atomic
def plan_follow_up(*, lead, step, by, call=None, owner=None):
    """A dated next step, owned by the person who plans it unless another is named."""
    if step.kind == FollowUp.Kind.MEETING:
        note_meeting(lead)
    return FollowUp.objects.create(
        lead=lead,
        owner=owner or by,
        kind=step.kind,
        due_at=step.due_at,
        has_hour=step.has_hour,
        note=step.note,
        call=call,
    )


def change_follow_up(*, follow_up, step, owner, by):
    """Another day, another word, another person; what was planned stays who planned it."""
    FollowUp.objects.open().filter(pk=follow_up.pk).update(
        kind=step.kind, due_at=step.due_at, has_hour=step.has_hour, note=step.note, owner=owner
    )


def snooze_follow_up(*, follow_up, until, by):
    """Put off to another day at the same hour; nothing where it is done already."""
    FollowUp.objects.open().filter(pk=follow_up.pk).update(due_at=until)


def finish_follow_up(*, follow_up, by):
    """Done; the second click changes nothing."""
    return bool(FollowUp.objects.open().filter(pk=follow_up.pk).update(done_at=timezone.now()))


@transaction.atomic
def reopen_follow_up(*, follow_up, by):
    """It was not done after all."""
    FollowUp.objects.filter(pk=follow_up.pk).update(done_at=None, is_dropped=False)


def drop_follow_ups(follow_ups, *, at):
    """Nobody needs these any more; answers with their keys, so that they can be picked up again."""
    keys = list(follow_ups.open().values_list("pk", flat=True))
    FollowUp.objects.filter(pk__in=keys).update(done_at=at, is_dropped=True)
    return keys


def senseless(lead_ids, stage):
    """Steps of leads that come to this stage: over, they need none; won or asleep, what people promised holds."""
    follow_ups = FollowUp.objects.filter(lead__in=lead_ids)
    if stage.is_open:
        return follow_ups.none()
    return follow_ups.after_attempts() if stage.kind in {Stage.Kind.WON, Stage.Kind.NURTURE} else follow_ups


def pick_up_follow_ups(keys):
    FollowUp.objects.filter(pk__in=keys, is_dropped=True).update(done_at=None, is_dropped=False)
