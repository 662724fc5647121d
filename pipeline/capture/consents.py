"""What a file says of letters: a no holds always, a yes never against somebody's own no, and nothing is said twice.

Whoever unsubscribed did so themselves; a list only says what another program believed when it was written.
"""

FACTS = """
    SELECT fact.id, fact.state, fact.occurred_at, COALESCE(job.arguments ->> 'source' = %(source)s, false) AS is_ours
    FROM pipeline_consent fact LEFT JOIN pipeline_job job ON job.id = fact.import_job_id
    WHERE fact.contact_id = contact.id
"""
# Of each row with a person: what it says, what holds now, and whether the same has been said of this day, or, where
# the file names no day, is what holds or what this source said last.
SAID = f"""
    CREATE TEMPORARY TABLE import_said ON COMMIT DROP AS
    SELECT staged.line, contact.id AS contact_id, staged.state, staged.said_at, staged.note,
        standing.state AS held, standing.occurred_at AS held_since, standing.is_ours AS is_held_by_us,
        EXISTS (
            SELECT FROM pipeline_consent known
            WHERE known.contact_id = contact.id AND known.state = 'given' AND staged.note IN ('', known.note)
                AND CASE WHEN staged.said_at IS NULL THEN known.id IN (standing.id, ours.id)
                    ELSE known.occurred_at = staged.said_at END
        ) AS is_known
    FROM import_consent staged
    JOIN import_row lead ON lead.line = staged.line
    JOIN import_contact contact ON contact.no = lead.contact_no
    LEFT JOIN LATERAL ({FACTS} ORDER BY fact.occurred_at DESC, fact.id DESC LIMIT 1) standing ON true
    LEFT JOIN LATERAL (
        SELECT id FROM ({FACTS}) facts WHERE facts.is_ours ORDER BY id DESC LIMIT 1
    ) ours ON true
"""
# Only the source that said no may say yes again, and only of a later day.
OVERRULED = """
    DELETE FROM import_said
    WHERE state = 'given' AND held = 'withdrawn'
        AND NOT (is_held_by_us AND COALESCE(said_at, %(now)s) > held_since)
    RETURNING line
"""
# Of several rows that speak of one person a no counts first. A no is true from its day, unless something was said
# since: then from now, so that it holds. Not knowing takes nothing away.
WRITTEN = """
    WITH said AS (
        SELECT DISTINCT ON (contact_id) * FROM import_said
        ORDER BY contact_id, array_position(ARRAY['withdrawn', 'given', 'unknown'], state),
            said_at DESC NULLS LAST, line
    ), news AS (
        SELECT * FROM said WHERE CASE state
            WHEN 'withdrawn' THEN held IS DISTINCT FROM 'withdrawn'
            WHEN 'given' THEN NOT is_known
            ELSE held IS NULL END
    ), inserted AS (
        INSERT INTO pipeline_consent (contact_id, state, source, note, by_id, import_job_id, occurred_at)
        SELECT contact_id, state, 'import', note, %(by)s, %(job)s,
            CASE WHEN state = 'withdrawn' AND said_at <= held_since THEN %(now)s ELSE COALESCE(said_at, %(now)s) END
        FROM news ORDER BY line
    )
    UPDATE import_row SET changed = true FROM news WHERE import_row.line = news.line
"""


def write_consents(cursor, parameters):
    """The lines whose yes is not taken, because the person has said no."""
    cursor.execute(SAID, parameters)
    cursor.execute(OVERRULED, parameters)
    overruled = sorted(line for (line,) in cursor.fetchall())
    cursor.execute(WRITTEN, parameters)
    # Two imports may share a transaction, as in a test.
    cursor.execute("DROP TABLE import_said")
    return overruled
