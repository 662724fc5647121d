"""Where a lead has stood, how long, and what was still open when it went on."""

from dataclasses import dataclass

from accounts.calendar import Calendar
from pipeline.models import StageMove

MOST = 50


def days_between(lead, since, until):
    """Business days of the lead's own team. The lead comes with its state and team."""
    calendar = Calendar.of(lead.state.team)
    return calendar.days_between(calendar.day_of(since), calendar.day_of(until))


@dataclass(frozen=True)
class Move:
    """`days` is how long the lead stood in the stage that it left; None where nobody knows."""

    row: StageMove
    days: int | None


def moves_of(lead):
    """The latest first, in one statement."""
    rows = lead.stage_moves.select_related("from_stage", "to_stage", "reason", "by")[:MOST]
    return [Move(row, days_between(lead, row.since, row.occurred_at) if row.since else None) for row in rows]
