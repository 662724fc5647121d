"""The clock of a stage: it starts when a lead comes to the stage, and anew when a waiting there ends.

Kept by triggers, so that no way of moving a lead (by hand, many at once, import, undo) can forget it.
"""

import pgtrigger

# The end of the last waiting since the lead came to the stage where it stands. What ended by leaving the stage, or was
# taken back, has started nothing.
RESTARTED = """
    SELECT max(hold.ended_at) FROM pipeline_hold hold
    WHERE hold.lead_id = {lead} AND hold.stage_id = {stage} AND hold.occurred_at >= {since}
        AND hold.ended_how IN ('day', 'person')
"""
OF_NEW = RESTARTED.format(lead="NEW.lead_id", stage="NEW.stage_id", since="NEW.stage_changed_at")
OF_STATE = RESTARTED.format(lead="state.lead_id", stage="state.stage_id", since="state.stage_changed_at")

HAS_MOVED = "OLD.stage_id IS DISTINCT FROM NEW.stage_id"
# Only a move that is taken back brings a lead to where it has stood before.
IS_BACK = "NEW.stage_changed_at < OLD.stage_changed_at"

CLOCK = [
    pgtrigger.Trigger(
        name="restart_clock",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("stage_id"),
        condition=pgtrigger.Condition(HAS_MOVED),
        func=f"""
            NEW.held_until = NULL;
            NEW.clock_restarted_at = CASE WHEN {IS_BACK} THEN ({OF_NEW}) END;
            RETURN NEW;
        """,
    ),
    # A waiting ends with the stage it was for, and is back with it. After the row, for a hold writes that too.
    pgtrigger.Trigger(
        name="end_waiting",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("stage_id"),
        condition=pgtrigger.Condition(f"{HAS_MOVED} AND (OLD.held_until IS NOT NULL OR {IS_BACK})"),
        func=f"""
            UPDATE pipeline_hold SET ended_how = 'move', changed_at = now(), ended_at = greatest(
                occurred_at, CASE WHEN {IS_BACK} THEN now() ELSE NEW.stage_changed_at END
            ) WHERE lead_id = NEW.lead_id AND ended_at IS NULL;
            IF {IS_BACK} THEN
                UPDATE pipeline_hold SET ended_at = NULL, ended_how = '', changed_at = now()
                WHERE lead_id = NEW.lead_id AND stage_id = NEW.stage_id AND ended_how = 'move'
                    AND occurred_at >= NEW.stage_changed_at
                    AND ended_at = greatest(occurred_at, OLD.stage_changed_at);
            END IF;
            RETURN NULL;
        """,  # noqa: S608 our own conditions
    ),
]
