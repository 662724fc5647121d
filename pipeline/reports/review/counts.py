"""The numbers of an opened review, and the leads behind each."""

from django.db.models import Count, F, Q

from pipeline.models import ActionItem, Group, Lead, ReviewLead

from .flow import Counts

WITH_LEAD = ("lead__company", "lead__contact", "stage", "stage_then", "owner", "category")


def counts_of(review):
    """In one statement."""
    per_group = {f"in_{group.value}": Count("pk", filter=Q(moved=group)) for group in Group}
    found = review.leads.aggregate(
        then_count=Count("pk", filter=Q(was_in_scope=True)),
        now_count=Count("pk", filter=Q(is_in_scope=True)),
        carried_count=Count("pk", filter=Q(is_carried=True)),
        **per_group,
    )
    groups = {group: found[f"in_{group.value}"] for group in Group}
    return Counts(found["then_count"], found["now_count"], found["carried_count"], groups)


def leads_in(review, user, group=None):
    """The leads of a group that this person may see, the most valuable first; without a group all."""
    rows = ReviewLead.objects.filter(review=review, lead__in=Lead.objects.visible_to(user))
    rows = rows.filter(moved=group) if group else rows
    return rows.select_related(*WITH_LEAD).order_by(F("amount").desc(nulls_last=True), "lead")


def agenda_of(review, user):
    rows = ReviewLead.objects.filter(review=review, lead__in=Lead.objects.visible_to(user)).agenda()
    return rows.select_related(*WITH_LEAD)


def overdue_items(review, today):
    """What earlier reviews of the same team have left undone, the oldest first: a review begins with these."""
    items = ActionItem.objects.filter(review__team=review.team_id).exclude(review=review)
    return items.due_before(today).select_related("owner", "lead__company", "lead__contact", "review")


def own_items(user):
    """What this person has still to do, what is due first."""
    items = ActionItem.objects.open().filter(owner=user).select_related("lead__company", "lead__contact", "review")
    return list(items.select_related("owner", "follow_up").order_by("due_on", "pk"))
