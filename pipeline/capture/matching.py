"""Which company, person and lead each row speaks of: by key, then by address, then by domain and name.

What was merged leads to what it was merged into. Never by equal attributes: two rows that say the same of nobody in
particular are two leads.
"""

BY_KEY = """
    UPDATE {staged} staged SET id = COALESCE(known.merged_into_id, known.id)
    FROM {table} known
    WHERE known.external_source = %(source)s AND known.external_id = staged.external_id AND staged.external_id <> ''
"""
# Several rows without a key may be one company; with keys, only one may take over a row that has none.
CHOOSE = """
    WITH pairs AS ({pairs}), chosen AS (
        SELECT no, id FROM pairs WHERE NOT adopts
        UNION ALL
        (SELECT DISTINCT ON (id) no, id FROM pairs WHERE adopts ORDER BY id, no)
    )
    UPDATE {staged} staged SET id = chosen.id FROM chosen WHERE staged.no = chosen.no
"""
# The domain decides where both have one; a name alone only when one company has it.
COMPANIES_BY_NAME = """
    SELECT DISTINCT ON (no) no, id, adopts FROM (
        SELECT staged.no, stands.id, COALESCE(staged.external_id, '') <> '' AS adopts,
            bool_or(known.domain = COALESCE(staged.domain, '')) AS same_domain,
            count(*) OVER (PARTITION BY staged.no) AS candidates
        FROM import_company staged JOIN pipeline_company known ON lower(known.name) = lower(staged.name)
        JOIN pipeline_company stands ON stands.id = COALESCE(known.merged_into_id, known.id)
        WHERE staged.id IS NULL
            AND (known.domain = staged.domain OR known.domain = '' OR staged.domain IS NULL)
            AND (COALESCE(staged.external_id, '') = '' OR stands.external_id = '')
        GROUP BY staged.no, stands.id, adopts
    ) candidate
    WHERE same_domain OR candidates = 1
    ORDER BY no, same_domain DESC, id
"""
CONTACTS_BY_ADDRESS = """
    SELECT DISTINCT ON (staged.no) staged.no, stands.id, COALESCE(staged.external_id, '') <> '' AS adopts
    FROM import_contact staged JOIN pipeline_contact known ON lower(known.email) = lower(staged.email)
    JOIN pipeline_contact stands ON stands.id = COALESCE(known.merged_into_id, known.id)
    WHERE staged.id IS NULL AND known.email <> ''
        AND (COALESCE(staged.external_id, '') = '' OR stands.external_id = '')
    ORDER BY staged.no, known.merged_into_id IS NOT NULL, known.id
"""
CONTACTS_BY_NAME = """
    SELECT DISTINCT ON (staged.no) staged.no, known.id, COALESCE(staged.external_id, '') <> '' AS adopts
    FROM import_contact staged
    JOIN import_company company ON company.no = staged.company_no
    JOIN pipeline_contact known ON known.company_id = company.id AND lower(known.name) = lower(staged.name)
    WHERE staged.id IS NULL AND known.merged_into_id IS NULL AND (staged.email IS NULL OR known.email = '')
        AND (COALESCE(staged.external_id, '') = '' OR known.external_id = '')
    ORDER BY staged.no, known.id
"""
# A person's open lead of the same product is the one meant, unless the row or the lead has another key.
LEADS_BY_CONTACT = """
    WITH pairs AS (
        SELECT DISTINCT ON (staged.line) staged.line, lead.id
        FROM import_row staged
        JOIN import_contact contact ON contact.no = staged.contact_no
        JOIN pipeline_lead lead ON lead.contact_id = contact.id
        JOIN pipeline_leadstate state ON state.lead_id = lead.id
        JOIN pipeline_stage stage ON stage.id = state.stage_id AND stage.kind = 'open'
        WHERE staged.id IS NULL AND contact.email IS NOT NULL AND lead.merged_into_id IS NULL
            AND (lead.product_id IS NULL OR staged.product IS NULL OR lead.product_id = staged.product_id)
            AND (NOT staged.has_own_key OR lead.external_id = '')
            AND NOT EXISTS (SELECT FROM import_row other WHERE other.id = lead.id)
        ORDER BY staged.line, lead.id DESC
    ), chosen AS (
        SELECT DISTINCT ON (id) line, id FROM pairs ORDER BY id, line
    )
    UPDATE import_row staged SET id = chosen.id FROM chosen WHERE staged.line = chosen.line
"""
# A person without address whose lead the row names by key, under the name the lead's person has.
CONTACTS_OF_LEADS = """
    UPDATE import_contact staged SET id = known.id
    FROM import_row, pipeline_lead lead, pipeline_contact known
    WHERE staged.id IS NULL AND staged.email IS NULL AND staged.external_id IS NULL
        AND import_row.contact_no = staged.no AND lead.id = import_row.id AND known.id = lead.contact_id
        AND lower(known.name) = lower(staged.name)
"""
# A name that several companies have: the one of the lead that the row names by key.
COMPANIES_OF_LEADS = """
    UPDATE import_company staged SET id = known.id
    FROM import_row, pipeline_lead lead, pipeline_company known
    WHERE staged.id IS NULL AND staged.domain IS NULL AND staged.external_id IS NULL
        AND import_row.company_no = staged.no AND lead.id = import_row.id AND known.id = lead.company_id
        AND lower(known.name) = lower(staged.name)
"""


