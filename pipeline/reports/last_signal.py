"""The latest thing that each of a page's leads did."""

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Now

from pipeline.models import Signal


def with_last_signal(leads):
    last = Signal.objects.filter(lead=OuterRef("pk"), occurred_at__lte=Now()).latest_first()
    return leads.annotate(
        last_signal_at=Subquery(last.values("occurred_at")[:1]),
        last_signal_name=Subquery(last.values("type__name")[:1]),
    )
