from django.db import transaction
from django.db.models import F
from django.utils import timezone

from pipeline.models import LeadState, StageMove
from pipeline.nudge import nudge


@transaction.atomic
def move_lead(*, lead, stage, by, reason=None, note="", at=None):
    """Put the lead into a stage and remember from where, by whom and why; None when it stands there already."""
    state = LeadState.objects.select_for_update().select_related("stage").get(lead=lead)
    if state.stage_id == stage.pk:
        return None
    move = StageMove.objects.create(
        lead=lead,
        from_stage=state.stage,
        to_stage=stage,
        reason=reason,
        note=note,
        by=by,
        occurred_at=at or timezone.now(),
    )
    LeadState.objects.filter(lead=lead).update(
        stage=stage, stage_changed_at=move.occurred_at, revision=F("revision") + 1
    )
    return move


@transaction.atomic
def assign_lead(*, lead, owner, by, team=None):
    """Give the lead to a person, and to that person's team unless another is named."""
    team_id = team.pk if team else (owner.team_id if owner else lead.state.team_id)
    LeadState.objects.filter(lead=lead).update(owner=owner, team_id=team_id, revision=F("revision") + 1)
    nudge("pipeline.tasks.rescore")
