"""The raw facts of a set of leads, one row per lead: what both evaluators are given."""

from dataclasses import dataclass, replace
from hashlib import blake2s

from frameworks_app.models import Criterion, SignalType
from frameworks_app.scoring import points_of

from . import sql
from .attributes import result
from .days import day_of
from .sources import PRESENT

RUNGS = ["assumed", "heard", "confirmed"]


@dataclass(frozen=True)
class Workflow:
    """The framework that a team works by with a segment; None stands for every team or segment."""

    team_id: int | None
    segment_id: int | None
    framework: str


@dataclass(frozen=True)
class Keys:
    """Row ids of what a document names by key. Rows are never deleted and keys never change."""

    signal_types: dict
    criteria: dict

    @classmethod
    def load(cls):
        return cls(
            signal_types=dict(SignalType.objects.values_list("key", "pk")),
            criteria=dict(Criterion.objects.values_list("key", "pk")),
        )


def result_name(icp_index, criterion_index):
    return f"r_{icp_index}_{criterion_index}"


def results(document, today):
    """SQL of every ICP criterion's result, by column name."""
    return {
        result_name(i, j): result(criterion, today)
        for i, icp in enumerate(document["icps"])
        for j, criterion in enumerate(icp["criteria"])
    }


def lead_columns(document, workflows, source=PRESENT):
    """What a lead itself says: the results of every ICP, and what conditions may look at."""
    return {
        "lead_id": "lead.id",
        "segment": "segment.key",
        "product": "product.key",
        "source": "NULLIF(lead.source, '')",
        "amount": "(lead.amount * 100)::bigint",
        "currency": "NULLIF(lead.currency, '')",
        "led_by": leading_framework(document, workflows),
        "override_id": source.override_id,
        **results(document, source.today),
    }


def leading_framework(document, workflows):
    """Index into the document's frameworks of the one that the lead's team and segment work by; -1: none."""
    order = [framework["key"] for framework in document["frameworks"]]
    first_active = next((i for i, framework in enumerate(document["frameworks"]) if framework["active"]), -1)
    # The closest row wins: team and segment, then team, then segment, then everybody's.
    closest_first = sorted(workflows, key=lambda row: (row.team_id is None, row.segment_id is None))
    branches = [
        (sql.every(workflow_conditions(row)), str(order.index(row.framework)))
        for row in closest_first
        if row.framework in order
    ]
    return sql.case(branches, str(first_active))


def workflow_conditions(row):
    return [
        f"{column} = {int(value)}"
        for column, value in (("state.team_id", row.team_id), ("lead.segment_id", row.segment_id))
        if value is not None
    ]


def signal_sums(document, keys, scope, source=PRESENT):
    """Per lead: the capped value of its signals by kind, days since its last one, and those that a condition wants."""
    day = day_of("signal.occurred_at", document["time_zone"])
    types = known_types(document, keys)
    recent = recent_signals(document, keys)
    sums = "".join(f", {text} AS {name}" for name, text in sums_by_kind(types).items())
    tests = "".join(f", bool_or({text}) AS {name}" for name, text in recent.items())
    found = "".join(f", bool_or({name}) AS {name}" for name in recent)
    return f"""
        SELECT lead_id{sums}, min(last_age) AS last_signal_age{found}
        FROM (
            SELECT lead_id, type_id, {capped_value(types)} AS value, min(age) AS last_age{tests}
            FROM (
                SELECT signal.lead_id, signal.type_id, {source.day} - {day} AS age {source.signals(scope)}
                OFFSET 0
            ) AS dated
            WHERE age >= 0
            GROUP BY lead_id, type_id
        ) AS typed
        GROUP BY lead_id
    """


def known_types(document, keys):
    """The document's signal types with their row ids, and with what they are worth."""
    return [
        {**kind, "points": points_of(kind), "id": keys.signal_types[kind["key"]]}
        for kind in document["signal_types"]
        if kind["key"] in keys.signal_types
    ]


def sums_by_kind(types):
    kinds = {kind: [str(each["id"]) for each in types if each["kind"] == kind] for kind in ("interest", "intent")}
    return {"engagement_sum": "sum(value)::bigint"} | {
        f"{kind}_sum": f"(sum(value) FILTER (WHERE type_id IN ({', '.join(ids or ['0'])})))::bigint"
        for kind, ids in kinds.items()
    }


def capped_value(types):
    """points x the sum of fade factors, held within the cap of the type, in millionths."""

    def by_type(value, otherwise="0::bigint"):
        return sql.switch("type_id", [(each["id"], value(each)) for each in types], otherwise)

    points = by_type(lambda each: sql.whole(each["points"]))
    cap = by_type(lambda each: sql.whole(each["cap"] * 1_000_000))
    return f"GREATEST(-({cap}), LEAST({cap}, ({points}) * sum({by_type(fade_factor)})::bigint))"


def fade_factor(kind):
    if kind["half_life"] is None:
        return "1000000::bigint"
    return f"COALESCE((%(fade_{kind['half_life']})s::bigint[])[age + 1], 0)"


def recent_signals(document, keys):
    """SQL of what each `signal_within` condition of the decision table asks, by column name."""
    return {recent_name(document, each): recent_test(each, keys) for each in recent_conditions(document)}


def recent_conditions(document):
    return [each for row in document["table"] for each in row["conditions"] if each["kind"] == "signal_within"]


def recent_name(document, condition):
    """Conditions that ask the same share a column. PostgreSQL cuts names of more than 63 bytes: types go in short."""
    order = [kind["key"] for kind in document["signal_types"]]
    asked = sum(1 << order.index(key) for key in set(condition["types"]) if key in order)
    return f"w_{condition['days']}_{blake2s(b'%x' % asked, digest_size=8).hexdigest()}"


