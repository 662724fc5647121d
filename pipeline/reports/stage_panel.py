"""The stage in which a lead stands: what it asks, met and open, checklist and objections, and how the lead came."""

from dataclasses import dataclass

from frameworks_app.models import read
from pipeline.models import ChecklistTick, Stage
from pipeline.models.stage import line_key

from .asked import Asked, Way, asked_here
from .stage_history import Move, moves_of


@dataclass(frozen=True)
class Line:
    """A line of the checklist, with who has done it and when."""

    key: str
    words: str
    tick: ChecklistTick | None


@dataclass(frozen=True)
class Panel:
    asked: Asked
    lines: list
    objections: list
    moves: list[Move]
    # Where the lead goes next; None at the end of the open stages.
    next: Stage | None

    @property
    def overruled(self):
        """The move that brought the lead here while something was open."""
        latest = self.moves[0] if self.moves else None
        return latest if latest and latest.row.overruled and not latest.row.undoes_id else None

    @property
    def unanswered(self):
        return sum(each.answered_at is None for each in self.objections)


def panel_of(lead):
    """The lead comes with its state and team."""
    way, state = Way(), lead.state
    return Panel(
        asked=asked_here(lead, way),
        lines=lines_of(lead, state.stage),
        objections=list(lead.objections.select_related("raised_by", "answered_by")),
        moves=moves_of(lead),
        next=way.next_after(state),
    )


def lines_of(lead, stage):
    ticks = {tick.line: tick for tick in lead.ticks.filter(stage=stage).select_related("by")} if stage.lines else {}
    return [Line(line_key(line), read(line).text, ticks.get(line_key(line))) for line in stage.checklist]
