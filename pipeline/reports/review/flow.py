"""What became of a scope's leads from one moment (then) to another (now): each is in exactly one group.

**In scope then** is a lead that then belonged to the scope's teams, owners, segments and products and stood in an open
stage, one of the scope's where it names stages. Where the flow begins with a review, these are the leads which that
one carried on, as its snapshot says.

**In scope now** is a lead that belongs there now and has been open there since then: it is open in one of the stages,
or it is closed now and was in scope then, or has stood in one of those stages since then. So what was
won since then is still counted by the review that tells of it, and by no later one. A lead that was returned to
marketing and is nobody's since counts as where it was returned from.

Both together are the leads of the flow. The group is the first that holds:

new          not in scope then
left         not in scope now: it has another owner, team, segment, product or stage, or is one with another lead
won, lost, disqualified, nurture      it stands in a stage of this kind
returned     given back to marketing since then, and nobody's now
advanced     its stage comes after the one of then, in the order of the stages
moved_back   its stage comes before the one of then
worked       an attempt or a call, an answer, a note, a follow-up done, a move there and back again since then, or
             another amount or expected close
idle         none of these

Hence then + new - left = now. What of these is open and still there is carried on: the next review begins with it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from pipeline.models import Group

from .standing import PRESENT, as_of

BEGUN_BY_REVIEW = """
    SELECT lead_id, stage_id, amount, currency, expected_close FROM pipeline_reviewlead
    WHERE review_id = %(previous)s AND is_carried
"""
# It stood in one of the stages between the two moments. A mistaken move that was taken back has opened nothing.
WAS_OPEN_BETWEEN = """
    EXISTS (
        SELECT FROM pipeline_stagemove move
        JOIN pipeline_stage stood ON stood.id IN (move.from_stage_id, move.to_stage_id)
        WHERE move.lead_id = placed.lead_id AND move.occurred_at > %(then)s AND move.occurred_at <= %(now)s
            AND stood.kind = 'open' AND {stage} AND move.undoes_id IS NULL
            AND NOT EXISTS (SELECT FROM pipeline_stagemove back WHERE back.undoes_id = move.id)
    )
