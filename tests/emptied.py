"""The database as it is left behind by a test with real transactions: empty.

Django truncates every table and writes types and permissions anew, 0.6 to 0.8 s each time; there are hundreds of such
tests, and each has filled a few dozen tables. Deleting what is there takes a thirtieth of that.
"""

from django.db import connection, transaction
from psycopg.sql import SQL, Identifier

from tests.shipped import filled

# What `migrate` writes and no test changes.
KEPT = {"django_migrations", "django_content_type", "auth_permission"}


def empty(test_case=None):
    with transaction.atomic(), connection.cursor() as cursor:
        # Neither foreign keys in their order nor triggers that keep history from being deleted.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in filled(cursor) - KEPT:
            cursor.execute(SQL("DELETE FROM {}").format(Identifier(table)))
