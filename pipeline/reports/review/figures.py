"""What stands beside the numbers of a review: worth by currency, and how many got another amount or close date."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import BooleanField, Case, Count, Q, Sum, Value, When

from pipeline.models import Group
from pipeline.reports.columns import Money

from .changes import same


def money():
    return defaultdict(Decimal)


@dataclass
class Worth:
    """Amounts by currency: nothing is converted."""

    then: dict = field(default_factory=money)
    now: dict = field(default_factory=money)
    carried: dict = field(default_factory=money)
    groups: dict = field(default_factory=lambda: {group: money() for group in Group})


def worth_of(review):
    """In one statement: what stood there then, what stands there now, what goes on, and each group."""
    kinds = ("moved", "was_in_scope", "is_in_scope", "is_carried", "currency", "currency_then")
    found = Worth()
    for row in review.leads.order_by().values(*kinds).annotate(now=Sum("amount"), then=Sum("amount_then")):
        if row["was_in_scope"]:
            add(found.then, row["currency_then"], row["then"])
        for part in ("now", "carried"):
            if row["is_in_scope" if part == "now" else "is_carried"]:
                add(getattr(found, part), row["currency"], row["now"])
        add(found.groups[Group(row["moved"])], row["currency"], row["now"])
    return found


def add(amounts, currency, amount):
    if amount:
        amounts[currency] += amount


def listed_money(amounts):
    return [Money(amount, currency) for currency, amount in sorted(amounts.items()) if amount]


def differs(*pairs):
    """Of a lead that was there then: one of these is not what it was."""
    alike = Q(was_in_scope=False)
    kept = Q()
    for now, then in pairs:
        kept &= same(now, then)
    return Case(When(alike | kept, then=Value(False)), default=Value(True), output_field=BooleanField())


def with_marks(rows):
    return rows.annotate(
        new_amount=differs(("amount", "amount_then"), ("currency", "currency_then")),
        new_close=differs(("expected_close", "expected_close_then")),
    )


def marks_of(review):
    """How many have another amount than then, another close date, and a flag."""
    return with_marks(review.leads.all()).aggregate(
        amount=Count("pk", filter=Q(new_amount=True)),
        close=Count("pk", filter=Q(new_close=True)),
        flagged=Count("pk", filter=~Q(flags=[])),
        unflagged=Count("pk", filter=Q(flags=[], is_carried=True)),
    )
