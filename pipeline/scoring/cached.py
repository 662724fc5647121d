"""Input rows: made of raw facts by one select, and read by the compiled one in their place."""

from dataclasses import dataclass, field

from . import sql
from .days import day_of
from .inputs import (
    Scope,
    code_names,
    counted_criteria,
    expiry_name,
    fade_factor,
    known_types,
    lead_columns,
    recent_conditions,
    recent_name,
    standing_rows,
)
from .layouts import Layout
from .sources import FROM_LEADS, PRESENT, Present

COLUMNS = ("lead_id", "layout_id", "day", "fades", "last_days", "codes", "expires")
# A day that no signal can have, where there was none.
NEVER = -(2**31)
UNKNOWN = -1


@dataclass(frozen=True)
class Cached(Present):
    """The rows that hold: of unmarked leads, under this layout, on this day."""

    layout: Layout
    # What the state row holds already: `sections`.
    standing: dict = field(default_factory=dict)

    def leads(self, scope):
        return f"""
            FROM {FROM_LEADS} JOIN pipeline_leadinput input ON input.lead_id = lead.id
            WHERE {scope.of("lead.id")} AND {scope.along("state.lead_id")} AND {scope.along("input.lead_id")}
                AND {self.holds("input")} AND {unmarked("lead.id")}
                {"AND state.model_version_id IS NOT NULL" if self.standing else ""}
        """

    def holds(self, row):
        # As a CASE, since statistics of yesterday know no row of today: the planner would expect next to none.
        return f"CASE WHEN {row}.layout_id = {self.layout.id} AND {row}.day = {self.day} THEN true ELSE false END"


@dataclass(frozen=True)
class Glance(Cached):
    """Rows that may hold or not, of marked leads, too: to see quickly whom a change could concern at all.

    Everything is joined loosely, so that what a question does not need is not read.
    """

    def leads(self, scope):
        loose = FROM_LEADS.replace("JOIN pipeline_leadstate", "LEFT JOIN pipeline_leadstate")
        return f"""
            FROM {loose} LEFT JOIN pipeline_leadinput input ON input.lead_id = lead.id WHERE {scope.of("lead.id")}
        """


@dataclass(frozen=True)
class Fresh(Cached):
    """Rows that this very statement has made, in a common table named `fresh`."""

    def leads(self, scope):
        return f"""
            FROM {FROM_LEADS} JOIN fresh input ON input.lead_id = lead.id
            WHERE {scope.of("lead.id")} AND {scope.along("state.lead_id")}
        """


def unmarked(lead):
    return f"NOT EXISTS (SELECT FROM pipeline_stalelead mark WHERE mark.lead_id = {lead})"


def cached_inputs(document, keys, workflows, scope: Scope, source: Cached):
    """The same columns as raw_inputs, from input rows."""
    columns = lead_columns(document, workflows, source) | input_columns(document, keys, source)
    columns |= source.standing
    named = ", ".join(f"{text} AS {name}" for name, text in columns.items())
    layers = sql.Layers(f"SELECT {named} {source.leads(scope)}", set(columns))
    layers.add(engagement_sum="interest_sum + intent_sum + other_sum")
    return layers.select([*columns, "engagement_sum"])


def input_columns(document, keys, source):
    layout = source.layout
    return {
        **kind_sums(document, keys, layout),
        "last_signal_age": f"{source.day} - NULLIF(input.last_days[{layout.place_of_any}], {NEVER})",
        **{recent_name(document, each): recent_test(each, keys, source) for each in recent_conditions(document)},
        **{
            name: f"NULLIF(input.codes[{layout.place_of_criterion(keys.criteria[key])}], {UNKNOWN})::int"
            for key, name in code_names(document, keys).items()
        },
        **{expiry_name(index): first_expiry(ids, layout) for index, ids in counted_criteria(document, keys)},
    }


