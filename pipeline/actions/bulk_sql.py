"""Statements for many leads at once."""

from django.db import connection


def run(sql, **values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


# A step for the owner of each lead; of nobody's leads for whoever plans it.
PLAN = """
    INSERT INTO pipeline_followup (lead_id, owner_id, kind, due_at, has_hour, note)
    SELECT lead_id, COALESCE(owner_id, %(by)s), %(kind)s, %(due_at)s, false, %(note)s FROM pipeline_leadstate
    WHERE lead_id = ANY(%(ids)s::bigint[]) ORDER BY lead_id
    RETURNING id, lead_id AS lead
"""
