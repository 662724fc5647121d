"""Filling tables fast: indexes are made once the rows are there, by sorting, and not row by row."""

from contextlib import contextmanager

INDEXES = """
    SELECT index.indexrelid::regclass::text, pg_get_indexdef(index.indexrelid)
    FROM pg_index index
    WHERE index.indrelid = ANY(%s::regclass[])
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = index.indexrelid AND contype IN ('p', 'u', 'x'))
    ORDER BY 1
"""
UNIQUES = """
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
    FROM pg_constraint WHERE contype = 'u' AND conrelid = ANY(%s::regclass[]) ORDER BY 1, 2
"""


@contextmanager
def filled_at_once(cursor, models):
    """Within the block these tables have their primary keys alone, and no trigger: the rows come whole."""
    tables = [model._meta.db_table for model in models]
    indexes, uniques = fetch(cursor, INDEXES, tables), fetch(cursor, UNIQUES, tables)
    for table, name, _definition in uniques:
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for name, _definition in indexes:
        cursor.execute(f"DROP INDEX {name}")
    # As a restore does; marks of stale scores would be a pass's work twice.
    cursor.execute("SET session_replication_role = replica")
    yield
    cursor.execute("SET session_replication_role = DEFAULT")
    cursor.execute("SET maintenance_work_mem = '512MB'")
    for table, name, definition in uniques:
        cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
    for _name, definition in indexes:
        cursor.execute(definition)
    cursor.execute("RESET maintenance_work_mem")


def fetch(cursor, query, tables):
    cursor.execute(query, [tables])
    return cursor.fetchall()


def set_sequences(cursor, models):
    """Rows that came with their numbers do not move the sequences."""
    for model in models:
        table = model._meta.db_table
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")
