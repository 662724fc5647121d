"""All leads under another document, beside what is stored of them: counted by the database, range by range.

Scores are not written and marks not taken. One statement per range computes its leads, keeps those whose status would
change as rows of PreviewMove, and hands back counts alone, so that a million leads need no more memory than a hundred.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone

from pipeline.models import Lead, RescorePass

from . import sql
from .compile import CompiledModel
from .days import today
from .decision import RANK_STEP
from .inputs import Scope

AT_ONCE = 25_000
MOST_MOVERS = 50
# Leads that arrived in so many days say how many come.
ARRIVALS = 90
# Fit is counted in steps of five points, the last one with the hundred in it; before them those not known at all.
FIT_STEP, FIT_STEPS = 500, 20
UNKNOWN = -1
GRADES = "ABCD"
# What is counted of every lead, by itself: once as it stands, once as it would.
SIDES = [f"{name}_{side}" for name in ("fit", "grade", "level", "result") for side in ("was", "becomes")]
SETS = ["status", *SIDES]
FIGURES = ["fit_low", "fit_high", "engagement", "qual_low", "qual_high", "verdict"]


@dataclass(frozen=True)
class Comparison:
    """The version in force, and what another document compiles to."""

    version_id: int
    before: dict
    after: CompiledModel

    @property
    def today(self):
        return today(self.after.document)

    @property
    def arrivals(self):
        """The instants between which a lead counts as new."""
        first = self.today - timedelta(days=ARRIVALS - 1)
        return datetime.combine(first, time(), ZoneInfo(self.after.document["time_zone"])), timezone.now()


@dataclass
class Tally:
    """What has been counted so far: per set, team and value how many leads, and how many of them are new."""

    count: int = 0
    waiting: int = 0
    first_at: datetime | None = None
    all: dict = field(default_factory=lambda: {name: Counter() for name in SETS})
    new: dict = field(default_factory=lambda: {name: Counter() for name in SETS})
    movers: list = field(default_factory=list)

    def add(self, count, waiting, first_at, counted, movers):
        self.count += count
        self.waiting += waiting
        self.first_at = min(filter(None, [self.first_at, first_at]), default=None)
        for name, team, was, becomes, value, number, new in counted:
            key = (team, was, becomes) if name == "status" else (team, value)
            self.all[name][key] += number
            self.new[name][key] += new
        # The furthest of all ranges; of two that go equally far the newer lead.
        self.movers = sorted(self.movers + movers, key=lambda row: (-abs(row["lift"]), -row["lead"]))[:MOST_MOVERS]


def compare_all(comparison, *, job_id, tell):
    """Count all leads, and write those that would move as rows of this job."""
    tally, done, total = Tally(), 0, Lead.objects.count()
    tell(0, total)
    with connection.cursor() as cursor:
        # The statement is long and each lead's part of it short: translating it costs more than it saves.
        cursor.execute("SET LOCAL jit = off")
        is_due = not RescorePass.objects.filter(version_id=comparison.version_id, day=comparison.today).exists()
        for scope, number in spans(cursor):
            compare(cursor, comparison, scope, tally, {"job": job_id, "is_due": is_due})
            done += number
            tell(min(done, total), total)
    return tally


def spans(cursor):
    """Ranges of ids with the same number of leads in each, however sparse the ids are."""
    last = 0
    while True:
        cursor.execute(
            "SELECT max(id), count(*) FROM (SELECT id FROM pipeline_lead WHERE id > %s ORDER BY id LIMIT %s) AS part",
            [last, AT_ONCE],
        )
        end, number = cursor.fetchone()
        if not number:
            return
        yield Scope.span(last + 1, end), number
        last = end


def compare(cursor, comparison, scope, tally, given):
    since, until = comparison.arrivals
    parameters = comparison.after.parameters(comparison.today, scope) | given
    parameters |= {"version": comparison.version_id, "since": since, "until": until}
    cursor.execute(statement(comparison, scope), parameters)
    count, waiting, first_at, counted, movers = cursor.fetchone()
    tally.add(count, waiting, first_at, json.loads(counted), json.loads(movers))


def statement(comparison, scope):
    return f"""
        WITH pair AS MATERIALIZED ({pairs(comparison, scope)}), moved AS (
            INSERT INTO pipeline_previewmove (job_id, lead_id, origin_id, target_id, priority)
            SELECT %(job)s, lead_id, was, becomes, priority FROM pair WHERE was IS DISTINCT FROM becomes
        )
        SELECT count(*), count(*) FILTER (WHERE waits), min(occurred_at),
            ({counts()})::text, ({furthest()})::text
        FROM pair
    """


def pairs(comparison, scope):
    """One row per lead that stands by itself: what is stored, and what the document would make of it."""
    before, after = comparison.before, comparison.after.document
    figures = ", ".join(f"state.{name} AS {name}_was, scored.{name} AS {name}_becomes" for name in FIGURES)
    return f"""
        SELECT state.lead_id, state.team_id AS team, lead.occurred_at,
            lead.occurred_at BETWEEN %(since)s AND %(until)s AS is_new, {WAITS} AS waits,
            COALESCE(state.override_id, state.category_id) AS was,
            COALESCE(state.override_id, scored.category_id) AS becomes,
            {places("state", "was", before)}, {places("scored", "becomes", after)}, {figures},
            scored.priority, scored.priority - ({standing_before(after)}) AS lift
        FROM ({comparison.after.select(scope)}) AS scored
        JOIN pipeline_leadstate state ON state.lead_id = scored.lead_id AND {scope.along("state.lead_id")}
        JOIN pipeline_lead lead ON lead.id = scored.lead_id AND {scope.along("lead.id")}
        WHERE lead.merged_into_id IS NULL
    """


# What is stored of it may not be what the version in force says of it today.
WAITS = """(
    %(is_due)s OR state.model_version_id IS NULL
    OR EXISTS (SELECT FROM pipeline_stalelead mark WHERE mark.lead_id = state.lead_id)
    OR EXISTS (
        SELECT FROM pipeline_rescorerange part
        JOIN pipeline_rescorepass pass ON pass.id = part.rescore_pass_id
        WHERE pass.version_id = %(version)s AND pass.day = %(today)s AND part.done_at IS NULL
            AND state.lead_id BETWEEN part.first AND part.last
    )
)"""


def places(table, side, document):
    """Where a lead stands on each scale of the document that measures it."""
    is_unknown = f"{table}.fit_low = 0 AND {table}.fit_high = 10000"
    reached = [f"({table}.engagement >= {sql.whole(points * 1_000_000)})::int" for points in document["levels"]]
    letters = [(f"{table}.fit_low >= {document['grades'][g] * 100}", str(GRADES.index(g))) for g in "ABC"]
    columns = {
        "fit": sql.case([(is_unknown, str(UNKNOWN))], f"LEAST({table}.fit_low / {FIT_STEP}, {FIT_STEPS - 1})"),
        "grade": sql.case([(is_unknown, str(UNKNOWN)), *letters], str(GRADES.index("D"))),
        "level": f"1 + {' + '.join(reached)}",
        "result": f"{table}.verdict",
    }
    return ", ".join(f"{text} AS {name}_{side}" for name, text in columns.items())


def standing_before(document):
    """The sort key of today by the ranks of the document: a status that only got another number moves nobody."""
    ranks = [(each["id"], each["rank"]) for each in document["categories"]]
    rank = sql.switch("COALESCE(state.override_id, state.category_id)", ranks, "0")
    return f"({rank}) * {RANK_STEP}::bigint + state.qual_low * 10001 + state.fit_low"


def counts():
    """All sets in one pass over the pairs."""
    sets = ", ".join(["(team, was, becomes)", *(f"(team, {side})" for side in SIDES)])
    # A bit of GROUPING is off for the columns that a row is grouped by.
    full = 2 ** len(SETS) - 1
    names = [(full - 2 ** (len(SETS) - 1 - i), sql.literal(name)) for i, name in enumerate(SETS)]
    name = sql.switch(f"GROUPING(becomes, {', '.join(SIDES)})", names, "''")
    return f"""
        SELECT COALESCE(json_agg(json_build_array(name, team, was, becomes, value, number, new)), '[]') FROM (
            SELECT {name} AS name, team, was, becomes, COALESCE({", ".join(SIDES)}) AS value,
                count(*) AS number, count(*) FILTER (WHERE is_new) AS new
            FROM pair GROUP BY GROUPING SETS ({sets})
        ) AS counted
    """


def furthest():
    """Those who would go furthest up or down in lists; a lead without a score comes from nowhere."""
    figures = ", ".join(f"'{name}', json_build_array({name}_was, {name}_becomes)" for name in FIGURES)
    return f"""
        SELECT COALESCE(json_agg(json_build_object(
            'lead', lead_id, 'lift', lift, 'status', json_build_array(was, becomes), {figures}
        )), '[]') FROM (
            SELECT * FROM pair WHERE was IS NOT NULL AND lift <> 0
            ORDER BY abs(lift) DESC, lead_id DESC LIMIT {MOST_MOVERS}
        ) AS moving
    """
