from django.db import IntegrityError, transaction
from django.utils import timezone

from frameworks_app.models import Segment
from pipeline.models import Lead, LeadState
from pipeline.nudge import nudge

from .clocks import accept_waiting
from .stages import assign_lead


@transaction.atomic
def create_lead(*, lead, company, contact, by, owner=None, team=None):
    """Store a new lead with its company and contact, new or known; it belongs to `owner`, else to `team`."""
    if company is not None:
        company.created_by = company.created_by or by
        company.save()
    if contact is not None:
        contact.company = contact.company or company
        contact.created_by = contact.created_by or by
        contact.save()
    lead.company, lead.contact, lead.created_by = company, contact, by
    if lead.segment is None and company is not None:
        lead.segment = Segment.objects.active().holding(company.employees).first()
    lead.save()
    if owner or team:
        lead.state = LeadState.objects.get(lead=lead)
        assign_lead(lead=lead, owner=owner, team=team, by=by)
    nudge("pipeline.tasks.rescore")
    return lead


@transaction.atomic
def take_lead(*, lead, by):
    """The first colleague who takes an unowned lead has it and has accepted it; False when somebody was quicker."""
    taken = LeadState.objects.filter(lead=lead, owner=None).update(owner=by)
    if taken:
        assign_lead(lead=lead, owner=by, by=by)
        accept_waiting(lead, by, timezone.now())
    return bool(taken)


BY_HAND = "by hand"


def create_lead_once(*, token, lead, **others):
    """A form sent twice makes one lead: the token stands in its unique external id."""
    if found := made_with(token):
        return found
    lead.external_source, lead.external_id = BY_HAND, token
    try:
        return create_lead(lead=lead, **others)
    except IntegrityError:
        # The two came at once, and the other one was quicker.
        if found := made_with(token):
            return found
        raise


def made_with(token):
    """The lead that this form has made already."""
    return Lead.objects.filter(external_source=BY_HAND, external_id=token).first()
