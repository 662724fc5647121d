"""One change made to many leads at once, in sets, and taken back as far as it still stands.

What a change can do is in bulk_changes: by kind, `make(ids, said, by, at)` answers with what it replaced, lead by
lead, and `take_back(act, by, at)` with how many leads it has put back.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone

from pipeline.models import BulkAct
from pipeline.nudge import nudge

from .bulk_changes import CHANGES

MOST = 10_000


class CannotBeUndone(Exception):
    """The time is over, it was undone already, or what it went back to is gone."""


def change_many(*, kind, ids, said, token, by):
    """Change these leads; `said` is what to, by plain values. The same token again answers with the same act."""
    try:
        with transaction.atomic():
            act = make(kind, ids, said, token, by)
    except IntegrityError:
        # The two came at once, and the other one was quicker.
        act = BulkAct.objects.filter(token=token, by=by).first()
        if act is None:
            raise
    return act


def make(kind, ids, said, token, by):
    if act := BulkAct.objects.filter(token=token, by=by).first():
        return act
    at = timezone.now()
    # First the act: whoever sends the form a second time waits here for the first.
    act = BulkAct.objects.create(kind=kind, said=said, token=token, by=by, at=at)
    act.before = CHANGES[kind].make(ids, act.said, by, at)
    act.count = len(act.before)
    act.save(update_fields=["said", "before", "count"])
    nudge("pipeline.tasks.rescore")
    return act


@transaction.atomic
def undo_many(*, act, by):
    """Put back what still stands as the act left it; answers with how many leads that were."""
    act = BulkAct.objects.select_for_update(of=["self"]).get(pk=act.pk)
    if not act.may_be_undone:
        raise CannotBeUndone
    act.undone_at, act.undone_by = timezone.now(), by
    act.save(update_fields=["undone_at", "undone_by"])
    try:
        with transaction.atomic():
            count = CHANGES[act.kind].take_back(act, by, act.undone_at)
    except IntegrityError as error:
        raise CannotBeUndone from error
    nudge("pipeline.tasks.rescore")
    return count
