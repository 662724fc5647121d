"""Save a part of the draft as a page sends it; nobody is scored by it before it is published."""

from dataclasses import dataclass, field

import pghistory
from django.db import transaction

from frameworks_app.models import read

from .keys import free_key


@dataclass(frozen=True)
class Change:
    """What happens to the rows of one model."""

    model: type
    created: list = field(default_factory=list)
    updated: list = field(default_factory=list)
    removed: list = field(default_factory=list)


@transaction.atomic
def save_draft(*, changes, singles=(), by):
    """Write the changes, parents first, in a few statements; True when there was anything to write."""
    with pghistory.context(user=by.pk):
        for change in changes:
            write(change)
        for row in singles:
            row.save()
    return bool(singles) or any(each.created or each.updated or each.removed for each in changes)


def write(change):
    if change.removed:
        change.model.objects.filter(pk__in=[row.pk for row in change.removed]).delete()
    if change.created:
        give_keys(change.model, change.created)
        change.model.objects.bulk_create(change.created)
    if change.updated:
        fields = change.model._meta.concrete_fields
        names = [each.name for each in fields if not each.primary_key and each.name != "key"]
        change.model.objects.bulk_update(change.updated, names)


def give_keys(model, rows):
    taken = set()
    for row in rows:
        if hasattr(row, "key") and not row.key:
            row.key = free_key(model, read(row.name, "en").text, besides=taken)
            taken.add(row.key)


def last_saved(models):
    """Who last changed a stored row of these models, and when, as history tells it: (id of the person, moment)."""
    newest = None
    for model in models:
        for events in model.pgh_event_models.values():
            event = events.objects.select_related("pgh_context").order_by("-pgh_id").first()
            if event and (newest is None or event.pgh_created_at > newest.pgh_created_at):
                newest = event
    if newest is None:
        return None, None
    return (newest.pgh_context.metadata.get("user") if newest.pgh_context else None), newest.pgh_created_at