"""
# What a person did, by the column that says when.
WORK = (
    ("pipeline_discoverycall", "started_at", ""),
    ("pipeline_discoverycall", "ended_at", ""),
    ("pipeline_answer", "occurred_at", ""),
    ("pipeline_note", "occurred_at", ""),
    ("pipeline_followup", "done_at", "AND NOT fact.is_dropped"),
    ("pipeline_stagemove", "occurred_at", ""),
)

NOW = ("stage_id", "owner_id", "team_id", "amount", "currency", "expected_close")


class Moved(NamedTuple):
    lead_id: int
    group: str
    was_in_scope: bool
    is_in_scope: bool
    is_carried: bool
    stage_then: int | None
    amount_then: Decimal | None
    currency_then: str
    expected_close_then: date | None
    stage: int
    owner: int | None
    team: int | None
    amount: Decimal | None
    currency: str
    expected_close: date | None

    @property
    def has_new_amount(self):
        return self.was_in_scope and (self.amount, self.currency) != (self.amount_then, self.currency_then)

    @property
    def has_new_close(self):
        return self.was_in_scope and self.expected_close != self.expected_close_then


@dataclass(frozen=True)
class Counts:
    """How many were in scope then, are now, and are carried on; and of each group, in order."""

    then: int
    now: int
    carried: int
    groups: dict

    @property
    def new(self):
        return self.groups[Group.NEW]

    @property
    def left(self):
        return self.groups[Group.LEFT]


@dataclass(frozen=True)
class Flow:
    rows: list

    @cached_property
    def counts(self):
        return Counts(
            then=sum(row.was_in_scope for row in self.rows),
            now=sum(row.is_in_scope for row in self.rows),
            carried=sum(row.is_carried for row in self.rows),
            groups={group: len(self.leads(group)) for group in Group},
        )

    def leads(self, group):
        """Keys of the leads of a group."""
        return [row.lead_id for row in self.rows if row.group == group]


def flow(scope, then, now=None):
    """Since a moment, or since the Review `then`; up to now, or to an earlier moment."""
    query, parameters = select(scope, then, now)
    with connection.cursor() as cursor:
        cursor.execute(f"{query} ORDER BY lead_id", parameters)
        return Flow([Moved(*row) for row in cursor.fetchall()])


def select(scope, then, now=None):
    """One SQL statement whose columns are those of Moved, with its parameters."""
    is_review = hasattr(then, "opened_at")
    parameters = {
        **scope.parameters,
        "then": then.opened_at if is_review else then,
        "now": now or timezone.now(),
        "previous": then.pk if is_review else None,
    }
    begun = BEGUN_BY_REVIEW if is_review else open_then(scope)
    stood = f"({PRESENT})" if now is None else "stood_now"
    earlier = "" if now is None else f"stood_now AS ({as_of('now')}),"
    return statement(scope, begun, stood, earlier), parameters


def open_then(scope):
    return f"""
        SELECT stood.lead_id, stood.stage_id, stood.amount, stood.currency, stood.expected_close
        FROM ({as_of("then")}) AS stood JOIN pipeline_stage stage ON stage.id = stood.stage_id
        WHERE stage.kind = 'open' AND {scope.stage("stood.stage_id")}
            AND {scope.terms(teams="stood", owners="stood", segments="stood", products="stood")}
    """


def statement(scope, begun, stood, earlier):
    # Where the scope names no team and no person, nobody's leads are in it.
    still = "NOT placed.is_returned" if scope.teams or scope.owners else "true"
    return f"""
        WITH {earlier} was AS MATERIALIZED ({begun}),
        returned AS MATERIALIZED (
            SELECT DISTINCT lead_id FROM pipeline_handoff
            WHERE returned_at > %(then)s AND returned_at <= %(now)s
        ), placed AS ({placed(scope, stood)}), stands AS MATERIALIZED (
            SELECT placed.*, stage.kind, stage.position,
                stage.kind = 'open' AND {scope.stage("placed.stage_id")} AND {still} AS is_carried
            FROM placed JOIN pipeline_stage stage ON stage.id = placed.stage_id
            WHERE stage.kind = 'open' AND {scope.stage("placed.stage_id")}
                OR (stage.kind <> 'open' OR placed.is_returned) AND (
                    placed.lead_id IN (SELECT lead_id FROM was)
                    OR placed.changed_at > %(then)s AND {WAS_OPEN_BETWEEN.format(stage=scope.stage("stood.id"))}
                )
        )
        SELECT coalesce(was.lead_id, stands.lead_id) AS lead_id, {group()} AS moved,
            was.lead_id IS NOT NULL AS was_in_scope, stands.lead_id IS NOT NULL AS is_in_scope,
            coalesce(stands.is_carried, false) AS is_carried,
            was.stage_id AS stage_then_id, was.amount AS amount_then, coalesce(was.currency, '') AS currency_then,
            was.expected_close AS expected_close_then,
            {", ".join(f"{present_or_gone(name)} AS {name}" for name in NOW)}
        FROM was FULL JOIN stands ON stands.lead_id = was.lead_id
        LEFT JOIN pipeline_stage before ON before.id = was.stage_id
        LEFT JOIN {stood} AS gone ON gone.lead_id = was.lead_id AND stands.lead_id IS NULL
    """


def present_or_gone(name):
    """Where a lead that left the scope is now is told, too; nothing of one that was made one with another."""
    value = f"CASE WHEN stands.lead_id IS NULL THEN gone.{name} ELSE stands.{name} END"
    return f"coalesce({value}, '')" if name == "currency" else value


def placed(scope, stood):
    """Leads that belong to the scope by everything but their stage."""
    nobodys = "stood.owner_id IS NULL AND stood.team_id IS NULL"
    columns = "stood.lead_id, stood.stage_id, stood.changed_at, {place}, stood.amount, stood.currency"
    return f"""
        SELECT {columns.format(place="stood.owner_id, stood.team_id")}, stood.expected_close, false AS is_returned
        FROM {stood} AS stood
        WHERE {scope.terms(teams="stood", owners="stood", segments="stood", products="stood")}
            AND NOT ({nobodys} AND stood.lead_id IN (SELECT lead_id FROM returned))
        UNION ALL
        SELECT {columns.format(place="place.owner_id, place.team_id")}, stood.expected_close, true
        FROM returned JOIN {stood} AS stood ON stood.lead_id = returned.lead_id AND {nobodys}
        LEFT JOIN LATERAL (
            SELECT event.owner_id, event.team_id FROM pipeline_leadstateevent event
            WHERE event.pgh_obj_id = returned.lead_id AND event.pgh_created_at <= %(now)s
                AND (event.owner_id IS NOT NULL OR event.team_id IS NOT NULL)
            ORDER BY event.pgh_created_at DESC, event.pgh_id DESC LIMIT 1
        ) AS place ON true
        WHERE {scope.terms(teams="place", owners="place", segments="stood", products="stood")}
    """


def group():
    changed = "(was.amount, was.currency, was.expected_close) IS DISTINCT FROM"
    return f"""
        CASE WHEN was.lead_id IS NULL THEN 'new'
            WHEN stands.lead_id IS NULL THEN 'left'
            WHEN stands.kind <> 'open' THEN stands.kind
            WHEN stands.is_returned THEN 'returned'
            WHEN (stands.position, stands.stage_id) > (before.position, before.id) THEN 'advanced'
            WHEN (stands.position, stands.stage_id) < (before.position, before.id) THEN 'moved_back'
            WHEN {changed} (stands.amount, stands.currency, stands.expected_close) OR {worked()} THEN 'worked'
            ELSE 'idle' END
    """


def worked():
    return " OR ".join(
        f"EXISTS (SELECT FROM {table} fact WHERE fact.lead_id = stands.lead_id"
        f" AND fact.{column} > %(then)s AND fact.{column} <= %(now)s {more})"
        for table, column, more in WORK
    )
