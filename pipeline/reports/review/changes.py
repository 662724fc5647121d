"""What has changed about leads since a review wrote them down."""

from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from pipeline.models import Answer, ReviewLead, Signal


@dataclass(frozen=True)
class Since:
    """Each as a pair of then and now where it differs, else None; and how much has come in."""

    stage: tuple | None
    owner: tuple | None
    amount: tuple | None
    expected_close: tuple | None
    answers: int
    signals: int

    @property
    def is_any(self):
        return any([self.stage, self.owner, self.amount, self.expected_close, self.answers, self.signals])


def changes_since(review, rows):
    """By key of the lead, for the few rows of a page: one statement."""
    marked = with_news(ReviewLead.objects.filter(pk__in=[row.pk for row in rows]), review)
    return {row.lead_id: since(row) for row in marked}


def number_changed(review):
    """How many of the leads that are carried on stand elsewhere, belong to another, or have another amount or date."""
    state = Q(stage=F("lead__state__stage")) & Q(same_owner=True) & Q(same_amount=True) & Q(same_close=True)
    rows = review.leads.carried().annotate(
        same_owner=same("owner", "lead__state__owner"),
        same_amount=same("amount", "lead__amount"),
        same_close=same("expected_close", "lead__expected_close"),
    )
    return rows.exclude(state).count()


def same(kept, now):
    return Q(**{kept: F(now)}) | Q(**{f"{kept}__isnull": True, f"{now}__isnull": True})


def with_news(rows, review):
    return rows.select_related("stage", "owner", "lead__state__stage", "lead__state__owner").annotate(
        answers=arrived(Answer, review), signals=arrived(Signal, review)
    )


def arrived(model, review):
    """Written down since, whenever it happened."""
    found = model.objects.filter(lead=OuterRef("lead"), recorded_at__gt=review.opened_at).order_by()
    return Coalesce(Subquery(found.values("lead").annotate(number=Count("pk")).values("number")), 0)


def since(row):
    state, lead = row.lead.state, row.lead
    return Since(
        stage=pair(row.stage, state.stage),
        owner=pair(row.owner, state.owner),
        amount=pair((row.amount, row.currency), (lead.amount, lead.currency)),
        expected_close=pair(row.expected_close, lead.expected_close),
        answers=row.answers,
        signals=row.signals,
    )


def pair(then, now):
    return None if then == now else (then, now)
