"""What a document would have said of leads at a moment of their lives, beside how they ended.

How a lead ended is what its last standing stage move says: moves that were taken back count as never made, and a lead
that was reopened has not ended. Merged leads are left out, for the kept one has their story.

What came in with a lead, by the same import and under the lead's own time, is known from its beginning; of everything
else only what happened before the moment counts, and before the outcome.
"""

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from . import sql
from .days import date_of, day_of, number_of
from .inputs import Scope
from .sources import KnownAt

# In place of a version's number.
DRAFT = "draft"
# What is written together with an outcome bears the time at which that transaction began, a little before it.
WRITTEN_WITH_OUTCOME = "interval '1 minute'"


class Moment(TextChoices):
    CREATION = "creation", _("At creation")
    HAND_OFF = "hand_off", _("At hand-off")
    FIRST_CALL = "first_call", _("At the first call")


class Ended(TextChoices):
    """What counts as an end where there is no window of days."""

    CLOSED = "closed", _("Won against lost; open leads are left out")
    ALL = "all", _("Won against all others; for files without dates")


class Fate(TextChoices):
    """Won and lost leads are counted; the others are left out, and these say why."""

    WON = "won", _("Won")
    LOST = "lost", _("Not won")
    NO_MOMENT = "no_moment", _("It never came to this moment")
    BEFORE = "before", _("It had ended before this moment")
    UNDATED = "undated", _("It has ended, and no stage move says when")
    YOUNG = "young", _("Younger than the window")
    OPEN = "open", _("Still open")

    @property
    def counts(self):
        return self in {Fate.WON, Fate.LOST}


@dataclass(frozen=True)
class Question:
    """Which leads, as known when, and until when they may be won. `window` is a number of days or one of Ended;
    `ends` is the last day whose outcomes are known, where that is not today.
    """

    moment: str = Moment.CREATION
    window: int | str = 90
    since: date | None = None
    until: date | None = None
    segment: int | None = None
    product: int | None = None
    source: str = ""
    team: int | None = None
    ends: date | None = None

    def plain(self):
        """For JSON."""
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(self).items()}

    @classmethod
    def read(cls, said):
        known = {each.name: said[each.name] for each in fields(cls) if each.name in said}
        days = {name: date.fromisoformat(known[name]) for name in ("since", "until", "ends") if known.get(name)}
        return cls(**known | days)


class Life(NamedTuple):
    """A lead's moment and its end, in days of the installation; `outcome` is won, lost or empty."""

    lead_id: int
    day: int | None
    cut: datetime | None
    outcome: str
    ended_on: int | None
    is_over_before: bool
    is_undated: bool
    is_dateless: bool


def fate(life, window, today):
    """What this lead counts as; `today` is the number of the last day whose outcomes are known."""
    if life.outcome and life.ended_on > today:
        life = life._replace(outcome="", ended_on=None)
    if life.day is None:
        return Fate.NO_MOMENT
    if life.is_over_before:
        return Fate.BEFORE
    if life.is_undated:
        return Fate.UNDATED
    if window == Ended.ALL:
        return Fate.WON if life.outcome == "won" else Fate.LOST
    if window == Ended.CLOSED:
        return Fate(life.outcome) if life.outcome else Fate.OPEN
    return fate_within(life, window, today)


def fate_within(life, days, today):
    """Won on the last day of the window is won within it; until that day is over nothing is said of the lead.

    Not of those either that have ended already: who is won or lost quickly would be told of, and who takes long not.
    """
    if today - life.day <= days:
        return Fate.YOUNG
    return Fate.WON if life.outcome == "won" and life.ended_on - life.day <= days else Fate.LOST


MOMENTS = {
    Moment.CREATION: "lead.occurred_at",
    # The first time somebody passed it on, or a person moved it on: whichever came first.
    Moment.HAND_OFF: """LEAST(
        (SELECT min(given.occurred_at) FROM pipeline_handoff given WHERE given.lead_id = lead.id),
        (SELECT min(move.occurred_at) FROM pipeline_stagemove move
            JOIN pipeline_stage stage ON stage.id = move.to_stage_id AND stage.kind = 'open'
            WHERE move.lead_id = lead.id AND move.by_id IS NOT NULL AND move.undoes_id IS NULL
                AND NOT EXISTS (SELECT FROM pipeline_stagemove back WHERE back.undoes_id = move.id)))""",
    Moment.FIRST_CALL: """(SELECT min(call.started_at) FROM pipeline_discoverycall call
        WHERE call.lead_id = lead.id AND call.outcome = 'reached')""",
}


def lives(question, zone, first, last):
    """The life of every lead with an id in the range that the question is about."""
    with connection.cursor() as cursor:
        cursor.execute(lives_sql(question, zone), {"first": first, "last": last, **asdict(question)})
        return [Life(*row) for row in cursor.fetchall()]


def lives_sql(question, zone):
    # Of its first day a lead is known as it ended; of a later one only what was there when the moment came.
    midnight = f"(DATE '1970-01-01' + {day_of('lived.at', zone)} + 1)::timestamp AT TIME ZONE {sql.literal(zone)}"
    latest = midnight if question.moment == Moment.CREATION else "lived.at"
    cut = f"LEAST({latest}, lived.ended_at - {WRITTEN_WITH_OUTCOME})"
    return f"""
        SELECT lead_id, {day_of("lived.at", zone)}, {cut}, outcome, {day_of("lived.ended_at", zone)},
            COALESCE(lived.ended_at < lived.at, false), is_undated, is_dateless
        FROM (
            SELECT lead.id AS lead_id, {MOMENTS[question.moment]} AS at, COALESCE(ended.outcome, '') AS outcome,
                ended.at AS ended_at, ended.outcome IS NULL AND {outcome_of("stage.kind")} <> '' AS is_undated,
                COALESCE(ended.at = lead.occurred_at, false) AS is_dateless
            FROM pipeline_lead lead
            JOIN pipeline_leadstate state ON state.lead_id = lead.id AND state.lead_id BETWEEN %(first)s AND %(last)s
            JOIN pipeline_stage stage ON stage.id = state.stage_id
            LEFT JOIN ({ENDS}) AS ended
                ON ended.lead_id = lead.id AND ended.outcome = {outcome_of("stage.kind")}
            WHERE lead.id BETWEEN %(first)s AND %(last)s AND lead.merged_into_id IS NULL
                AND {sql.every(narrowed(question, zone))}
        ) AS lived
        ORDER BY lead_id
    """


