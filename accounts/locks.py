"""Locks of the database that are no row's: one number each, all of them here, so that no two works share one."""

from contextlib import contextmanager
from enum import IntEnum

from django.db import connection


class Lock(IntEnum):
    # Of two keys: this one, and the bucket of leads.
    BUCKETS = 7301
    PUBLISHING = 7302
    STARTING_A_PASS = 7303
    REBUILDING_INPUTS = 7304
    FREEZING_RATINGS = 7310
    PREVIEWS = 7311
    SENDING_LETTERS = 7312


@contextmanager
def alone(lock):
    """Whether nobody else is at this work. The lock goes with the connection: nobody waits for whom was killed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [lock])
        is_mine = cursor.fetchone()[0]
    try:
        yield is_mine
    finally:
        if is_mine and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [lock])
