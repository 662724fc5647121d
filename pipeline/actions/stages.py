from django.db import transaction
from django.db.models import F
from django.utils import timezone

from pipeline.models import LeadState, StageMove
from pipeline.nudge import nudge

from .nurture_undo import take_back_stays


@transaction.atomic
def move_lead(*, lead, stage, by, reason=None, note="", competitor="", at=None, overruled=()):
    """Put the lead into a stage and remember from where, by whom and why; None when it stands there already.

    Nothing is asked here: people go through actions.moving, which asks what the stage asks.
    """
    state = LeadState.objects.select_for_update().select_related("stage").get(lead=lead)
    if state.stage_id == stage.pk:
        return None
    move = StageMove.objects.create(
        lead=lead,
        from_stage=state.stage,
        to_stage=stage,
        reason=reason,
        note=note,
        competitor=competitor,
        since=state.stage_changed_at,
        overruled=list(overruled),
        by=by,
        occurred_at=at or timezone.now(),
    )
    LeadState.objects.filter(lead=lead).update(
        stage=stage, stage_changed_at=move.occurred_at, revision=F("revision") + 1
    )
    return move


@transaction.atomic
def undo_move(*, move, by):
    """Put the lead back where the move took it from, with its clock; None when it has been moved since."""
    state = LeadState.objects.select_for_update().get(lead=move.lead_id)
    moves = StageMove.objects.filter(lead=move.lead_id).order_by("-occurred_at", "-pk")
    if state.stage_id != move.to_stage_id or moves.first() != move:
        return None
    back = StageMove.objects.create(
        lead=move.lead, from_stage=move.to_stage, to_stage=move.from_stage, undoes=move, by=by
    )
    LeadState.objects.filter(lead=move.lead_id).update(
        stage=move.from_stage, stage_changed_at=move.since or entered_at(move), revision=F("revision") + 1
    )
    take_back_stays(moves={move.lead_id: move.pk}, by=by)
    return back


def entered_at(move):
    """Since when the lead stood where the move took it from: a move that was taken back does not count."""
    moves = StageMove.objects.filter(lead=move.lead_id, pk__lt=move.pk, undoes=None, undone_by=None)
    before = moves.order_by("-occurred_at", "-pk").first()
    return before.occurred_at if before else move.lead.occurred_at


@transaction.atomic
def assign_lead(*, lead, owner, by, team=None):
    """Give the lead to a person, and to that person's team unless another is named."""
    team_id = team.pk if team else (owner.team_id if owner else lead.state.team_id)
    LeadState.objects.filter(lead=lead).update(owner=owner, team_id=team_id, revision=F("revision") + 1)
    nudge("pipeline.tasks.rescore")
