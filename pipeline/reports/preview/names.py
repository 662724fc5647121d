"""The leads behind one cell of the matrix, as far as the reader may see them."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q

from pipeline.models import Lead, PreviewMove
from pipeline.reports.keyset import Order, turn
from pipeline.scoring.current import current
from pipeline.scoring.decision import RANK_STEP

MOVED = Order("priority", "lead_id")
STAYED = Order("state__priority", "state__lead")


@dataclass(frozen=True)
class Names:
    """A page of leads; `seen` of all in the cell may be seen by the reader."""

    leads: list
    previous: str
    next: str
    seen: int


def names_of(job, cell, user, token):
    """Those who go, in the order that they would have; those who stay, in the order that they have."""
    rows, order = those_in(job, cell, user)
    page = turn(rows, order, token)
    ids = [row.whose for row in page.rows]
    found = Lead.objects.with_state().in_bulk(ids)
    seen = cell.count if user.sees_all_teams else rows.count()
    return Names([found[pk] for pk in ids if pk in found], page.previous, page.next, seen)


def those_in(job, cell, user):
    """Rows that name their lead as `whose`, and their order."""
    if cell.is_same:
        return staying(job, cell.origin, user).annotate(whose=F("pk")), STAYED
    return moving(job, cell, user).annotate(whose=F("lead_id")), MOVED


def moving(job, cell, user):
    moves = PreviewMove.objects.filter(job=job).in_cell(cell.origin.pk, cell.target.pk)
    if user.sees_all_teams:
        return moves
    return moves.filter(Exists(Lead.objects.visible_to(user).filter(pk=OuterRef("lead_id"))))


def staying(job, status, user):
    """Leads that have the status now, without those of whom the draft makes another: of these nothing was written."""
    leads = Lead.objects.standing().visible_to(user).filter(state__isnull=False).select_related("state")
    standing = Q(state__override=status.pk) | Q(state__override=None, state__category=status.pk)
    rank = next((each["rank"] for each in current().document["categories"] if each["id"] == status.pk), None)
    if rank is not None:
        # One span of the priority, which an index walks.
        standing &= Q(state__priority__range=(RANK_STEP * rank, RANK_STEP * (rank + 1) - 1))
    gone = PreviewMove.objects.filter(job=job, origin=status.pk, lead=OuterRef("pk"))
    return leads.filter(standing, ~Exists(gone))
