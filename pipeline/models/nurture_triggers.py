"""Triggers on other rows that keep nurture tracks true, whoever writes and however."""

import pgtrigger

# Statement by statement, and one join whatever the number of signals: an import of many stays quick.
LOOK_AT_SIGNALS = pgtrigger.Trigger(
    name="look_at_nurture",
    level=pgtrigger.Statement,
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    referencing=pgtrigger.Referencing(new="new_rows"),
    func="""
        INSERT INTO pipeline_nurturelook (lead_id)
        SELECT DISTINCT state.lead_id FROM new_rows
        JOIN pipeline_leadstate state ON state.lead_id = new_rows.lead_id
        JOIN pipeline_stage stage ON stage.id = state.stage_id AND stage.kind = 'nurture';
        RETURN NULL;
    """,
)
LEAVE_TRACK = pgtrigger.Trigger(
    name="leave_track",
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("stage_id"),
    condition=pgtrigger.AnyChange("stage"),
    func="""
        UPDATE pipeline_enrolment SET left_at = clock_timestamp(), left_by = 'moved', left_move_id = (
            SELECT max(id) FROM pipeline_stagemove
            WHERE lead_id = NEW.lead_id AND from_stage_id = OLD.stage_id AND to_stage_id = NEW.stage_id
        )
        WHERE lead_id = NEW.lead_id AND left_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM pipeline_stage WHERE id = NEW.stage_id AND kind = 'nurture');
        RETURN NULL;
    """,
)
