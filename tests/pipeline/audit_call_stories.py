"""Leads that the rules reject, and how Maja calls one of them."""

from pipeline.actions.calls import CallEnd, end_call, start_call
from pipeline.actions.routes import handle_score_changes
from pipeline.models import AuditCall, AuditRule, Company, DiscoveryCall, Stage
from pipeline.scoring.rescore import rescore_all_marked
from tests.factories import CompanyFactory, LeadFactory


def rule(**changes):
    AuditRule.objects.update_or_create(pk=1, defaults={"share": 20, "most_per_week": 5, **changes})


def rejected(owner=None, **placed):
    """Far too large for Tidepost: outside each of its ICPs."""
    return LeadFactory(owner=owner, company=CompanyFactory(employees=48000, country="DE"), **placed)


def follow():
    """What a worker does after something has changed."""
    rescore_all_marked()
    handle_score_changes()


def shrink(lead):
    """It turns out that the number of employees was wrong."""
    Company.objects.filter(pk=lead.company_id).update(employees=80)


def talk(lead, by, *, outcome="reached", stage="disqualified", summary="", during=None):
    call = start_call(lead=lead, by=by, language="en")
    if during:
        during(lead)
    ended = CallEnd(outcome=outcome, stage=Stage.objects.get(key=stage), summary=summary)
    return end_call(call=call, ended=ended, by=by)


def tried(lead, by, times):
    from pipeline.actions.attempts import log_attempt

    for _time in range(times):
        log_attempt(lead=lead, outcome=DiscoveryCall.Outcome.VOICEMAIL, by=by)


def audit_of(lead):
    return AuditCall.objects.filter(lead=lead).first()
