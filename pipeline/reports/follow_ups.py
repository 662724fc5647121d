"""What is planned, by when it is due: for one person or for the team."""

from datetime import datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.keys import key_in
from pipeline.models import FollowUp

from .keyset import Order

SOONEST = Order("due_at", descending=False, parse=datetime.fromisoformat)


class Span(TextChoices):
    OVERDUE = "overdue", pgettext_lazy("follow-ups", "Overdue")
    TODAY = "today", _("Today")
    WEEK = "week", _("Next 7 days")
    LATER = "later", pgettext_lazy("follow-ups", "Later")


def condition(span):
    """Days are the reader's own: what was due this morning is today's, and overdue tomorrow."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = midnight(today.date() + timedelta(days=1))
    in_a_week = midnight(today.date() + timedelta(days=8))
    return {
        Span.OVERDUE: Q(due_at__lt=today),
        Span.TODAY: Q(due_at__gte=today, due_at__lt=tomorrow),
        Span.WEEK: Q(due_at__gte=tomorrow, due_at__lt=in_a_week),
        Span.LATER: Q(due_at__gte=in_a_week),
    }[span]


def midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def planned(user, *, whose):
    """Open steps of leads that this person sees: own ones, those of the person whose key is given, else those of the
    people whose leads they read."""
    steps = FollowUp.objects.open().visible_to(user)
    if whose == "me":
        return steps.filter(owner=user)
    if person := key_in(whose):
        return steps.filter(owner=person)
    return steps if user.sees_all_teams else steps.filter(Q(owner=user) | Q(owner__team=user.team_id))


def counts(steps):
    """How many are due in each span, in one statement."""
    return steps.aggregate(**{span.value: Count("pk", filter=condition(span)) for span in Span})


def rows(steps, user, span):
    """The steps of a span with all that a row shows, and whether this person may change them."""
    may_edit = FollowUp.objects.editable_by(user).filter(pk=OuterRef("pk"))
    shown = steps.filter(condition(span)).annotate(may_edit=Exists(may_edit))
    return shown.select_related("lead__company", "lead__contact", "lead__state__stage", "owner", "call")
