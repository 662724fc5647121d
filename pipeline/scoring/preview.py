"""What another document would make of real leads, beside what their scores say today. Nothing is written."""

from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection

from .days import today
from .inputs import Scope

MOST = 20_000
LONGEST = "5s"
LAST_ID = 2**62


class Standing(NamedTuple):
    """Where a lead stands; `status` is a person's word before the computed one."""

    status: int | None
    inclusion: int
    fit_low: int
    fit_high: int
    qual_low: int
    qual_high: int
    verdicts: list
    priority: int


class Pair(NamedTuple):
    lead_id: int
    before: Standing
    after: Standing


@dataclass(frozen=True)
class Preview:
    pairs: list
    # There are older leads, which were not looked at.
    is_part: bool


def preview(compiled):
    """The newest leads as they stand and as the compiled document would have them."""
    first = first_of_newest()
    scope = Scope.span(first or 0, LAST_ID)
    with connection.cursor() as cursor:
        cursor.execute(statement(compiled, scope), compiled.parameters(today(compiled.document), scope))
        width = len(Standing._fields)
        pairs = [Pair(row[0], Standing(*row[1 : width + 1]), Standing(*row[width + 1 :])) for row in cursor.fetchall()]
    return Preview(pairs, is_part=first is not None)


def first_of_newest():
    """The id of the oldest lead that is looked at; None when all are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM pipeline_lead ORDER BY id DESC OFFSET %s LIMIT 2", [MOST - 1])
        oldest = cursor.fetchall()
    return oldest[0][0] if len(oldest) == 2 else None


def statement(compiled, scope):
    before, after = columns("state"), columns("scored")
    return f"""
        SELECT state.lead_id, {before}, {after}
        FROM ({compiled.select(scope)}) AS scored
        JOIN pipeline_leadstate state ON state.lead_id = scored.lead_id AND {scope.along("state.lead_id")}
        JOIN pipeline_lead lead ON lead.id = scored.lead_id AND {scope.along("lead.id")}
        WHERE lead.merged_into_id IS NULL
        ORDER BY state.lead_id
    """


def columns(table):
    plain = (f"{table}.{name}" for name in Standing._fields if name != "status")
    return ", ".join([f"COALESCE(state.override_id, {table}.category_id)", *plain])


def limit_time():
    """Until the transaction ends no statement, waiting included, takes longer than a person waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [LONGEST])
