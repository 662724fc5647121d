"""Pairs that may be one, as their page shows them: side by side, with what differs, to whoever may see both."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pipeline.models import Company, Contact, DuplicatePair, Lead, Merge, Twins
from pipeline.reports.fact_words import country_name
from pipeline.reports.keyset import Order
from pipeline.reports.lead_search import matching
from pipeline.reports.matches import alike, be_lenient

from .merging import mergeable, visible

LIKELIEST = Order("likelihood")
NEWEST = Order("pk")
FOUND = 12


@dataclass(frozen=True)
class Fact:
    label: str
    first: str
    second: str

    @property
    def differs(self):
        return self.first != self.second


@dataclass(frozen=True)
class Shown:
    """A pair with both its records."""

    pair: DuplicatePair
    first: object
    second: object
    facts: list
    may_merge: bool


def pairs_of(user, kind, *, dismissed=False):
    """Pairs of which this person sees both, and neither has been merged."""
    standing = visible(kind, user).standing()
    first, second = (Exists(standing.filter(pk=OuterRef(key))) for key in ("first_id", "second_id"))
    return DuplicatePair.objects.filter(first, second, kind=kind, dismissed_at__isnull=not dismissed)


def with_records(user, kind, pairs):
    keys = {key for pair in pairs for key in (pair.first_id, pair.second_id)}
    rows = rows_of(kind).in_bulk(keys)
    mine = set(mergeable(kind, user).filter(pk__in=keys).values_list("pk", flat=True))
    return [
        Shown(
            pair,
            first := rows[pair.first_id],
            second := rows[pair.second_id],
            facts=side_by_side(kind, first, second),
            may_merge={pair.first_id, pair.second_id} <= mine,
        )
        for pair in pairs
    ]


def rows_of(kind):
    match kind:
        case Twins.LEAD:
            return Lead.objects.with_state()
        case Twins.COMPANY:
            numbers = {"lead_number": Count("leads", distinct=True), "people": Count("contacts", distinct=True)}
            return Company.objects.annotate(**numbers)
        case Twins.CONTACT:
            return Contact.objects.select_related("company").annotate(lead_number=Count("leads"))


def side_by_side(kind, first, second):
    pairs = zip(facts_of(kind, first), facts_of(kind, second), strict=True)
    both = [Fact(label, said, said_too) for (label, said), (_label, said_too) in pairs]
    return [fact for fact in both if fact.first or fact.second]


def facts_of(kind, row):
    match kind:
        case Twins.LEAD:
            return [
                (_("Primary contact"), str(row.contact or "")),
                (pgettext("lead", "Title"), row.title),
                (_("Stage"), str(row.state.stage)),
                (_("Owner"), str(row.state.owner or "")),
            ]
        case Twins.COMPANY:
            return [
                (_("Website"), row.domain),
                (_("Phone"), row.phone),
                (_("Country"), country_name(row.country)),
                (_("Leads"), str(row.lead_number)),
                (_("Contacts"), str(row.people)),
            ]
        case Twins.CONTACT:
            return [
                (_("E-mail"), row.email),
                (_("Phone"), row.phone),
                (pgettext("person", "Title"), row.title),
                (_("Company"), str(row.company or "")),
                (_("Leads"), str(row.lead_number)),
            ]


def merges_of(user):
    """Merges of records this person sees."""
    seen = [Q(Exists(visible(kind, user).filter(pk=OuterRef("kept_id"))), kind=kind) for kind in Twins]
    return Merge.objects.filter(seen[0] | seen[1] | seen[2]).select_related("by")


def with_names(user, merges):
    """Each merge with both records, and whether this person may take it back."""
    for kind in Twins:
        keys = {key for merge in merges if merge.kind == kind for key in (merge.kept_id, merge.merged_id)}
        rows = rows_of(kind).in_bulk(keys) if keys else {}
        mine = set(mergeable(kind, user).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
        for merge in merges:
            if merge.kind == kind:
                merge.kept, merge.merged = rows[merge.kept_id], rows[merge.merged_id]
                merge.may_undo = merge.kept_id in mine
    return merges


def likely_twins(user, kind, row):
    """What the last search thought to be the same as this one, the likeliest first."""
    pairs = pairs_of(user, kind).filter(Q(first_id=row.pk) | Q(second_id=row.pk))[:FOUND]
    others = {(pair.second_id if pair.first_id == row.pk else pair.first_id): pair for pair in pairs}
    rows = rows_of(kind).filter(pk__in=mergeable(kind, user).filter(pk__in=others).values("pk")).in_bulk()
    return [(rows[pk], pair) for pk, pair in others.items() if pk in rows]


def searched(user, kind, row, text):
    """Records to merge this one with, by a few letters."""
    if len(text) < 3:
        return []
    rows = mergeable(kind, user).standing().exclude(pk=row.pk)
    if kind == Twins.LEAD:
        found = matching(rows, text)
    else:
        be_lenient()
        by_address = Q(email__istartswith=text) if kind == Twins.CONTACT else Q(domain=text.lower())
        found = rows.filter(alike("name", text) | by_address)
    keys = list(found.order_by("pk").values_list("pk", flat=True)[:FOUND])
    return list(rows_of(kind).filter(pk__in=keys).order_by("pk"))
