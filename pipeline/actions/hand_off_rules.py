"""Leads whose status says that somebody should have them are handed off by rule."""

from django.db import transaction

from accounts.models import Role
from pipeline.models import HandOff, HandOffRule, Lead, LeadState, LeadToHandOver, Stage, TeamWorkflow
from pipeline.reports.hand_off_rules import fits, next_person, rules, takes_status

from .hand_offs import pass_lead

AT_ONCE = 200


def ask_for_hand_over(lead_ids):
    """Note leads whose status changes, in the transaction that changes it; nothing where no rule is in force."""
    if lead_ids and HandOffRule.objects.active().exists():
        noted = [LeadToHandOver(lead_id=pk) for pk in sorted(lead_ids)]
        LeadToHandOver.objects.bulk_create(noted, ignore_conflicts=True)


def hand_over_noted():
    """Look at every lead that was noted, each in a transaction of its own; how many were handed over."""
    handed = 0
    for pk in LeadToHandOver.objects.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]:
        handed += hand_over(pk)
    return handed


@transaction.atomic
def hand_over(lead_id):
    """By the first rule that holds; the note goes with the hand-off, so that it is made once. True when it is made."""
    noted = LeadToHandOver.objects.select_for_update(skip_locked=True).filter(pk=lead_id)
    if not noted:
        return False
    rule = first_rule(lead_of(lead_id))
    # Rules are locked before leads, everywhere: whoever waits for a rule holds no lead.
    rule = rule and lock(rule)
    made = bool(rule) and give_by(rule, lead_id)
    LeadToHandOver.objects.filter(pk=lead_id).delete()
    return made


def lead_of(lead_id):
    return Lead.objects.with_state().select_related("product", "segment").get(pk=lead_id)


def first_rule(lead):
    category = lead.state.override or lead.state.category
    return next((rule for rule in rules() if takes_status(rule, category) and fits(rule, lead)), None)


def lock(rule):
    """With it all rules of its team, which share people: two leads at once do not both take somebody's last place."""
    team = HandOffRule.objects.filter(team=rule.team_id).order_by("pk").select_for_update(of=["self"], no_key=True)
    return next((each for each in team.select_related("team") if each.pk == rule.pk and each.is_active), None)


def give_by(rule, lead_id):
    LeadState.objects.select_for_update().get(lead=lead_id)
    lead = lead_of(lead_id)
    if not is_to_be_given(lead, rule.kind):
        return False
    person = next_person(rule)
    if person:
        HandOffRule.objects.filter(pk=rule.pk).update(last_given=person)
    return pass_lead(lead=lead, by=None, team=rule.team, to=person, rule=rule) is not None


def is_to_be_given(lead, kind):
    """Whether nobody has it who works on such leads, nobody has closed it, and nobody is to decide on it first."""
    state = lead.state
    if lead.merged_into_id or state.stage.kind != Stage.Kind.OPEN or state.is_audited or not lead.may_be_contacted:
        return False
    latest = HandOff.objects.filter(lead=lead).first()
    # What waits, waits; what sales has returned is marketing's to answer.
    if latest and (latest.is_waiting or latest.returned_at):
        return False
    if kind == HandOff.Kind.SDR:
        return state.owner_id is None
    # An SDR who may sell this segment without an SQL goes on with it.
    workflow = TeamWorkflow.objects.closest(state.team_id, lead.segment_id)
    has_to_pass = workflow is None or workflow.sql_required
    return has_to_pass and (state.owner is None or state.owner.role == Role.SDR)
