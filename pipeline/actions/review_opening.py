"""Opening a pipeline review: what stands in its scope is written down, and never changes from then on."""

from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.calendar import home_zone
from pipeline.models import Review, ReviewRule, ReviewSchedule
from pipeline.reports.review import snapshot
from pipeline.reports.review.agenda import agenda, flags
from pipeline.reports.review.flow import select
from pipeline.reports.review.scope import NAMES, Scope


@transaction.atomic
def open_review(*, plan, by, title="", since=None, people=()):
    """A review of what `plan` says, a ReviewSchedule or one that is not saved; the open one where there is one.

    It is compared with the last one of the same plan, else with the pipeline as of `since` (a week ago).
    """
    schedule = lock(plan)
    if schedule and (found := schedule.reviews.open().first()):
        return found
    now = timezone.now()
    previous = None if since else previous_of(plan, schedule)
    review = Review.objects.create(
        schedule=schedule,
        title=title or plan.name or _("Pipeline review"),
        previous=previous,
        since=previous.opened_at if previous else since or now - timedelta(weeks=plan.every_weeks),
        opened_at=now,
        opened_by=by,
        **scope_of(plan),
    )
    review.people.set({*people, *(schedule.people.all() if schedule else ())})
    take_snapshot(review)
    return review


def lock(plan):
    """Two who open the same review at once open one."""
    return ReviewSchedule.objects.select_for_update().get(pk=plan.pk) if plan.pk else None


def scope_of(plan):
    return {"team_id": plan.team_id, **{name: getattr(plan, name) for name in NAMES[1:]}}


def previous_of(plan, schedule):
    alike = Review.objects.filter(schedule=schedule) if schedule else Review.objects.filter(**scope_of(plan))
    return alike.closed().filter(next=None).latest_first().first()


def take_snapshot(review):
    """In sets, whatever the number of leads: the flow, their days, their flags, the agenda, and all of it at once."""
    with connection.cursor() as cursor:
        begin(cursor, review)
        cursor.execute(snapshot.SPANS, {"home": home_zone().key})
        cursor.execute(snapshot.DAYS, snapshot.spans_with_days(cursor.fetchall(), review.opened_at))
        rule = ReviewRule.current()
        found = flags(rule, review.opened_at)
        said = {
            "review": review.pk,
            "flagged": list(found),
            "flags": [",".join(kinds) for kinds in found.values()],
            "agenda": agenda(found, rule),
        }
        cursor.execute(snapshot.WRITE, said)


def begin(cursor, review):
    query, parameters = select(Scope.of(review), review.previous or review.since)
    cursor.execute(f"DROP TABLE IF EXISTS {snapshot.FLOW}")
    cursor.execute(snapshot.BEGIN.format(flow=query), {**parameters, "now": review.opened_at})
    cursor.execute(f"ANALYZE {snapshot.FLOW}")
