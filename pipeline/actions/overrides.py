from django.db import transaction
from django.db.models import F
from django.utils import timezone

from pipeline.models import CategoryOverride, LeadState
from pipeline.nudge import nudge

from .hand_off_rules import ask_for_hand_over


@transaction.atomic
def override_category(*, lead, category, why, by):
    """A person's word stands beside the computed category until it is lifted; a new one replaces the old."""
    # A person's word may make an SQL of it: noted before the lead is locked, as everywhere.
    ask_for_hand_over([lead.pk])
    LeadState.objects.select_for_update().get(lead=lead)
    lift_override(lead=lead, by=by)
    override = CategoryOverride.objects.create(lead=lead, category=category, why=why, by=by)
    set_override(lead, category)
    return override


@transaction.atomic
def lift_override(*, lead, by):
    """Let the computed category speak again."""
    CategoryOverride.objects.filter(lead=lead, lifted_at=None).update(lifted_at=timezone.now(), lifted_by=by)
    set_override(lead, None)


def set_override(lead, category):
    LeadState.objects.filter(lead=lead).update(override=category, revision=F("revision") + 1)
    nudge("pipeline.tasks.rescore")
