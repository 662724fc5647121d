"""What ends the time in which nobody has touched a lead: the first attempt, or the first move by a person.

`LeadState.untouched_since` follows, set by set, so that a list of the untouched costs no look at calls and moves.
"""

import pgtrigger

FOLLOW = """
    UPDATE pipeline_leadstate state SET untouched_since = now.since
    FROM (
        SELECT lead.id, CASE WHEN NOT EXISTS (SELECT FROM pipeline_discoverycall call WHERE call.lead_id = lead.id)
            AND NOT EXISTS (
                SELECT FROM pipeline_stagemove move
                WHERE move.lead_id = lead.id AND move.by_id IS NOT NULL AND move.undoes_id IS NULL
                    AND NOT EXISTS (SELECT FROM pipeline_stagemove back WHERE back.undoes_id = move.id)
            ) THEN lead.occurred_at END AS since
        FROM pipeline_lead lead WHERE lead.id IN ({leads})
    ) now
    WHERE state.lead_id = now.id AND state.untouched_since IS DISTINCT FROM now.since;
    RETURN NULL;
"""
OF_ROWS = FOLLOW.format(leads="SELECT lead_id FROM changed")


def follow_touching():
    """The three triggers of facts that touch a lead. A fact goes to another lead only where two are merged."""
    return [
        pgtrigger.Trigger(
            name="touch_on_insert",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Insert,
            referencing=pgtrigger.Referencing(new="changed"),
            func=OF_ROWS,
        ),
        pgtrigger.Trigger(
            name="touch_on_delete",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Delete,
            referencing=pgtrigger.Referencing(old="changed"),
            func=OF_ROWS,
        ),
        pgtrigger.Trigger(
            name="touch_on_merge",
            when=pgtrigger.After,
            operation=pgtrigger.UpdateOf("lead_id"),
            condition=pgtrigger.AnyChange("lead"),
            func=FOLLOW.format(leads="OLD.lead_id, NEW.lead_id"),
        ),
    ]
