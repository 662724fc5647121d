"""An empty database is made at once, an older one by the chain of its migrations: both have the same tables."""

import os
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from psycopg import sql

OURS = {"frameworks_app", "pipeline"}
MIDDLE = ("pipeline", "0020_practice")
LOOKS = {
    "columns": """
        SELECT table_name, column_name, udt_name, character_maximum_length, numeric_precision, numeric_scale,
            is_nullable, column_default, is_identity
        FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2
    """,
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2, 3
    """,
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2",
    "triggers": """
        SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger
        WHERE NOT tgisinternal ORDER BY 1, 2
    """,
    "functions": """
        SELECT proname, prosrc FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND probin IS NULL ORDER BY 1, 2
    """,
    "extensions": "SELECT extname FROM pg_extension ORDER BY 1",
}
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename ~ %s ORDER BY 1"


@pytest.fixture
def made(django_db_blocker):
    """Makes an empty database, migrates it, and tells what stands in it."""
    main, usual = os.environ["DATABASE_URL"], connection.settings_dict["NAME"]

    def make(*, at_once):
        name = f"{urlsplit(main).path.strip('/')}_migrated"
        run(main, "CREATE DATABASE {}", name)
        connection.settings_dict["NAME"] = name
        try:
            migrate(at_once=at_once)
            return seen()
        finally:
            connection.close()
            connection.settings_dict["NAME"] = usual
            run(main, "DROP DATABASE {} WITH (FORCE)", name)

    with django_db_blocker.unblock():
        connection.close()
        yield make


def run(url, statement, name):
    # The maintenance database: there is none of this run's own name yet.
    place = urlsplit(url)._replace(path="/postgres").geturl()
    with psycopg.connect(place, autocommit=True) as there:
        there.execute(sql.SQL(statement).format(sql.Identifier(name)))


def migrate(*, at_once):
    """At once, or as an installation does that stood in the middle of the chain when all at once was made."""
    if not at_once:
        executor = MigrationExecutor(connection)
        leave_out_what_replaces(executor.loader)
        executor.migrate([MIDDLE])
    executor = MigrationExecutor(connection)
    executor.loader.check_consistent_history(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def leave_out_what_replaces(loader):
    read = loader.load_disk

    def load_disk():
        read()
        for key, migration in list(loader.disk_migrations.items()):
            if key[0] in OURS and migration.replaces:
                del loader.disk_migrations[key]

    loader.load_disk = load_disk
    loader.build_graph()


def seen():
    """Everything by which the two could differ, and the rows that migrations write."""
    with connection.cursor() as cursor:
        found = {name: fetch(cursor, look) for name, look in LOOKS.items()}
        for (table,) in fetch(cursor, TABLES, ["^(accounts|frameworks_app|pipeline)_"]):
            names = ", ".join(f'"{name}"' for name in sorted(columns(cursor, table)))
            found[table] = fetch(cursor, f"SELECT {names} FROM {table} ORDER BY 1")  # noqa: S608 our own names
    return found


def columns(cursor, table):
    query = "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND table_schema = 'public'"
    return [name for (name,) in fetch(cursor, query, [table])]


def fetch(cursor, query, values=None):
    cursor.execute(query, values)
    return cursor.fetchall()


@pytest.mark.slow
def test_all_at_once_and_one_after_the_other_make_the_same_tables(made):
    one, other = made(at_once=True), made(at_once=False)
    assert [name for name in one.keys() | other.keys() if one.get(name) != other.get(name)] == []
    assert len(one["triggers"]) > 100
