"""Pairs that may be one: searched for on a button's or the clock's behalf, and told apart by people."""

from django.db import transaction
from django.utils import timezone

from pipeline.models import DuplicatePair, Job, Twins
from pipeline.reports.duplicates.search import Search

from .jobs import ask_for, register

AT_ONCE = 1_000


@transaction.atomic
def ask_for_search(*, by):
    """One search at a time: whoever asks during one waits for the same."""
    under_way = Job.objects.filter(
        kind=Job.Kind.DUPLICATES, state__in=[Job.State.WAITING, Job.State.RUNNING], by=by
    ).first()
    return under_way or ask_for(kind=Job.Kind.DUPLICATES, by=by)


@register(Job.Kind.DUPLICATES)
def search_duplicates(job, tell):
    """Find the pairs of all kinds anew; what people have told apart stays so."""
    found = {}
    for done, kind in enumerate(Twins):
        tell(done, len(Twins))
        found[kind.value] = renew(kind)
    tell(len(Twins), len(Twins))
    return found


@transaction.atomic
def renew(kind):
    """Write the pairs that are likely now, and forget those that no longer are; returns how many there are."""
    begun, number, rows = timezone.now(), 0, []
    for first, second, found in Search(kind).pairs():
        rows.append(
            DuplicatePair(
                kind=kind,
                first_id=first,
                second_id=second,
                likelihood=found.likelihood,
                reasons=[list(reason) for reason in found.reasons],
                found_at=begun,
            )
        )
        number += 1
        if len(rows) == AT_ONCE:
            write(rows)
            rows = []
    write(rows)
    DuplicatePair.objects.open().filter(kind=kind, found_at__lt=begun).delete()
    return number


def write(rows):
    DuplicatePair.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["kind", "first_id", "second_id"],
        update_fields=["likelihood", "reasons", "found_at"],
    )


def dismiss_pair(*, pair, by):
    """These are two: remembered, so that no search offers them again."""
    DuplicatePair.objects.open().filter(pk=pair.pk).update(dismissed_at=timezone.now(), dismissed_by=by)


def restore_pair(*, pair):
    DuplicatePair.objects.filter(pk=pair.pk).update(dismissed_at=None, dismissed_by=None)
