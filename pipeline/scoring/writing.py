"""Compute leads and write what differs, with its history, in one statement."""

import hashlib
from dataclasses import replace
from weakref import WeakKeyDictionary

from django.db import connection

from pipeline.models import ScoreChange

from . import cached, sql
from .cached import Cached, Fresh, Glance
from .compile import COLUMNS
from .inputs import Scope
from .sections import columns_that_stand, rows_touched

Cause = ScoreChange.Cause
HISTORY = ["fit_low", "fit_high", "engagement", "qual_low", "qual_high", "verdict", "category_id"]
# What a statement is given each time, in this order, and of which types.
GIVEN = {
    "ids": "bigint[]",
    "first": "bigint",
    "last": "bigint",
    "day": "int",
    "today": "date",
    "version": "bigint",
    "cause": "text",
    "handled": "boolean",
    "is_midnight": "boolean",
}
PLANS_KEPT = 4
PLANS = WeakKeyDictionary()


def write_from_rows(standing, scope, cause, before=None):
    """Score the leads in scope whose input rows hold; returns how many changed.

    `before` is the version that all of them are scored by; None where it is not known.
    """
    compiled = standing.model.compiled
    source = Cached(compiled.layout)
    if before:
        source = replace(source, standing=columns_that_stand(before.document, compiled.document))
        touched = rows_touched(before.document, compiled.document)
        if touched is not None:
            # First who can change at all. In a statement of its own, so that the planner knows how few they are.
            ids = possible_leads(standing, touched, scope, source.standing)
            if not ids:
                return 0
            scope = scope.only(ids)
    name = f"from rows, {scope.condition}, {sorted(source.standing)}"
    if name not in compiled.texts:
        compiled.texts[name] = write_sql(compiled, scope, source)
    return run(compiled, compiled.texts[name], standing, scope, cause)


def possible_leads(standing, rows, scope, stored):
    """The leads in scope for which one of these rows of the decision table is not ruled out; those whose input rows
    do not hold may be missing."""
    compiled = standing.model.compiled
    source = Glance(compiled.layout, stored)
    with connection.cursor() as cursor:
        cursor.execute(compiled.possible(rows, scope, source), compiled.parameters(standing.day, scope))
        return [lead_id for (lead_id,) in cursor.fetchall()]


def write_from_facts(standing, ids, cause):
    """Score these leads from their facts, and keep what was read as their input rows; returns how many changed."""
    compiled = standing.model.compiled
    scope = Scope.ids(ids)
    if "from facts" not in compiled.texts:
        compiled.texts["from facts"] = text_from_facts(compiled, scope)
    return run(compiled, compiled.texts["from facts"], standing, scope, cause)


def run(compiled, text, standing, scope, cause):
    values = dict.fromkeys(GIVEN) | compiled.parameters(standing.day, scope) | given(standing, cause)
    with connection.cursor() as cursor:
        run_planned(cursor, text, values)
        return cursor.fetchone()[0]


def text_from_facts(compiled, scope):
    rows = ", ".join(cached.COLUMNS)
    renewed = ", ".join(f"{name} = excluded.{name}" for name in cached.COLUMNS if name != "lead_id")
    # Written even if nothing in it changes: a rebuild under way must see that its own row is older.
    first = f"""
        fresh AS MATERIALIZED ({compiled.fresh_rows(scope)}), kept AS (
            INSERT INTO pipeline_leadinput ({rows}) SELECT {rows} FROM fresh
            ON CONFLICT (lead_id) DO UPDATE SET {renewed}
        ),
    """
    return write_sql(compiled, scope, Fresh(compiled.layout), first)


def given(standing, cause):
    """`handled`: nobody is to act on these changes."""
    is_quiet = cause == Cause.IMPORT or (cause == Cause.PUBLISH and not standing.model.acts_on_changes)
    return {
        "version": standing.model.version_id,
        "cause": cause.value,
        "handled": is_quiet,
        "is_midnight": cause == Cause.MIDNIGHT,
    }


