"""The shipped definitions, stages and a published version, in every test that has a database.

The actions of an installation write them once. A test with real transactions empties the database behind itself;
after it the same rows are copied back, which takes a tenth of the time. Their numbers are those of the first time:
nobody may begin the sequences anew.
"""

from psycopg.sql import SQL, Identifier

# What COPY tells of each table that they fill.
rows = {}


def load_shipped():
    # Here and not above: this file is read before Django is set up.
    from django.db import connection, transaction

    from frameworks_app.models import ScoringModelVersion

    with transaction.atomic(), connection.cursor() as cursor:
        if not rows or filled(cursor) & rows.keys():
            return write()
        copy_back(cursor)
        return ScoringModelVersion.objects.current()


def load_and_keep():
    """In an empty database, before the first test."""
    from django.db import connection

    with connection.cursor() as cursor:
        before = filled(cursor)
        write()
        rows.update({table: rows_of(cursor, table) for table in filled(cursor) - before})


def write():
    from frameworks_app.actions.packs import load_pack
    from frameworks_app.actions.publish import publish
    from pipeline.actions.packs import load_pipeline_packs

    load_pack("shipped")
    load_pipeline_packs()
    return publish(by=None, note="Shipped definitions")


def filled(cursor):
    """The tables with rows."""
    from django.db import connection

    each = SQL("SELECT {} WHERE EXISTS (SELECT FROM {})")
    tables = connection.introspection.table_names(cursor)
    cursor.execute(SQL(" UNION ALL ").join(each.format(table, Identifier(table)) for table in tables))
    return {table for (table,) in cursor.fetchall()}


def rows_of(cursor, table):
    with cursor.copy(SQL("COPY {} TO STDOUT").format(Identifier(table))) as copied:
        return b"".join(bytes(block) for block in copied)


def copy_back(cursor):
    # Neither foreign keys in their order nor triggers: the rows are what these have let pass.
    cursor.execute("SET LOCAL session_replication_role = replica")
    for table, told in rows.items():
        with cursor.copy(SQL("COPY {} FROM STDIN").format(Identifier(table))) as copied:
            copied.write(told)
    cursor.execute("SET LOCAL session_replication_role = DEFAULT")
