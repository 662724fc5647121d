"""The list of leads: which, in what order, and how many."""

from datetime import datetime
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from pipeline.models import FollowUp, Hold, Lead, LeadTag
from pipeline.scoring.current import current
from pipeline.scoring.decision import RANK_STEP

from .audit_veil import veil
from .keyset import Order
from .last_signal import with_last_signal
from .levels import level, levels_of

MOST_COUNTED = 1_000

ORDERS = {
    "priority": (_("Priority"), Order("state__priority", "state__lead")),
    "newest": (_("Newest"), Order("pk")),
    "engagement": (_("Engagement"), Order("state__engagement", "state__lead")),
    "amount": (_("Amount"), Order("amount_or_none", parse=Decimal)),
    "next_step": (_("Next follow-up"), Order("next_due", descending=False, parse=datetime.fromisoformat)),
}
SORTS = [(key, label) for key, (label, _order) in ORDERS.items()]


def leads_of(user):
    # Naming the state makes an inner join of it, so that its indexes give the order.
    return Lead.objects.standing().visible_to(user).filter(state__isnull=False)


def in_order(leads, sort):
    """What a page is turned by and no more: the planner reorders few joins well, and many not at all."""
    leads = leads.select_related("state")
    if sort == "amount":
        # Nothing known sorts below nothing to pay.
        return leads.annotate(amount_or_none=Coalesce("amount", Value(Decimal(-1))))
    if sort == "next_step":
        return leads.filter(Exists(open_steps())).annotate(next_due=next_due())
    return leads


def with_columns(ids, columns, reader):
    """These leads, in this order, with all that the columns show."""
    leads = Lead.objects.with_state()
    for column in columns:
        if column.joins:
            leads = leads.select_related(*column.joins)
        if column.needs:
            leads = ADDED[column.needs](leads)
    found, model = leads.in_bulk(ids), current()
    rows = [found[pk] for pk in ids if pk in found]
    levels = levels_of(model)
    for lead in rows:
        # Grade and level are read by the version in force, which no column should look up for itself.
        lead.grades = model.document["grades"] if model else None
        lead.level = level(lead.state.engagement, levels)
    return veil(rows, reader)


def open_steps():
    return FollowUp.objects.open().filter(lead=OuterRef("pk"))


def next_due():
    return Subquery(open_steps().order_by("due_at").values("due_at")[:1])


def tagged(leads, tag):
    return leads.filter(Exists(LeadTag.objects.filter(lead=OuterRef("pk"), tag=tag)))


def with_tag_names(leads):
    names = LeadTag.objects.filter(lead=OuterRef("pk")).order_by("tag__name").values("tag__name")
    return leads.annotate(tag_names=ArraySubquery(names))


def with_waits_since(leads):
    return leads.annotate(waits_since=Subquery(Hold.objects.open().filter(lead=OuterRef("pk")).values("since")[:1]))


# What a column may need, by name: how it is asked in the same statement.
ADDED = {
    "next_due": lambda leads: leads.annotate(next_due=next_due()),
    "last_signal": with_last_signal,
    "tag_names": with_tag_names,
    "waits_since": with_waits_since,
}


def count(leads, most=MOST_COUNTED):
    """How many, counted no further than people read."""
    return leads.order_by()[: most + 1].count()


def with_status(leads, category):
    """The status that people see; it fills one span of the priority, which an index walks."""
    span = (RANK_STEP * category.rank, RANK_STEP * (category.rank + 1) - 1)
    standing = Q(state__override=category) | Q(state__override=None, state__category=category)
    # As a CASE, for nearly all within the span have this status: taken for a chance of its own, it makes the planner
    # expect next to none, and sort thousands where it should walk to the fiftieth.
    is_standing = Case(When(standing, then=True), default=False, output_field=BooleanField())
    return leads.filter(is_standing, state__priority__range=span)
