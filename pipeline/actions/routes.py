"""Leads that nobody has touched go to the stage that their new status leads to."""

from django.db import transaction
from django.utils import timezone

from pipeline.models import CategoryRoute, Lead, ScoreChange, Stage

from .audit_calls import draw_audits
from .hand_off_rules import ask_for_hand_over
from .nurture_sweep import READY, look_at_changes
from .stages import move_lead

CHANGES_AT_ONCE = 500


def handle_score_changes():
    """Act on every change of score that nobody has acted on."""
    while handle_some():
        pass


@transaction.atomic
def handle_some():
    """Claim some unhandled changes and act on them; returns how many there were."""
    changes = list(ScoreChange.objects.unhandled().select_for_update(skip_locked=True)[:CHANGES_AT_ONCE])
    # Before any lead is locked: whoever hands one over has its note, and then waits for the lead.
    ask_for_hand_over({change.lead_id for change in changes if change.category_id != change.old_category_id})
    routes = CategoryRoute.objects.by_team()
    for lead in Lead.objects.standing().untouched().filter(pk__in={change.lead_id for change in changes}).with_state():
        route_lead(lead, routes)
    look_at_changes(changes)
    draw_audits(changes, routes)
    ScoreChange.objects.filter(pk__in=[change.pk for change in changes]).update(handled_at=timezone.now())
    return len(changes)


def route_lead(lead, routes):
    category = lead.state.standing_category
    # From nurture it comes back with why, and to its owner.
    if lead.state.stage.kind == Stage.Kind.NURTURE and category.kind in READY:
        return
    stage = routes.get((lead.state.team_id, category.pk)) or routes.get((None, category.pk))
    # To disqualify is for a person: the status proposes it.
    if stage and stage.kind != Stage.Kind.DISQUALIFIED:
        move_lead(lead=lead, stage=stage, by=None)
