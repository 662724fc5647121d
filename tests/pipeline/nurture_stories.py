"""Leads that are not ready, and a clock that can be turned forward."""

from datetime import timedelta

from django.utils import timezone

from frameworks_app.models import Category, SignalType
from pipeline.actions.nurture_sweep import keep_nurture
from pipeline.actions.outcomes import nurture_lead
from pipeline.actions.signals import record_signal
from pipeline.models import Enrolment, Lead, NurtureTrack, Reason
from tests.factories import LeadFactory


def lead_of(owner, **said):
    return Lead.objects.with_state().get(pk=LeadFactory(owner=owner, **said).pk)


def parked(owner, reason="no_budget", **said):
    """A lead of hers, parked for this reason."""
    lead = lead_of(owner, **said)
    nurture_lead(lead=lead, reason=Reason.objects.get(key=reason), by=owner)
    return Lead.objects.with_state().get(pk=lead.pk)


def track(key, **changes):
    NurtureTrack.objects.filter(key=key).update(**changes)
    return NurtureTrack.objects.get(key=key)


def stay(lead):
    """The track that the lead is in."""
    return Enrolment.objects.open().filter(lead=lead).select_related("track", "next_step").first()


def days_pass(days):
    """Everything that is planned in tracks comes so much nearer, and the sweep runs."""
    earlier = timedelta(days=days)
    for each in Enrolment.objects.open():
        each.next_at -= earlier
        each.arrived_at -= earlier
        each.entered_at -= earlier
        each.ends_at = each.ends_at and each.ends_at - earlier
        each.save()
    keep_nurture()


def signals(lead, key, times=1):
    for _time in range(times):
        record_signal(lead=lead, type=SignalType.objects.get(key=key), occurred_at=timezone.now(), by=None)


def category(key):
    return Category.objects.get(key=key)
