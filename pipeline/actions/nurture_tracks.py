"""Editing a track while leads are in it: steps keep their identity, and nobody is lost."""

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from pipeline.models import Enrolment, NurtureTrack, TrackStep


def lock(track):
    """One edits at a time."""
    return NurtureTrack.objects.select_for_update().get(pk=track.pk)


@transaction.atomic
def add_step(*, step, by):
    """At the end."""
    lock(step.track)
    last = step.track.steps.aggregate(last=Max("position"))["last"]
    step.position = 0 if last is None else last + 1
    step.save()
    return step


@transaction.atomic
def change_step(*, step, by):
    """From now on it says this; whoever waits in it waits as long as it says now, since they came to it."""
    lock(step.track)
    step.save()
    here = Enrolment.objects.open().filter(next_step=step)
    if step.kind == TrackStep.Kind.WAIT:
        here.update(next_at=F("arrived_at") + timezone.timedelta(days=step.days))
    else:
        here.update(next_at=F("arrived_at"))
    return step


@transaction.atomic
def move_step(*, step, by, up):
    """One place up or down among the standing ones; at the end of the list nothing happens."""
    lock(step.track)
    steps = list(step.track.steps.standing().in_order())
    here = next((place for place, each in enumerate(steps) if each.pk == step.pk), None)
    there = None if here is None else here + (-1 if up else 1)
    if there is None or not 0 <= there < len(steps):
        return False
    steps[here], steps[there] = steps[there], steps[here]
    renumber(step.track, steps)
    return True


def renumber(track, steps):
    """Retired ones keep no place among them."""
    for position, each in enumerate(steps):
        if each.position != position:
            TrackStep.objects.filter(pk=each.pk).update(position=position)


@transaction.atomic
def retire_step(*, step, by):
    """It is done no more; leads that were to have it go on to the next one at once, or out where it was the last."""
    lock(step.track)
    now = timezone.now()
    if not TrackStep.objects.standing().filter(pk=step.pk).update(retired_at=now):
        return 0
    here = Enrolment.objects.open().filter(next_step=step)
    return here.update(next_at=now)
