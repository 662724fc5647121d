"""Two records of one thing become one, and can be parted again.

The other one stays as a row that points to the kept one: its address leads there, and an import that knows its key
finds the kept one. Scores follow by the marks that the moved facts set; score changes stay, for they tell what the
other lead's scores were.
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from pipeline.models import CategoryOverride, Enrolment, LeadState, Merge, Stakeholder, Twins
from pipeline.models.facts import reach_back
from pipeline.nudge import nudge
from pipeline.reports.duplicates.merging import CUSTOM, TOGETHER, TRADES, refusal, value

from .merge_seats import drop_seats, give_seats_back
from .nurture import leave_open


class CannotMerge(Exception):
    """One sentence for the person who asked; nothing has been changed."""


@transaction.atomic
def merge_records(*, kind, kept, merged, taken, by):
    """Make two one; `taken` names the fields whose value the merged one gives."""
    kind = Twins(kind)
    trade = TRADES[kind]
    kept, merged = lock(kind, kept.pk, merged.pk)
    if sentence := refusal(kind, kept, merged, by=by):
        raise CannotMerge(sentence)
    reach_back("merging")
    before = take_fields(kept, merged, complete(kind, kept, merged, taken))
    seats = drop_seats(trade.links, merged, kept)
    moved = {link.name: move(link, merged, kept) for link in (*trade.links, trade.earlier)}
    if kind == Twins.LEAD:
        seats["added"] = seat_others(kept, {merged.contact_id, before["replaced"].get("contact")})
    type(merged).objects.filter(pk=merged.pk).update(merged_into=kept)
    done = Merge.objects.create(
        kind=kind, kept_id=kept.pk, merged_id=merged.pk, moved={**moved, "seats": seats}, before=before, by=by
    )
    follow(kind, kept, merged)
    return done


def lock(kind, *keys):
    """The rows in the order asked for; locked in the order of their keys, so that two merges never wait in a ring."""
    rows = {row.pk: row for row in TRADES[kind].model.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    if kind == Twins.LEAD:
        states = LeadState.objects.select_for_update().filter(lead__in=keys).order_by("pk")
        for state in states:
            rows[state.lead_id].state = state
    return [rows[key] for key in keys]


def complete(kind, kept, merged, taken):
    names = [name for name in taken if name.startswith(CUSTOM) or name in TRADES[kind].fields]
    names += [other for name in names for other in TOGETHER.get(name, ())]
    # Whoever asked to be left alone under either record has asked.
    return names + (["do_not_contact"] if kind == Twins.CONTACT and merged.do_not_contact else [])


def take_fields(kept, merged, names):
    """Give the kept one these values of the other; returns what they replace, and what they are now."""
    before = {
        "replaced": {name: value(kept, name) for name in names},
        "taken": {name: value(merged, name) for name in names},
        "sources": {name: kept.sources.get(name.removeprefix(CUSTOM)) for name in names},
    }
    for name in names:
        put(kept, name, before["taken"][name], merged.sources.get(name.removeprefix(CUSTOM)))
    if names:
        kept.save()
    return before


def put(row, name, said, source):
    """Set a value as JSON kept it, with where it came from."""
    key = name.removeprefix(CUSTOM)
    if name.startswith(CUSTOM):
        set_or_drop(row.custom, key, said)
    else:
        field = row._meta.get_field(name)
        setattr(row, field.attname, said if field.is_relation else field.to_python(said))
    set_or_drop(row.sources, key, source)


def set_or_drop(attributes, key, said):
    if said is None:
        attributes.pop(key, None)
    else:
        attributes[key] = said


def move(link, merged, kept):
    ids = list(link.moving(merged.pk, kept.pk).order_by("pk").values_list("pk", flat=True))
    link.model.objects.filter(pk__in=ids).update(**{link.key: kept})
    return ids


def seat_others(kept, people):
    """Whoever was the first contact of either lead is not lost: a seat in the committee of the kept one."""
    seated = set(kept.stakeholders.values_list("contact", flat=True))
    others = sorted(people - seated - {kept.contact_id, None})
    return [kept.stakeholders.create(contact_id=pk, role=Stakeholder.Role.INFLUENCER).pk for pk in others]


def follow(kind, kept, merged):
    """What is derived from the rows that moved."""
    if kind == Twins.LEAD:
        leave_open(merged.pk, Enrolment.Left.MERGED)
        for lead in (kept, merged):
            standing = CategoryOverride.objects.filter(lead=lead, lifted_at=None).values("category")
            LeadState.objects.filter(lead=lead).update(override=standing[:1], revision=F("revision") + 1)
    nudge("pipeline.tasks.rescore")


@transaction.atomic
def undo_merge(*, merge, by):
    """Part the two again: what moved goes back, fields that nobody has changed since too; says what could not."""
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at:
        return []
    kind = Twins(merge.kind)
    kept, merged = lock(kind, merge.kept_id, merge.merged_id)
    check_parting(kept, merged)
    reach_back("merging")
    type(merged).objects.filter(pk=merged.pk).update(merged_into=None)
    seats = merge.moved.get("seats", {})
    left = [sentence for link in TRADES[kind].links if (sentence := move_back(link, merge, kept, merged))]
    move_back(TRADES[kind].earlier, merge, kept, merged)
    give_seats_back(seats)
    left += restore_fields(kept, merge.before)
    Merge.objects.filter(pk=merge.pk).update(undone_at=timezone.now(), undone_by=by)
    follow(kind, kept, merged)
    return left


def check_parting(kept, merged):
    if getattr(kept, "erased_at", None) or getattr(merged, "erased_at", None):
        raise CannotMerge(_("The person has been erased since: there is nothing left to part."))
    if kept.merged_into_id:
        raise CannotMerge(_("%(kept)s has itself been merged since: take that back first.") % {"kept": kept})
    if merged.merged_into_id != kept.pk:
        raise CannotMerge(_("These two are no longer joined."))


def move_back(link, merge, kept, merged):
    """Rows that are still where the merge put them; says how many are not."""
    ids = merge.moved.get(link.name, [])
    number = link.rows(kept.pk).filter(pk__in=ids).update(**{link.key: merged})
    if number == len(ids) or link.counted is None:
        return ""
    return _("%(what)s: moved on or gone since.") % {"what": link.counted % {"number": len(ids) - number}}


def restore_fields(kept, before):
    """Put back what the merge replaced, unless somebody has changed it since."""
    left = []
    for name, said in before.get("replaced", {}).items():
        if value(kept, name) == before["taken"][name]:
            put(kept, name, said, before["sources"][name])
        elif name in TRADES_FIELDS or name.startswith(CUSTOM):
            left.append(_("%(field)s was changed since, and stays.") % {"field": label(kept, name)})
    if before.get("replaced"):
        kept.save()
    return left


TRADES_FIELDS = {name for trade in TRADES.values() for name in trade.fields}


def label(row, name):
    return name.removeprefix(CUSTOM) if name.startswith(CUSTOM) else row._meta.get_field(name).verbose_name
