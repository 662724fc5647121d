"""Scores that are found wrong are told to admins, and mended."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from pipeline.models import ScoreAudit, StaleLead
from pipeline.nudge import nudge
from pipeline.scoring.audit import look

log = logging.getLogger(__name__)
FINDINGS_KEPT = 50
QUIET_ONES_KEPT = timedelta(days=30)


@transaction.atomic
def audit_scores(*, number):
    """Look at so many random leads; the audit, or None while a pass is under way. Leads that differ are marked."""
    found = look(number)
    if found is None:
        return None
    leads = found.leads
    audit = ScoreAudit.objects.create(
        version_id=found.standing.model.version_id,
        day=found.standing.day,
        checked=found.checked,
        different=len(leads),
        findings=[each._asdict() for each in found.findings[:FINDINGS_KEPT]],
    )
    if leads:
        log.error("audit %s: stored scores are not what the facts give, of leads %s", audit.pk, leads)
        StaleLead.objects.bulk_create(StaleLead(lead_id=lead_id) for lead_id in leads)
        nudge("pipeline.tasks.rescore")
    ScoreAudit.objects.filter(different=0, ran_at__lt=timezone.now() - QUIET_ONES_KEPT).delete()
    return audit


@transaction.atomic
def see_audit(*, audit, by):
    """An admin has looked at it: the alarm is silent. The first who did is remembered."""
    ScoreAudit.objects.filter(pk=audit.pk, seen_at=None).update(seen_at=timezone.now(), seen_by=by)
