"""What was changed about a lead, its company and its person: who, when, from what, to what."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.listing import listed
from accounts.models import User

# What nobody typed, and what its own line tells better.
SILENT = {"id", "lead", "occurred_at", "merged_into", "sources", "external_source", "external_id", "stage"}


@dataclass(frozen=True)
class Change:
    at: datetime
    by: User | None
    of: str
    what: str
    old: str
    new: str


def changes(lead):
    """Every change kept in history, newest first. `lead` comes with its state, company and contact."""
    tracked = [
        (_("Lead"), lead, ("company", "contact", "product", "segment")),
        (_("Company"), lead.company, ()),
        (_("Person"), lead.contact, ("company",)),
        (_("Lead"), lead.state, ("owner", "team")),
    ]
    found = [change for of, row, related in tracked if row for change in changes_of(of, row, related)]
    people = User.objects.in_bulk({by for by, _change in found if by})
    said = [Change(by=people.get(by), **change) for by, change in found]
    return sorted(said, key=lambda change: change.at, reverse=True)


def changes_of(of, row, related):
    """Pairs of the changer's id and the change. An event keeps the row that was replaced: the next one has the new."""
    model = apps.get_model("pipeline", f"{type(row).__name__}Event")
    events = model.objects.filter(pgh_obj_id=row.pk, pgh_label__startswith="update").order_by("pgh_id")
    kept = list(with_context(events.select_related(*related)))
    fields = [field for field in model.pgh_tracked_model._meta.fields if field.name not in SILENT]
    known = {field.name for field in model._meta.fields}
    for before, after in pairwise([*kept, row]):
        by = context_of(before).get("user")
        for field in fields:
            if field.name in known and getattr(before, field.attname) != getattr(after, field.attname):
                yield from (
                    (by, {"at": before.pgh_created_at, "of": of, "what": what, "old": old, "new": new})
                    for what, old, new in told(field, before, after)
                )


def with_context(events):
    """Most events share a row that says who and why; those of the state carry it themselves."""
    is_shared = events.model._meta.get_field("pgh_context").is_relation
    return events.select_related("pgh_context") if is_shared else events


def context_of(event):
    context = event.pgh_context
    return (context if context is None or isinstance(context, dict) else context.metadata) or {}


def told(field, before, after):
    """What changed, from what to what, in words; a custom attribute each by itself."""
    old, new = getattr(before, field.name), getattr(after, field.name)
    if field.name == "custom":
        for key in sorted({*old, *new}):
            if old.get(key) != new.get(key):
                yield key, words(old.get(key)), words(new.get(key))
    else:
        choices = dict(field.flatchoices)
        yield capfirst(field.verbose_name), words(choices.get(old, old)), words(choices.get(new, new))


def words(value):
    if isinstance(value, list):
        return listed(value)
    return "" if value is None else str(value)
