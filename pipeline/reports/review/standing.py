"""Where leads stand now, and where they stood at a moment gone by: SQL selects with the same columns.

Of owner, team and the lead's own fields the history keeps what each change replaced: the value at a moment is what the
first later change replaced, and where there is none, the value of today. A stage is where the last move up to the
moment led, else where the first one after it came from. Moves count from when they were made, not from when they were
written down, so that what is imported with its dates has a past.
"""

from pipeline.scoring.inputs import Scope as Rows
from pipeline.scoring.sources import before_merging

OF_LEAD = ("segment_id", "product_id", "amount", "currency", "expected_close")

PRESENT = f"""
    SELECT state.lead_id, state.stage_id, state.stage_changed_at AS changed_at, state.owner_id, state.team_id,
        {", ".join(f"lead.{name}" for name in OF_LEAD)}
    FROM pipeline_leadstate state JOIN pipeline_lead lead ON lead.id = state.lead_id
    WHERE lead.merged_into_id IS NULL AND lead.occurred_at <= %(now)s
"""


def as_of(moment):
    """Leads that had arrived and had not been made one with another; `moment` names the parameter."""
    at = f"%({moment})s"
    moves = before_merging("stagemove", ("from_stage_id", "to_stage_id", "occurred_at"), Rows.everyone())
    fields = ", ".join(f"{then('earlier', name, 'present')} AS {name}" for name in (*OF_LEAD, "merged_into_id"))
    # How many rows a condition on what was then leaves, no plan can foresee: it is asked when all is joined.
    return f"""
        SELECT * FROM (SELECT present.id AS lead_id,
            coalesce(last.to_stage_id, next.from_stage_id, next.to_stage_id, state.stage_id) AS stage_id,
            'infinity'::timestamptz AS changed_at,
            {then("replaced", "owner_id", "state")} AS owner_id, {then("replaced", "team_id", "state")} AS team_id,
            {fields}
        FROM pipeline_lead present JOIN pipeline_leadstate state ON state.lead_id = present.id
        LEFT JOIN (
            SELECT DISTINCT ON (move.lead_id) move.lead_id, move.to_stage_id FROM ({moves}) AS move
            WHERE move.occurred_at <= {at} ORDER BY move.lead_id, move.occurred_at DESC, move.id DESC
        ) AS last ON last.lead_id = present.id
        LEFT JOIN (
            SELECT DISTINCT ON (move.lead_id) move.lead_id, move.from_stage_id, move.to_stage_id
            FROM ({moves}) AS move
            WHERE move.occurred_at > {at} ORDER BY move.lead_id, move.occurred_at, move.id
        ) AS next ON next.lead_id = present.id
        LEFT JOIN ({first_replaced("leadstateevent", ("owner_id", "team_id"), at)}) AS replaced
            ON replaced.pgh_obj_id = present.id
        LEFT JOIN ({first_replaced("leadevent", (*OF_LEAD, "merged_into_id"), at)}) AS earlier
            ON earlier.pgh_obj_id = present.id
        WHERE present.occurred_at <= {at} OFFSET 0) AS known WHERE merged_into_id IS NULL
    """.replace("%(cut)s", at)


def then(event, name, now):
    return f"CASE WHEN {event}.pgh_id IS NULL THEN {now}.{name} ELSE {event}.{name} END"


def first_replaced(table, columns, at):
    return f"""
        SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id, pgh_id, {", ".join(columns)} FROM pipeline_{table}
        WHERE pgh_created_at > {at} ORDER BY pgh_obj_id, pgh_created_at, pgh_id
    """