def match(cursor, mapping, parameters):
    def run(query, **names):
        cursor.execute(query.format(**names) if names else query, parameters)

    run(BY_KEY, staged="import_row", table="pipeline_lead")
    run(BY_KEY, staged="import_company", table="pipeline_company")
    run(CHOOSE, staged="import_company", pairs=COMPANIES_BY_NAME)
    run(COMPANIES_OF_LEADS)
    run(BY_KEY, staged="import_contact", table="pipeline_contact")
    run(CHOOSE, staged="import_contact", pairs=CONTACTS_BY_ADDRESS)
    run(CHOOSE, staged="import_contact", pairs=CONTACTS_BY_NAME)
    run(CONTACTS_OF_LEADS)
    if mapping.kind == "lead":
        run(LEADS_BY_CONTACT)


# Whoever imports into one team changes nothing of another's, and learns no more than that it is there.
ELSEWHERE = """
    DELETE FROM import_row staged WHERE staged.id IS NOT NULL AND NOT EXISTS (
        SELECT FROM pipeline_leadstate state WHERE state.lead_id = staged.id AND {ours}
    )
    OR {company}
    OR {contact}
    RETURNING staged.line
"""
OURS = "(state.team_id = %(team)s OR state.owner_id = %(by)s)"
# A company or contact without any lead is whose who made it.
PARTY_ELSEWHERE = """
    EXISTS (
        SELECT FROM import_{entity} party JOIN pipeline_{entity} known ON known.id = party.id
        WHERE party.no = staged.{entity}_no
            AND NOT EXISTS (
                SELECT FROM pipeline_lead lead JOIN pipeline_leadstate state ON state.lead_id = lead.id
                WHERE lead.{entity}_id = known.id AND {ours}
            )
            AND NOT (
                known.created_by_id = %(by)s
                AND NOT EXISTS (SELECT FROM pipeline_lead lead WHERE lead.{entity}_id = known.id)
            )
    )
"""


def take_rows_of_others(cursor, parameters):
    """Take out the rows that speak of a lead, company or person of another team: their lines."""
    company, contact = (PARTY_ELSEWHERE.format(entity=entity, ours=OURS) for entity in ("company", "contact"))
    cursor.execute(ELSEWHERE.format(ours=OURS, company=company, contact=contact), parameters)
    return [line for (line,) in cursor.fetchall()]


def take_rows_without_lead(cursor, mapping):
    """Where rows only speak of leads that are here, take out the others: line and key of each."""
    if mapping.kind == "company" or (mapping.kind == "lead" and mapping.creates):
        return []
    cursor.execute("DELETE FROM import_row WHERE id IS NULL RETURNING line, external_id")
    return cursor.fetchall()
