"""What a day begins with, for many people at once: what they promised, what waits for them, what came back."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from pipeline.models import ActionItem, Enrolment, FollowUp, HandOff
from pipeline.models.visibility import seen_by_owner

# A letter names so many of each; how many there are in all it says as well.
NAMED = 10


@dataclass
class Section:
    rows: list = field(default_factory=list)
    count: int = 0

    @property
    def unnamed(self):
        return self.count - len(self.rows)


@dataclass
class Digest:
    overdue: Section = field(default_factory=Section)
    today: Section = field(default_factory=Section)
    hand_offs: Section = field(default_factory=Section)
    back: Section = field(default_factory=Section)
    items: Section = field(default_factory=Section)

    def __bool__(self):
        return any(section.count for section in vars(self).values())


def digests_of(people, now):
    """By person; days are each one's own."""
    by_zone = defaultdict(list)
    for person in people:
        by_zone[person.time_zone].append(person)
    return {pk: digest for group in by_zone.values() for pk, digest in of_zone(group, now).items()}


def of_zone(people, now):
    """Of people who share their days: a constant number of statements."""
    begin = timezone.localtime(now, people[0].zone).replace(hour=0, minute=0, second=0, microsecond=0)
    end = begin + timedelta(days=1)
    found = {person.pk: Digest() for person in people}
    steps = FollowUp.objects.open().filter(seen_by_owner("owner")).select_related("lead__company", "lead__contact")
    rows = {
        "overdue": (steps.filter(due_at__lt=begin), "owner", "due_at"),
        "today": (steps.filter(due_at__gte=begin, due_at__lt=end), "owner", "due_at"),
        "hand_offs": (waiting(), "to", "accept_by"),
        "back": (came_back(begin - timedelta(days=1)), "lead__state__owner", "left_at"),
        "items": (taken_on(begin.date()), "owner", "due_on"),
    }
    for name, (queryset, whose, order) in rows.items():
        fill(found, name, queryset.filter(**{f"{whose}__in": list(found)}), whose, order)
    return found


def waiting():
    leads = HandOff.objects.waiting().running().filter(seen_by_owner("to"))
    return leads.select_related("lead__company", "lead__contact")


def came_back(since):
    """From nurture, over the line."""
    back = Enrolment.objects.filter(came_back=True, left_at__gte=since, lead__merged_into=None)
    return back.select_related("lead__company", "lead__contact", "lead__state")


def taken_on(day):
    """In a review, about no lead: those about one are follow-ups."""
    return ActionItem.objects.open().filter(follow_up=None, due_on__lte=day)


def fill(found, name, queryset, whose, order):
    numbered = {"partition_by": [F(whose)], "order_by": [F(order).asc(nulls_last=True), F("pk").asc()]}
    rows = queryset.annotate(
        place=Window(RowNumber(), **numbered),
        total=Window(Count("pk"), partition_by=[F(whose)]),
        whose=F(whose),
    )
    for row in rows.filter(place__lte=NAMED).order_by("whose", "place"):
        section = getattr(found[row.whose], name)
        section.rows.append(row)
        section.count = row.total
