"""How a lead came to be out of the pipeline."""

from pipeline.models import StageMove


def closing_of(lead):
    """The move that put the lead where it is; None while it is open, and where it was imported so."""
    if lead.state.stage.is_open:
        return None
    moves = StageMove.objects.filter(lead=lead, to_stage=lead.state.stage_id).select_related("reason", "by")
    return moves.order_by("-occurred_at", "-pk").first()
