"""SQL that draws lots: the same number of a row and the same subject give the same lot, in any order of rows."""

import zlib

from django.db import connection

SEED = 20261122
CHANCE = f"""
    CREATE OR REPLACE FUNCTION pg_temp.chance(number bigint, subject bigint) RETURNS float8
    IMMUTABLE PARALLEL SAFE LANGUAGE sql
    AS 'SELECT (hashint8extended(number, subject + {SEED}) & 9007199254740991)::float8 / 9007199254740992'
"""


def make_dice(cursor):
    cursor.execute(CHANCE)


def chance(subject, number="n"):
    """From 0 up to 1; `subject` is what is drawn, so that two draws of one row differ."""
    return f"pg_temp.chance({number}, {zlib.crc32(subject.encode())})"


def below(limit, subject, number="n"):
    """A whole number from 0 up to below `limit`."""
    return f"floor({chance(subject, number)} * ({limit}))::int"


def choice(values, subject, number="n"):
    """One of these, as often as it is listed."""
    return f"({array(values)})[1 + {below(len(values), subject, number)}]"


def array(values):
    kind = "bigint" if isinstance(values[0], int) else "text"
    return f"ARRAY[{', '.join(quoted(value) for value in values)}]::{kind}[]"


def quoted(value):
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


def known(text, subject, otherwise="NULL", number="n"):
    """Of three facts one is not known."""
    return f"CASE WHEN {chance(f'{subject} is known', number)} < 0.66 THEN {text} ELSE {otherwise} END"


def lognormal(mean, deviation, subject):
    """Firms are small, and a few are not."""
    radius, angle = chance(f"{subject} radius"), chance(f"{subject} angle")
    return f"exp({mean} + {deviation} * sqrt(-2 * ln(1 - {radius})) * cos(2 * pi() * {angle}))"


def insert(cursor, model, columns, series):
    """Rows of a select that gives `n` and perhaps more; what is not named gets what a form would have left there."""
    left = defaults(model, columns)
    values = [text.replace("%", "%%") for text in columns.values()] + ["%s"] * len(left)
    cursor.execute(
        f"INSERT INTO {model._meta.db_table} ({', '.join([*columns, *left])})"
        f" SELECT {', '.join(values)} FROM ({series.replace('%', '%%')}) AS series",
        list(left.values()),
    )


def defaults(model, columns):
    """What the other columns get, that must not be empty."""
    fields = {field.column: field for field in model._meta.concrete_fields}
    return {
        column: field.get_db_prep_save(field.get_default(), connection)
        for column, field in fields.items()
        if column not in columns and not field.primary_key and not field.has_db_default() and not field.null
    }
