"""The lists of reviews and of their schedules, with scopes in words."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.listing import listed as in_a_row
from accounts.models import User
from frameworks_app.models import Product, Segment
from pipeline.models import ActionItem, Review, ReviewDecision, ReviewLead, ReviewSchedule, Stage
from pipeline.reports.keyset import Order

from .schedule import next_meeting

NEWEST = Order("opened_at", parse=datetime.fromisoformat)
NAMED = (("owners", User), ("stages", Stage), ("segments", Segment), ("products", Product))


def number(rows):
    counted = rows.filter(review=OuterRef("pk")).order_by().values("review").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0, output_field=IntegerField())


def reviews_of(user):
    """With the number of leads, decisions and action items of each."""
    reviews = Review.objects.visible_to(user).select_related("team", "opened_by", "closed_by")
    return reviews.annotate(
        leads_count=number(ReviewLead.objects.filter(is_in_scope=True)),
        decisions_count=number(ReviewDecision.objects.standing().exclude(kind="keep", note="")),
        open_items=number(ActionItem.objects.open()),
        items_count=number(ActionItem.objects.all()),
    )


@dataclass(frozen=True)
class Row:
    review: Review
    scope: str


def listed(reviews, words=None):
    words = words or ScopeWords(reviews)
    return [Row(review, words.of(review)) for review in reviews]


@dataclass(frozen=True)
class Planned:
    schedule: ReviewSchedule
    next_at: datetime | None

    @property
    def open_review(self):
        return self.schedule.open_review


def schedules_of(user, now):
    schedules = ReviewSchedule.objects.visible_to(user).select_related("team").prefetch_related("people")
    running = Review.objects.open().filter(schedule=OuterRef("pk"))
    mine = ReviewSchedule.objects.held_by(user).filter(pk=OuterRef("pk"))
    found = schedules.annotate(open_review=Subquery(running.values("pk")[:1]), is_held=Exists(mine))
    rows = [Planned(each, next_meeting(each, now) if each.is_active else None) for each in found]
    return sorted(rows, key=lambda row: (row.next_at is None, row.next_at or now, row.schedule.pk))


class ScopeWords:
    """What the scopes of several rows name, read at once; nothing is asked for what none names."""

    def __init__(self, rows):
        self.names = {}
        for part, model in NAMED:
            keys = {key for row in rows for key in getattr(row, part)}
            self.names[part] = {pk: str(each) for pk, each in model.objects.in_bulk(keys).items()} if keys else {}

    def of(self, row):
        """Such as "North: Maja or Jonas, Discovery"."""
        parts = [in_a_row([self.names[part].get(key, "?") for key in getattr(row, part)]) for part, _model in NAMED]
        whole = str(row.team) if row.team_id else _("All teams")
        narrowed = ", ".join(filter(None, parts))
        return f"{whole}: {narrowed}" if narrowed else whole
