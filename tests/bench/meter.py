"""What a piece of work costs: CPU seconds of this process and of the database, and seconds on the clock."""

import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection, transaction

from .processes import cpu_seconds, parent


@dataclass
class Cost:
    own: float = 0.0  # CPU of this process
    database: float = 0.0  # CPU of all of PostgreSQL's processes
    wall: float = 0.0

    @property
    def cpu(self):
        return self.own + self.database


@contextmanager
def measured(others=()):
    """A Cost that is filled in at the end of the block; `others` are processes that work for us."""
    cost, server = Cost(), postmaster()
    before, own, started = cpu_seconds(server), own_seconds(others), time.monotonic()
    yield cost
    cost.wall = time.monotonic() - started
    cost.own = own_seconds(others) - own
    cost.database = cpu_seconds(server) - before


def own_seconds(others):
    return time.process_time() + sum(map(cpu_seconds, others))


@lru_cache(maxsize=1)
def postmaster():
    """The process that has started all of the database's others, parallel workers and the clean-up included."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    try:
        return parent(backend)
    except OSError:
        raise SystemExit("The database is on another machine: its CPU time cannot be read here.") from None


def execute(statement, parameters=None):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []


def settle(*tables):
    """As before: no dead rows, statistics true, nothing left to be written to the disk."""
    for table in tables:
        execute(f"VACUUM ANALYZE {table}")
    execute("CHECKPOINT")


@contextmanager
def undone():
    """A transaction that is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
