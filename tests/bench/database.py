"""A database of its own for each size, made once: the seeded team, companies and leads, all scored."""

import hashlib
import inspect
import os
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from leadqual.embedded import VAR, ensure


def open_database(leads, *, afresh=False):
    """Services up, Django set up against the database of this size; returns the services."""
    services = ensure(VAR / "bench")
    services.export()
    main = os.environ["DATABASE_URL"]
    name = f"leadqual_bench_{leads}"
    os.environ["DATABASE_URL"] = urlsplit(main)._replace(path=f"/{name}").geturl()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadqual.settings")
    os.environ.setdefault("SECRET_KEY", "only-for-measuring")
    os.environ["NUDGES"] = "0"
    import django

    django.setup()
    with psycopg.connect(main, autocommit=True) as connection:
        if afresh or comment(connection, name) != recipe():
            make_anew(connection, name, leads)
    return services


def make_anew(connection, name, leads):
    database = sql.Identifier(name)
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(database))
    connection.execute(sql.SQL("CREATE DATABASE {}").format(database))
    fill(leads)
    connection.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(database, recipe()))


def fill(leads):
    from django.core.management import call_command
    from django.db import connection

    from frameworks_app.actions.packs import load_pack
    from pipeline.scoring.passes import run_passes
    from tests.shipped import load_shipped

    from .world import World

    call_command("migrate", verbosity=0)
    load_pack("shipped")
    load_pack("tidepost")
    load_shipped()
    World(leads).load()
    with connection.cursor() as cursor:
        keep_quiet(cursor)
        cursor.execute("VACUUM ANALYZE")
    run_passes()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def keep_quiet(cursor):
    """Nothing is cleaned up in the middle of a measurement; we do it between them."""
    cursor.execute("SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relname ~ '^pipeline_'")
    for (table,) in cursor.fetchall():
        cursor.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = off)")


def comment(connection, name):
    found = connection.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
    ).fetchone()
    return found and found[0]


def recipe():
    """Changes with the tables and with what is put into them."""
    from . import dice, words, world

    digest = hashlib.sha256("".join(map(inspect.getsource, (dice, words, world))).encode())
    for app in ("accounts", "frameworks_app", "pipeline"):
        for path in sorted(Path(app, "migrations").glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
