"""How often a lead has been tried in vain: its present row of attempts.

A row begins anew once somebody was reached, the lead came in or out of work, or was returned to marketing.
"""

from datetime import UTC, datetime

from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from pipeline.models import DiscoveryCall, HandOff, Lead, Stage, StageMove

LONG_AGO = Value(datetime(1970, 1, 1, tzinfo=UTC))


def with_attempts(leads):
    """`attempts` made in vain so far, and of the last one when it was and how it went."""
    last = in_vain().order_by("-started_at", "-pk")
    count = in_vain().order_by().values("lead").annotate(number=Count("pk")).values("number")
    return leads.annotate(row_began=row_began()).annotate(
        attempts=Coalesce(Subquery(count), 0),
        last_attempt_at=Subquery(last.values("started_at")[:1]),
        last_attempt_outcome=Subquery(last.values("outcome")[:1]),
    )


def attempts_of(lead_id):
    """The moments of the lead's attempts in vain, oldest first."""
    began = Lead.objects.filter(pk=lead_id).values_list(row_began())[:1]
    calls = DiscoveryCall.objects.unanswered().filter(lead=lead_id, started_at__gt=Subquery(began))
    return list(calls.order_by("started_at").values_list("started_at", flat=True))


def in_vain():
    return DiscoveryCall.objects.unanswered().filter(lead=OuterRef("pk"), started_at__gt=OuterRef("row_began"))


def row_began():
    reached = DiscoveryCall.objects.answered().filter(lead=OuterRef("pk")).order_by("-started_at")
    returned = HandOff.objects.filter(lead=OuterRef("pk"), returned_at__isnull=False).order_by("-returned_at")
    return Greatest(
        LONG_AGO,
        Subquery(reached.values("started_at")[:1]),
        Subquery(moves_across_the_edge().values("occurred_at")[:1]),
        Subquery(returned.values("returned_at")[:1]),
    )


def moves_across_the_edge():
    """In or out of work; what was taken back has not happened."""
    moves = StageMove.objects.filter(lead=OuterRef("pk"), undoes=None, undone_by=None)
    return moves.exclude(from_stage__kind=Stage.Kind.OPEN, to_stage__kind=Stage.Kind.OPEN).order_by("-occurred_at")