def run_planned(cursor, text, values):
    """Run a statement that is planned once per connection: of few leads the planning would be most of the work, and
    of a range an eighth."""
    if connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"]:
        # Behind a pooler the next transaction may be on another connection.
        cursor.execute(text, values)
        return
    plans = PLANS.setdefault(connection.connection, {})
    if text not in plans:
        if len(plans) >= PLANS_KEPT:
            cursor.execute(f"DEALLOCATE {plans.pop(next(iter(plans)))}")
        plans[text] = plan(cursor, text, values)
    places = ", ".join(f"%({name})s" for name in GIVEN)
    cursor.execute(f"EXECUTE {plans[text]} ({places})", values)


def plan(cursor, text, values):
    name = f"rescore_{hashlib.blake2s(text.encode(), digest_size=8).hexdigest()}"
    places = {each: f"${place}" for place, each in enumerate(GIVEN, 1)}
    constants = {each: sql.literal(value).replace("%%", "%") for each, value in values.items() if each not in GIVEN}
    prepared = f"PREPARE {name} ({', '.join(GIVEN.values())}) AS {text % (constants | places)}"
    # History may send parameters of its own along, and then every % is taken for a placeholder.
    cursor.execute(prepared.replace("%", "%%"), [])
    return name


def write_sql(compiled, scope, source, first=""):
    """A row that somebody else changed since it was read is left alone and marked again."""
    new = ", ".join(f"scored.{name}" for name in COLUMNS)
    old = ", ".join(f"state.{name} AS old_{name}" for name in HISTORY)
    differs = f"({', '.join(f'state.{name}' for name in COLUMNS)}) IS DISTINCT FROM ({new})"
    assignments = ", ".join(f"{name} = computed.{name}" for name in COLUMNS)
    kept = [name for name in HISTORY if name != "category_id"]
    moved = [*(f"old_{name}" for name in HISTORY), *HISTORY]
    history_columns = ", ".join(moved)
    told = ", ".join(f"computed.{name}" for name in [*moved, "stage_id"])
    scores_moved = f"({', '.join(f'old_{name}' for name in kept)}) IS DISTINCT FROM ({', '.join(kept)})"
    return f"""
        WITH {first} computed AS MATERIALIZED (
            SELECT scored.lead_id, {new}, {old}, state.revision, state.model_version_id, state.stage_id
            FROM ({compiled.select(scope, source)}) AS scored
            JOIN pipeline_leadstate state ON state.lead_id = scored.lead_id AND {scope.along("state.lead_id")}
            WHERE {differs} OR state.model_version_id IS NULL
        ), written AS (
            UPDATE pipeline_leadstate state
            SET {assignments}, revision = state.revision + 1, model_version_id = %(version)s, scored_on = %(today)s
            FROM computed
            WHERE state.lead_id = computed.lead_id AND {scope.along("state.lead_id")}
                AND state.revision = computed.revision
                AND state.model_version_id IS NOT DISTINCT FROM computed.model_version_id
            RETURNING state.lead_id, {told}
        ), refused AS (
            INSERT INTO pipeline_stalelead (lead_id)
            SELECT lead_id FROM computed EXCEPT SELECT lead_id FROM written
        ), remembered AS (
            INSERT INTO pipeline_scorechange (lead_id, version_id, cause, handled_at, {history_columns})
            SELECT lead_id, %(version)s, %(cause)s, {HANDLED}, {history_columns}
            FROM written JOIN pipeline_stage stage ON stage.id = written.stage_id
            WHERE old_category_id IS DISTINCT FROM category_id OR (NOT %(is_midnight)s AND {scores_moved})
        )
        SELECT count(*) FROM written
    """


# The fading of closed leads is nobody's business, either.
HANDLED = "CASE WHEN %(handled)s OR (%(is_midnight)s AND stage.kind <> 'open') THEN now() END"
