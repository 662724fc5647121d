"""A person's words taken out of the columns in which people write of others."""

from django.db import connection


def erase_mentions(place, identity):
    """Take the person's words out of these columns; returns how many rows had any."""
    anywhere = identity.nearby if place.widely else identity.everywhere
    near = rows_near(place, identity)
    elsewhere = place.rows.filter(pk__in=likely(place, anywhere)).exclude(pk__in=near)
    return change(place, near, identity.nearby) + change(place, elsewhere, anywhere)


def rows_near(place, identity):
    rows = place.rows
    if not place.near:
        return rows.none()
    ((column, of),) = place.near.items()
    return rows.filter(**{f"{column}__in": identity.keys(of)})


def change(place, rows, words):
    changed = 0
    for row in rows.only("pk", *place.columns).iterator():
        kept = {column: how(words, getattr(row, column), row) for column, how in place.columns.items()}
        kept = {
            column: fitted(place, column, value) for column, value in kept.items() if value != getattr(row, column)
        }
        if kept:
            changed += place.model._base_manager.filter(pk=row.pk).update(**kept)
    return changed


def fitted(place, column, value):
    """The word that says so may be longer than the one that it replaces."""
    longest = place.model._meta.get_field(column).max_length
    return value[:longest] if longest and isinstance(value, str) else value


# A text that can hold one of the words, told by the database; Python decides.
LIKELY = """
    SELECT {key} FROM {table}, concat_ws(E'\\n', {columns}) AS read_as_one
    WHERE read_as_one ILIKE ANY (%(texts)s::text[])
        OR regexp_replace(read_as_one, '\\D', '', 'g') LIKE ANY (%(digits)s::text[])
"""


def likely(place, words):
    meta = place.model._meta
    names = {"key": meta.pk.column, "table": meta.db_table}
    columns = ", ".join(f'"{meta.get_field(name).column}"::text' for name in place.columns)
    with connection.cursor() as cursor:
        cursor.execute(
            LIKELY.format(columns=columns, **names), {"texts": words.likely(), "digits": words.likely_digits()}
        )
        return [key for (key,) in cursor.fetchall()]


def rows_with(place, words):
    """The texts of each row that holds one of the words."""
    rows = place.rows.filter(pk__in=likely(place, words)).only("pk", *place.columns)
    for row in rows.iterator():
        said = " ".join(str(getattr(row, column)) for column in place.columns)
        if words.are_in(said):
            yield said
