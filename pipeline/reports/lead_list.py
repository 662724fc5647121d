"""The list of leads: which, in what order, and how many."""

from datetime import datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from pipeline.models import FollowUp, Lead
from pipeline.scoring.decision import RANK_STEP

from .keyset import Order
from .last_signal import with_last_signal

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


def with_columns(leads, sort):
    """What the rows show and are sorted by."""
    steps = FollowUp.objects.open().filter(lead=OuterRef("pk")).order_by("due_at").values("due_at")[:1]
    leads = with_last_signal(leads.with_state().annotate(next_due=Subquery(steps)))
    if sort == "amount":
        # Nothing known sorts below nothing to pay.
        leads = leads.annotate(amount_or_none=Coalesce("amount", Value(Decimal(-1))))
    if sort == "next_step":
        # A join, where asking each lead for its step would read them all.
        leads = leads.filter(Exists(FollowUp.objects.open().filter(lead=OuterRef("pk"))))
    return leads


def count(leads):
    """How many, counted no further than people read."""
    return leads.order_by()[: MOST_COUNTED + 1].count()


def with_status(leads, category):
    """The status that people see; it fills one span of the priority, which an index walks."""
    span = (RANK_STEP * category.rank, RANK_STEP * (category.rank + 1) - 1)
    standing = Q(state__override=category) | Q(state__override=None, state__category=category)
    return leads.filter(standing, state__priority__range=span)