def outcome_of(kind):
    return f"CASE {kind} WHEN 'won' THEN 'won' WHEN 'lost' THEN 'lost' WHEN 'disqualified' THEN 'lost' ELSE '' END"


# Of the moves that stand, the latest ones that say the same: they began with the one that ended the lead.
ENDS = f"""
    SELECT lead_id, latest AS outcome, min(occurred_at) AS at
    FROM (
        SELECT lead_id, latest, occurred_at, bool_and(outcome = latest) OVER newest_first AS stands
        FROM (
            SELECT move.lead_id, move.id, move.occurred_at, {outcome_of("stage.kind")} AS outcome,
                first_value({outcome_of("stage.kind")}) OVER (
                    PARTITION BY move.lead_id ORDER BY move.occurred_at DESC, move.id DESC
                ) AS latest
            FROM pipeline_stagemove move JOIN pipeline_stage stage ON stage.id = move.to_stage_id
            WHERE move.lead_id BETWEEN %(first)s AND %(last)s AND move.undoes_id IS NULL
                AND NOT EXISTS (SELECT FROM pipeline_stagemove back WHERE back.undoes_id = move.id)
        ) AS moves
        WINDOW newest_first AS (PARTITION BY lead_id ORDER BY occurred_at DESC, id DESC)
    ) AS runs
    WHERE stands AND latest <> ''
    GROUP BY lead_id, latest
"""


def narrowed(question, zone):
    """Conditions of the period and the scope that the question names."""
    born = day_of("lead.occurred_at", zone)
    conditions = {
        "since": f"{born} >= %(since)s::date - DATE '1970-01-01'",
        "until": f"{born} <= %(until)s::date - DATE '1970-01-01'",
        "segment": "lead.segment_id = %(segment)s",
        "product": "lead.product_id = %(product)s",
        "source": "lower(lead.source) = lower(%(source)s)",
        "team": "state.team_id = %(team)s",
    }
    return [text for name, text in conditions.items() if getattr(question, name)]


class KnownThen(KnownAt):
    """What was true at each lead's moment, and what came in with the lead itself."""

    def facts(self, name, scope):
        day = day_of(f"{name}.occurred_at", self.zone)
        came_along = f"{name}.occurred_at = moment.born AND {name}.import_job_id = moment.job"
        return f"""
            FROM pipeline_{name} {name} {self.joined(f"{name}.lead_id")}
            WHERE {scope.of(f"{name}.lead_id")}
                AND ({name}.occurred_at < moment.cut AND {day} <= moment.day OR {came_along})
        """


def known_then(found, zone):
    """The source of what was known of these lives at their moments."""
    given = {
        "moment_ids": [life.lead_id for life in found],
        "moment_days": [life.day for life in found],
        "moment_dates": [date_of(life.day) for life in found],
        "moment_cuts": [life.cut for life in found],
    }
    moments = """
        SELECT given.lead_id, given.day, given.today, given.cut, born.occurred_at AS born, born.import_job_id AS job
        FROM unnest(
            %(moment_ids)s::bigint[], %(moment_days)s::int[], %(moment_dates)s::date[], %(moment_cuts)s::timestamptz[]
        ) AS given (lead_id, day, today, cut)
        JOIN pipeline_lead born ON born.id = given.lead_id
    """
    return KnownThen(zone, moments, given)


class Said(NamedTuple):
    """What a document says of a lead."""

    lead_id: int
    fit_low: int
    fit_high: int
    engagement: int
    qual_low: int
    verdict: int
    category_id: int | None
    priority: int


def said_of(compiled, found, today):
    """What the compiled document would have said of each of these lives, in no order."""
    source = known_then(found, compiled.document["time_zone"])
    scope = Scope.ids([life.lead_id for life in found])
    columns = ", ".join(f"scored.{name}" for name in Said._fields)
    with connection.cursor() as cursor:
        text = f"SELECT {columns} FROM ({compiled.select(scope, source)}) AS scored"
        cursor.execute(text, compiled.parameters(today, scope, source))
        return [Said(*row) for row in cursor.fetchall()]


def judged(compiled, question, today, first, last):
    """(life, fate, said) of every lead in a range of ids; what the document says is there of those that count."""
    now = number_of(min(today, question.ends or today))
    fates = [
        (life, fate(life, question.window, now))
        for life in lives(question, compiled.document["time_zone"], first, last)
    ]
    counted = [life for life, end in fates if end.counts]
    said = {each.lead_id: each for each in said_of(compiled, counted, today)} if counted else {}
    return [(life, end, said.get(life.lead_id)) for life, end in fates]


def id_ranges(size):
    """(first, last) of the ids of all leads, in order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(id), max(id) FROM pipeline_lead")
        lowest, highest = cursor.fetchone()
    if lowest is None:
        return []
    return [(first, first + size - 1) for first in range(lowest, highest + 1, size)]
