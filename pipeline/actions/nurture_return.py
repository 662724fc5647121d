"""A lead in nurture that crosses the line is opened again: its owner gets it, with why."""

from django.conf import settings
from django.utils import formats, translation
from django.utils.translation import gettext as _

from accounts.calendar import home_day
from pipeline.models import CategoryRoute, FollowUp, LeadState, Signal, Stage, StageMove
from pipeline.nudge import nudge

from .follow_ups import NextStep, plan_follow_up
from .hand_off_rules import ask_for_hand_over
from .outcomes import last_open_stage
from .stages import move_lead

# A note's length.
MOST = 300


def come_back(lead, now):
    """Move the lead to where it was worked last, and plan its owner's next step. The caller has locked its state."""
    owner = heir(lead)
    with translation.override(owner.language if owner else settings.LANGUAGE_CODE):
        why = why_back(lead, now)
    move = move_lead(lead=lead, stage=stage_to_return_to(lead), by=None, note=why, at=now)
    if owner is None:
        ask_for_hand_over([lead.pk])
    else:
        kind = FollowUp.Kind.CALL if lead.may_be_contacted else FollowUp.Kind.TASK
        plan_follow_up(lead=lead, step=NextStep(kind=kind, due_at=now, note=why[:MOST]), by=None, owner=owner)
    nudge("pipeline.tasks.rescore")
    return move


def heir(lead):
    """Its owner, while that one works here; else the lead is free to be taken."""
    owner = lead.state.owner
    if owner is None or owner.is_active:
        return owner
    LeadState.objects.filter(lead=lead).update(owner=None)
    return None


def stage_to_return_to(lead):
    """The open stage that it was last in; of one that was never worked, the stage to which its status leads."""
    if StageMove.objects.filter(lead=lead, from_stage__kind=Stage.Kind.OPEN).exists():
        return last_open_stage(lead)
    routes, category = CategoryRoute.objects.by_team(), lead.state.standing_category
    routed = category and (routes.get((lead.state.team_id, category.pk)) or routes.get((None, category.pk)))
    return routed if routed and routed.is_open else Stage.objects.first_open()


def why_back(lead, now):
    """Such as “Back from nurture: Demo request (22 Nov 2026), status MQL”, in the language that is active."""
    signal = latest_signal(lead)
    day = signal and formats.date_format(home_day(signal.occurred_at), "SHORT_DATE_FORMAT")
    said = [f"{signal.type} ({day})" if signal else "", status_words(lead)]
    return _("Back from nurture: %(why)s") % {"why": ", ".join(filter(None, said)) or _("a rule of its track")}


def latest_signal(lead):
    """What the lead did last since it was parked, if that was no step away from us."""
    since = Signal.objects.filter(lead=lead, occurred_at__gt=lead.state.stage_changed_at).exclude(
        type__kind="negative"
    )
    return since.select_related("type").latest_first().first()


def status_words(lead):
    category = lead.state.standing_category
    return _("status %(status)s") % {"status": category} if category else ""
