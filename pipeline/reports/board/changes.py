"""What has changed on a board since it was drawn, known from the two places that keep every change of it.

Whoever moves a lead, or gives it to somebody or another team, leaves a row of history with a rising key; whoever lets
it wait leaves a row with its moment. An index gives what came since, however many leads there are. Nothing is counted
up by those who move leads, for they would wait for each other.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from django.apps import apps
from django.db import connection
from django.db.models import Exists, OuterRef, Q

from accounts.models import Role
from pipeline.models import Hold, Lead, LeadState, StageMove

# Keys are given before a change is committed: what is younger than this is looked at once more. A transaction that
# takes longer may be missed by open boards, and a drop on a card that it has moved still says so.
UNSETTLED = timedelta(seconds=30)
# More than this is no colleague's work but an import's: the page is loaded anew.
MANY = 100
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
OF_NOW = """
    SELECT coalesce(max(pgh_id) FILTER (WHERE pgh_created_at < now() - %(unsettled)s), min(pgh_id) - 1, 0),
        now() - %(unsettled)s
    FROM (SELECT pgh_id, pgh_created_at FROM pipeline_leadstateevent ORDER BY pgh_id DESC LIMIT 500) latest
"""
SINCE = """
    WITH events AS (
        SELECT pgh_id, pgh_created_at FROM pipeline_leadstateevent WHERE pgh_id > %(event)s
    ), settled AS (
        SELECT coalesce(max(pgh_id), %(event)s) AS event, greatest(%(moment)s, now() - %(unsettled)s) AS moment
        FROM events WHERE pgh_created_at < now() - %(unsettled)s
    )
    SELECT (SELECT count(*) FROM events) + (SELECT count(*) FROM pipeline_hold WHERE changed_at > %(moment)s),
        settled.event, settled.moment,
        (SELECT count(*) FROM events WHERE pgh_id > settled.event)
            + (SELECT count(*) FROM pipeline_hold WHERE changed_at > settled.moment)
    FROM settled
"""


@dataclass(frozen=True)
class Revision:
    """All changes up to a key and a moment, and so many of those behind; `opened`: when the page was drawn."""

    event: int
    moment: datetime
    number: int
    opened: datetime

    @classmethod
    def of_now(cls):
        """Without a number: the first look finds the unsettled ones, which the page has drawn already."""
        event, moment = asked(OF_NOW)
        return cls(event, moment, 0, moment + UNSETTLED)

    @classmethod
    def read(cls, text):
        """Of a page that cannot say what it has seen, everything has changed."""
        try:
            event, moment, number, opened = map(int, text.split("."))
            return cls(event, at(moment), number, at(opened))
        except (ValueError, OverflowError):
            return cls(0, BEGINNING, -1, BEGINNING)

    def __str__(self):
        return f"{self.event}.{micro(self.moment)}.{self.number}.{micro(self.opened)}"

    def now(self):
        """This one where nothing has changed."""
        number, event, moment, behind = asked(SINCE, event=self.event, moment=self.moment)
        return self if number == self.number else replace(self, event=event, moment=moment, number=behind)


def asked(query, **parameters):
    with connection.cursor() as cursor:
        cursor.execute(query, {"unsettled": UNSETTLED, **parameters})
        return cursor.fetchone()


def at(microseconds):
    return BEGINNING + timedelta(microseconds=microseconds)


def micro(moment):
    return (moment - BEGINNING) // timedelta(microseconds=1)


@dataclass
class Changes:
    """Leads whose cards have changed, leads that are no longer this board's, and the stages whose figures have."""

    ids: list = field(default_factory=list)
    gone: list = field(default_factory=list)
    stages: set = field(default_factory=set)
    moves: list = field(default_factory=list)
    is_much: bool = False


def changes_since(seen, user, leads):
    """`leads` are those that the board shows."""
    events = list(events_since(seen, user)[: MANY + 1])
    held = Hold.objects.filter(changed_at__gt=seen.moment, lead__in=Lead.objects.visible_to(user))
    ids = {event.pgh_obj_id for event in events} | set(held.values_list("lead", flat=True)[: MANY + 1])
    if len(events) > MANY or len(ids) > MANY:
        return Changes(is_much=True)
    stands = dict(leads.filter(pk__in=ids).order_by().values_list("pk", "state__stage")) if ids else {}
    return Changes(
        ids=sorted(stands),
        gone=sorted(ids - set(stands)),
        stages={event.stage_id for event in events} | set(stands.values()),
        moves=moves_of_others(stands, user, seen.opened) if stands else [],
    )


def events_since(seen, user):
    """Changes of leads that this person sees, or saw before: the row keeps what was."""
    events = apps.get_model("pipeline", "LeadStateEvent").objects.filter(pgh_id__gt=seen.event)
    if user.sees_all_teams:
        return events
    whose = Q(owner=user.pk)
    if user.team_id and user.role != Role.ACCOUNT_EXECUTIVE:
        whose |= Q(team=user.team_id)
    theirs = LeadState.objects.filter(whose, lead=OuterRef("pgh_obj"))
    return events.filter(whose | Q(Exists(theirs)))


def moves_of_others(ids, user, opened):
    """Of each lead the last move, where somebody else made it since the page was drawn."""
    moves = StageMove.objects.filter(lead__in=ids).order_by("lead", "-occurred_at", "-pk").distinct("lead")
    last = moves.select_related("by", "to_stage", "lead__company", "lead__contact")
    return [move for move in last if move.by_id != user.pk and move.recorded_at > opened]
