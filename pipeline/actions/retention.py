"""How long things are kept: what has run out of its time goes at night, and that it went is recorded."""

from datetime import timedelta

from django.apps import apps
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from pipeline.models import (
    Answer,
    Contact,
    DiscoveryCall,
    Erasure,
    FollowUp,
    Job,
    JobFile,
    Lead,
    Note,
    RetentionRule,
    Signal,
    Stage,
)
from pipeline.models.contact import in_leads

from .erase import erase_contact
from .old_letters import let_letters_go

DEFAULTS = {
    RetentionRule.Kind.IDLE_PERSON: None,
    RetentionRule.Kind.CHANGE_HISTORY: None,
    RetentionRule.Kind.FILES: 30,
    RetentionRule.Kind.LETTERS: 730,
}
CLOSED = [Stage.Kind.WON, Stage.Kind.LOST, Stage.Kind.DISQUALIFIED]
# What counts as having been heard of, by the column that says when.
HAPPENINGS = {
    Signal: "occurred_at",
    Answer: "occurred_at",
    Note: "occurred_at",
    DiscoveryCall: "started_at",
    FollowUp: "due_at",
}
HISTORY = ("CompanyEvent", "ContactEvent", "LeadEvent", "StakeholderEvent")
ROWS_AT_ONCE = 5_000
# The rest of a long list is for the nights to come.
PEOPLE_A_NIGHT = 500


def keep_rules():
    """A row for each kind; the days are the admin's."""
    for kind, days in DEFAULTS.items():
        RetentionRule.objects.get_or_create(kind=kind, defaults={"days": days})


def keep_retention(*, is_dry=False):
    """Let go of everything whose time is over; returns how much, by kind. The second time finds nothing more."""
    return {
        rule.kind: KEEPERS[rule.kind](timezone.now() - timedelta(days=rule.days), is_dry)
        for rule in RetentionRule.objects.exclude(days=None)
    }


def let_people_go(before, is_dry):
    idle = idle_people(before)
    if is_dry:
        return idle.count()
    found = list(idle[:PEOPLE_A_NIGHT])
    for contact in found:
        erase_contact(contact=contact, by=None, cause=Erasure.Cause.RETENTION)
    return len(found)


def idle_people(before):
    """Contacts of closed leads alone, of whom nothing has been heard since."""
    leads = Lead.objects.all()
    alive = leads.exclude(state__stage__kind__in=CLOSED)
    return (
        Contact.objects.standing()
        .filter(in_leads(leads), ~in_leads(alive), ~in_leads(heard_of_since(before)))
        .filter(~Exists(changed_since(before)), created_at__lt=before)
        .order_by("pk")
    )


def heard_of_since(before):
    """Leads to which anything has happened."""
    happened = Q(occurred_at__gte=before) | Q(state__stage_changed_at__gte=before)
    for model, column in HAPPENINGS.items():
        happened |= Q(Exists(model.objects.filter(lead=OuterRef("pk"), **{f"{column}__gte": before})))
    return Lead.objects.filter(happened)


def changed_since(before):
    return apps.get_model("pipeline", "ContactEvent").objects.filter(
        pgh_obj_id=OuterRef("pk"), pgh_created_at__gte=before
    )


def let_history_go(before, is_dry):
    return sum(
        let_rows_go(apps.get_model("pipeline", name).objects.filter(pgh_created_at__lt=before), "history", is_dry)
        for name in HISTORY
    )


def let_files_go(before, is_dry):
    over = [Job.State.DONE, Job.State.FAILED, Job.State.UNDONE]
    abandoned = Q(job__state=Job.State.DRAFT)
    files = JobFile.objects.filter(abandoned | Q(job__state__in=over), created_at__lt=before)
    return let_rows_go(files, "files", is_dry)


def let_rows_go(rows, counted_as, is_dry):
    if is_dry:
        return rows.count()
    gone = 0
    while batch := list(rows.order_by("pk").values_list("pk", flat=True)[:ROWS_AT_ONCE]):
        gone += delete_batch(rows.model, batch, counted_as)
    return gone


@transaction.atomic
def delete_batch(model, keys, counted_as):
    gone = model._base_manager.filter(pk__in=keys).delete()[0]
    Erasure.objects.create(cause=Erasure.Cause.RETENTION, counts={counted_as: gone})
    return gone


KEEPERS = {
    RetentionRule.Kind.IDLE_PERSON: let_people_go,
    RetentionRule.Kind.CHANGE_HISTORY: let_history_go,
    RetentionRule.Kind.FILES: let_files_go,
    RetentionRule.Kind.LETTERS: let_letters_go,
}
