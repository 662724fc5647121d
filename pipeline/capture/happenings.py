"""What happened to the leads of the file: owner, stage moves, answers and signals. Facts are never written twice."""

import pgtrigger

# The file may say it again: a move that the lead has made is not made twice. Without a date in the file, a lead
# that ever went there has made it.
NEW_MOVES = """
    DELETE FROM import_move staged USING import_row lead
    WHERE lead.line = staged.line AND EXISTS (
        SELECT FROM pipeline_stagemove known
        WHERE known.lead_id = lead.id AND known.to_stage_id = staged.stage_id
            AND (staged.occurred_at IS NULL OR known.occurred_at = staged.occurred_at)
    )
"""
# Where a person has brought the lead there already, there is nothing left to move.
ALREADY_THERE = """
    DELETE FROM import_move staged USING import_row lead, pipeline_leadstate state
    WHERE lead.line = staged.line AND state.lead_id = lead.id AND state.stage_id = staged.stage_id
        AND NOT EXISTS (
            SELECT FROM import_move other JOIN import_row beside ON beside.line = other.line
            WHERE beside.id = lead.id AND other.stage_id <> staged.stage_id
        )
"""
MOVES = """
    WITH planned AS (
        SELECT DISTINCT ON (lead.id, staged.stage_id, staged.occurred_at)
            lead.id AS lead_id, staged.stage_id, COALESCE(staged.occurred_at, %(now)s) AS moved_at,
            staged.reason_id, staged.line
        FROM import_move staged JOIN import_row lead ON lead.line = staged.line
        ORDER BY lead.id, staged.stage_id, staged.occurred_at, staged.line
    ), inserted AS (
        INSERT INTO pipeline_stagemove (
            lead_id, from_stage_id, to_stage_id, reason_id, note, competitor, by_id, import_job_id, occurred_at
        )
        SELECT planned.lead_id, COALESCE(
            lag(planned.stage_id) OVER (PARTITION BY planned.lead_id ORDER BY planned.moved_at, planned.line),
            (
                SELECT before.to_stage_id FROM pipeline_stagemove before
                WHERE before.lead_id = planned.lead_id AND before.occurred_at <= planned.moved_at
                ORDER BY before.occurred_at DESC, before.id DESC LIMIT 1
            ),
            CASE WHEN NOT EXISTS (SELECT FROM pipeline_stagemove other WHERE other.lead_id = planned.lead_id)
                THEN NULLIF(state.stage_id, planned.stage_id) END
        ), planned.stage_id, planned.reason_id, '', '', %(by)s, %(job)s, planned.moved_at
        FROM planned JOIN pipeline_leadstate state ON state.lead_id = planned.lead_id
        ORDER BY planned.moved_at, planned.line
        RETURNING lead_id
    )
    UPDATE import_row SET changed = true FROM inserted WHERE import_row.id = inserted.lead_id
        AND import_row.line IN (SELECT line FROM import_move)
"""
# The latest move says where the lead stands; a move of the past, before one we know, only adds to its story.
STATES = """
    WITH latest AS (
        SELECT DISTINCT ON (move.lead_id) move.lead_id, move.to_stage_id, move.occurred_at
        FROM pipeline_stagemove move
        WHERE move.lead_id IN (SELECT lead.id FROM import_row lead JOIN import_move USING (line))
        ORDER BY move.lead_id, move.occurred_at DESC, move.id DESC
    ), said AS (
        SELECT DISTINCT ON (id) id, owner_id FROM import_row ORDER BY id, owner_id IS NULL, line DESC
    ), written AS (
        UPDATE pipeline_leadstate state
        SET owner_id = COALESCE(said.owner_id, state.owner_id),
            team_id = CASE WHEN state.owner_id IS DISTINCT FROM said.owner_id
                THEN COALESCE(owner.team_id, state.team_id) ELSE state.team_id END,
            stage_id = COALESCE(latest.to_stage_id, state.stage_id),
            stage_changed_at = CASE WHEN state.stage_id <> latest.to_stage_id
                THEN latest.occurred_at ELSE state.stage_changed_at END
        FROM said
        LEFT JOIN accounts_user owner ON owner.id = said.owner_id
        LEFT JOIN latest ON latest.lead_id = said.id
        WHERE state.lead_id = said.id
            AND (state.owner_id IS DISTINCT FROM COALESCE(said.owner_id, state.owner_id)
                OR state.stage_id <> latest.to_stage_id)
        RETURNING state.lead_id
    )
    UPDATE import_row SET changed = true FROM written WHERE import_row.id = written.lead_id
"""
# Most files of signals and answers say nothing of where a lead stands.
SAY_WHERE = """
    SELECT EXISTS (SELECT FROM import_move)
        OR EXISTS (SELECT FROM import_row WHERE owner_id IS NOT NULL OR created)
"""
# The trigger that keeps this history works row by row, which grows with the square of an import's rows. Of a new
# lead nothing was replaced.
REMEMBER = """
    CREATE TEMPORARY TABLE import_state ON COMMIT DROP AS
    SELECT state.lead_id, state.owner_id, state.team_id, state.stage_id
    FROM pipeline_leadstate state WHERE state.lead_id IN (SELECT id FROM import_row WHERE NOT created)
"""
# New leads of somebody who imports into one team, and gave them no owner.
TEAM = """
    UPDATE pipeline_leadstate state SET team_id = %s
    FROM import_row staged WHERE staged.created AND state.lead_id = staged.id AND state.team_id IS NULL
"""
HISTORY = """
    INSERT INTO pipeline_leadstateevent
        (pgh_created_at, pgh_label, pgh_context_id, pgh_context, pgh_obj_id, owner_id, team_id, stage_id)
    SELECT now(), 'update', (SELECT _pgh_attach_context()),
        NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb, before.lead_id,
        before.owner_id, before.team_id, before.stage_id
    FROM import_state before JOIN pipeline_leadstate state ON state.lead_id = before.lead_id
    WHERE (state.owner_id, state.team_id, state.stage_id)
        IS DISTINCT FROM (before.owner_id, before.team_id, before.stage_id)
"""
STATE_HISTORY_TRIGGER = "pipeline.LeadState:update_update_of_owner_id_team_id_stage_id_"
# An answer is written when it says something else than the one that this source gave last.
ANSWERS = """
    WITH news AS (
        SELECT lead.id AS lead_id, staged.*
        FROM import_answer staged JOIN import_row lead ON lead.line = staged.line
        LEFT JOIN LATERAL (
            SELECT answer.rating, answer.evidence, answer.quote FROM pipeline_answer answer
            JOIN pipeline_job job ON job.id = answer.import_job_id
            WHERE answer.lead_id = lead.id AND answer.criterion_id = staged.criterion_id
                AND job.arguments ->> 'source' = %(source)s
            ORDER BY answer.occurred_at DESC, answer.id DESC LIMIT 1
        ) known ON true
        WHERE (known.rating, known.evidence, known.quote)
            IS DISTINCT FROM (staged.rating, staged.evidence::varchar, staged.quote)
    ), inserted AS (
        INSERT INTO pipeline_answer
            (client_id, lead_id, criterion_id, rating, evidence, quote, by_id, import_job_id, occurred_at)
        SELECT CASE WHEN EXISTS (SELECT FROM pipeline_answer taken WHERE taken.client_id = news.client_id)
                THEN gen_random_uuid() ELSE news.client_id END,
            lead_id, criterion_id, rating, evidence, quote, %(by)s, %(job)s, COALESCE(occurred_at, %(now)s)
        FROM news ORDER BY line
        RETURNING lead_id
    )
    UPDATE import_row SET changed = true FROM inserted WHERE import_row.id = inserted.lead_id
"""
SIGNALS = """
    WITH inserted AS (
        INSERT INTO pipeline_signal
            (external_source, external_id, lead_id, contact_id, type_id, data, import_job_id, occurred_at)
        SELECT DISTINCT ON (staged.external_id) %(source)s, staged.external_id, lead.id,
            (SELECT id FROM import_contact WHERE no = lead.contact_no),
            staged.type_id, '{}'::jsonb, %(job)s, COALESCE(staged.occurred_at, lead.occurred_at, %(now)s)
        FROM import_signal staged JOIN import_row lead ON lead.line = staged.line
        ORDER BY staged.external_id, staged.line
        ON CONFLICT (external_source, external_id) WHERE NOT (external_id = '') DO NOTHING
        RETURNING external_id
    )
    UPDATE import_row SET changed = true
    FROM inserted JOIN import_signal staged ON staged.external_id = inserted.external_id
    WHERE import_row.line = staged.line
"""


def write_happenings(cursor, parameters):
    for query in (NEW_MOVES, ALREADY_THERE, MOVES):
        cursor.execute(query, parameters)
    write_states(cursor, parameters)
    for query in (ANSWERS, SIGNALS):
        cursor.execute(query, parameters)


def write_states(cursor, parameters):
    cursor.execute(SAY_WHERE, [])
    if not cursor.fetchone()[0]:
        return
    cursor.execute(REMEMBER, [])
    with pgtrigger.ignore(STATE_HISTORY_TRIGGER):
        cursor.execute(STATES, [])
        if parameters["team"]:
            cursor.execute(TEAM, [parameters["team"]])
    cursor.execute(HISTORY, [])
    cursor.execute("DROP TABLE import_state")