def recent_test(condition, keys):
    types = [str(keys.signal_types[key]) for key in condition["types"] if key in keys.signal_types]
    return f"type_id IN ({', '.join(types or ['0'])}) AND age <= {int(condition['days'])}"


def expiry(document, keys, answer="answer"):
    """SQL of the day number on which an answer is stale: by its criterion's shelf life, or a last day of its own."""
    criteria = [criterion for criterion in document["criteria"] if criterion["key"] in keys.criteria]
    shelf_lives = [(keys.criteria[each["key"]], int(each["shelf_life"])) for each in criteria]
    shelf = sql.switch(f"{answer}.criterion_id", shelf_lives, "0")
    heard = day_of(f"{answer}.occurred_at", document["time_zone"])
    return f"LEAST({heard} + {shelf}, {answer}.last_day - DATE '1970-01-01' + 1)"


def standing_rows(document, keys, scope, source=PRESENT):
    """Of each lead and criterion the answer that counts on `day`, with its code and the day on which it is stale."""
    rung = sql.switch("answer.evidence", [(sql.literal(name), i) for i, name in enumerate(RUNGS)], "0")
    heard = day_of("answer.occurred_at", document["time_zone"])
    return f"""
        SELECT DISTINCT ON (answer.lead_id, answer.criterion_id)
            answer.lead_id, answer.criterion_id, answer.id, answer.rating, answer.evidence,
            answer.rating * 4 + {rung} AS code, {expiry(document, keys)} AS expires, {source.day} AS day
        {source.answers(scope)} AND {heard} <= {source.day}
        ORDER BY answer.lead_id, answer.criterion_id, answer.occurred_at DESC, answer.id DESC
    """


def standing_answers(document, keys, scope, source=PRESENT):
    """Per lead: of each criterion the answer that counts, as rating x 4 + rung, NULL when unknown or stale."""
    codes = [
        f"max(code) FILTER (WHERE criterion_id = {keys.criteria[key]}) AS {name}"
        for key, name in code_names(document, keys).items()
    ]
    expiries = [
        f"min(expires) FILTER (WHERE criterion_id IN ({', '.join(ids)})) AS {expiry_name(index)}"
        for index, ids in counted_criteria(document, keys)
    ]
    return f"""
        SELECT {", ".join(["lead_id", *codes, *expiries])}
        FROM ({standing_rows(document, keys, scope, source)}) AS standing
        WHERE rating IS NOT NULL AND expires > day
        GROUP BY lead_id
    """


def counted_criteria(document, keys):
    """Index of each framework that lists an asked criterion, with the row ids of those."""
    derived = {each["key"] for each in document["criteria"] if each["derived_from"]}
    for index, framework in enumerate(document["frameworks"]):
        listed = [each["key"] for each in framework["criteria"] if each["key"] not in derived]
        ids = [str(keys.criteria[key]) for key in listed if key in keys.criteria]
        if ids:
            yield index, ids


def code_names(document, keys):
    """The column that holds each criterion's standing answer."""
    return {each["key"]: f"a_{i}" for i, each in enumerate(document["criteria"]) if each["key"] in keys.criteria}


def expiry_name(index):
    return f"x_{index}"


def raw_inputs(document, keys, workflows, scope, source=PRESENT):
    """The select that the compiled model stands on: one row per lead in scope, from the facts themselves."""
    leads = ", ".join(f"{text} AS {name}" for name, text in lead_columns(document, workflows, source).items())
    signals = signal_sums(document, keys, scope, source)
    answers = standing_answers(document, keys, scope, source)
    recent = "".join(f", COALESCE(signals.{name}, false) AS {name}" for name in recent_signals(document, keys))
    codes = "".join(f", answers.{name}" for name in code_names(document, keys).values())
    expiries = "".join(f", answers.{expiry_name(index)}" for index, _ids in counted_criteria(document, keys))
    return f"""
        SELECT leads.*,
            COALESCE(signals.engagement_sum, 0) AS engagement_sum,
            COALESCE(signals.interest_sum, 0) AS interest_sum,
            COALESCE(signals.intent_sum, 0) AS intent_sum,
            signals.last_signal_age{recent}{codes}{expiries}
        FROM (SELECT {leads} {source.leads(scope)}) AS leads
        LEFT JOIN ({signals}) AS signals USING (lead_id)
        LEFT JOIN ({answers}) AS answers USING (lead_id)
    """


SUMS = ("engagement_sum", "interest_sum", "intent_sum", "last_signal_age")


def input_names(document, keys):
    """The columns that every such select has."""
    return {
        *lead_columns(document, ()),
        *SUMS,
        *recent_signals(document, keys),
        *code_names(document, keys).values(),
        *(expiry_name(index) for index, _ids in counted_criteria(document, keys)),
    }


@dataclass(frozen=True)
class Scope:
    """Which leads: said of every table, so that each is read through its own index."""

    condition: str
    parameters: dict
    # The same of a table that is joined by its key to one of which it was said.
    again: str = "true"

    @classmethod
    def ids(cls, ids):
        # Never again: in a loop over the rows each lookup would go through all of the ids.
        return cls("{column} = ANY(%(ids)s)", {"ids": list(ids)})

    @classmethod
    def everyone(cls):
        return cls("true", {})

    @classmethod
    def span(cls, first, last):
        within = "{column} BETWEEN %(first)s AND %(last)s"
        return cls(within, {"first": first, "last": last}, again=within)

    def only(self, ids):
        """Of a range those with the ids. A range is never looped over, and may well be narrowed on every table."""
        given = self.ids(ids)
        return replace(given, again=given.condition)

    def of(self, column):
        return self.condition.format(column=column)

    def along(self, column):
        return self.again.format(column=column)