def kind_sums(document, keys, layout):
    """The capped values of all types, in three parts."""
    parts = {"interest_sum": [], "intent_sum": [], "other_sum": []}
    for each in known_types(document, keys):
        part = parts.get(f"{each['kind']}_sum", parts["other_sum"])
        cap = sql.whole(each["cap"] * 1_000_000)
        points = f"{sql.whole(each['points'])} * input.fades[{layout.place_of_type(each['id'])}]"
        part.append(f"GREATEST(-({cap}), LEAST({cap}, {points}))")
    return {name: sql.total(values) for name, values in parts.items()}


def recent_test(condition, keys, source):
    since = f"GREATEST({source.day} - {int(condition['days'])}, {NEVER} + 1)"
    places = [
        source.layout.place_of_type(keys.signal_types[key]) for key in condition["types"] if key in keys.signal_types
    ]
    return sql.either([f"input.last_days[{place}] >= {since}" for place in places])


def first_expiry(ids, layout):
    places = [layout.place_of_criterion(int(each)) for each in ids]
    return f"LEAST({', '.join(f'NULLIF(input.expires[{place}], 0)' for place in places)})"


def fresh_rows(document, keys, layout, scope):
    """The select that makes input rows of the facts themselves. Arrays have no NULL in them."""
    none = {
        "fades": f"ARRAY_FILL(0::bigint, ARRAY[{len(layout.types)}])",
        "last_days": f"ARRAY_FILL({NEVER}, ARRAY[{layout.place_of_any}])",
        "codes": f"ARRAY_FILL({UNKNOWN}::smallint, ARRAY[{len(layout.criteria)}])",
        "expires": f"ARRAY_FILL(0, ARRAY[{len(layout.criteria)}])",
    }
    arrays = ", ".join(f"COALESCE({name}, {text}) AS {name}" for name, text in none.items())
    return f"""
        SELECT lead.id AS lead_id, {layout.id}::bigint AS layout_id, {PRESENT.day}::int AS day, {arrays}
        FROM pipeline_lead lead
        LEFT JOIN ({signal_arrays(document, keys, layout, scope)}) AS signals ON signals.lead_id = lead.id
        LEFT JOIN ({answer_arrays(document, keys, layout, scope)}) AS answers ON answers.lead_id = lead.id
        WHERE {scope.of("lead.id")}
    """


def signal_arrays(document, keys, layout, scope):
    """Sums of integers stay machine words: a fade factor is an int, and their sum a bigint."""
    types = [pk for pk, _half_life in layout.types]
    day = day_of("signal.occurred_at", layout.zone)
    factor = sql.switch("type_id", [(each["id"], fade_factor(each)) for each in known_types(document, keys)], "0")
    fades = [f"COALESCE(sum(factor) FILTER (WHERE type_id = {pk}), 0)" for pk in types]
    last = [f"COALESCE(max(day) FILTER (WHERE type_id = {pk}), {NEVER})" for pk in types] + ["max(day)"]
    return f"""
        SELECT lead_id, ARRAY[{", ".join(fades)}]::bigint[] AS fades, ARRAY[{", ".join(last)}]::int[] AS last_days
        FROM (
            SELECT lead_id, type_id, day, ({factor})::int AS factor
            FROM (
                SELECT signal.lead_id, signal.type_id, {day} AS day, {PRESENT.day} - {day} AS age
                {PRESENT.signals(scope)}
                OFFSET 0
            ) AS dated
            WHERE age >= 0
            OFFSET 0
        ) AS faded
        GROUP BY lead_id
    """


def answer_arrays(document, keys, layout, scope):
    criteria = [pk for pk, _shelf_life in layout.criteria]
    codes = [f"COALESCE(max(code) FILTER (WHERE criterion_id = {pk}), {UNKNOWN})" for pk in criteria]
    expires = [f"COALESCE(max(expires) FILTER (WHERE criterion_id = {pk}), 0)" for pk in criteria]
    return f"""
        SELECT lead_id, ARRAY[{", ".join(codes)}]::smallint[] AS codes, ARRAY[{", ".join(expires)}]::int[] AS expires
        FROM ({standing_rows(document, keys, scope)}) AS standing
        WHERE rating IS NOT NULL AND expires > day
        GROUP BY lead_id
    """
