"""A database of its own for each size, made once: the seeded team, companies and leads, all scored."""

import hashlib
import inspect
import itertools
import os
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from leadqual.embedded import VAR, ensure

EMPTY = "leadqual_bench_empty"
MAKING = 7390
# As docs/install.md gives it to a server with 4 GB.
MEMORY = "1GB"


def open_database(leads, *, afresh=False):
    """Services up, Django set up against the database of this size; returns the services."""
    services = ensure(VAR / "bench", memory=MEMORY)
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
        # Whoever comes while a world is being made waits for it.
        connection.execute("SELECT pg_advisory_lock(%s)", [MAKING])
        if afresh or comment(connection, name) != recipe():
            make_anew(connection, name, leads)
    return services


def make_anew(connection, name, leads):
    make_empty(connection)
    create(connection, name, EMPTY)
    fill(leads)
    say(connection, name, recipe())


def make_empty(connection):
    """The tables and definitions, from which worlds of any size begin: migrating takes most of a small one's time."""
    if comment(connection, EMPTY) == tables():
        return
    create(connection, EMPTY, "template1")
    with working_in(EMPTY):
        define()
    say(connection, EMPTY, tables())


def create(connection, name, template):
    database, template = sql.Identifier(name), sql.Identifier(template)
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(database))
    connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(database, template))


def say(connection, name, words):
    connection.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), words))


@contextmanager
def working_in(name):
    """Django's connection leads there, and is closed at the end: a template has no visitors."""
    from django.db import connection

    usual = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def define():
    from django.core.management import call_command

    from frameworks_app.actions.packs import load_pack
    from tests.shipped import load_shipped

    call_command("migrate", verbosity=0)
    load_pack("shipped")
    load_pack("tidepost")
    load_shipped()


def fill(leads):
    from django.db import connection

    from pipeline.scoring.passes import run_passes

    from .world import World

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

    return digest(tables(), *map(inspect.getsource, (dice, words, world)))


def tables():
    """Changes with the migrations and with the definitions that are shipped."""
    apps = ("accounts", "frameworks_app", "pipeline")
    found = [(*Path(app, "migrations").glob("*.py"), *Path(app, "packs").rglob("*.yml")) for app in apps]
    paths = itertools.chain.from_iterable(found)
    return digest(*(path.read_text() for path in sorted(paths)))


def digest(*texts):
    return hashlib.sha256("".join(texts).encode()).hexdigest()
