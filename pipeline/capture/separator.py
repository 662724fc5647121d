"""Which sign separates the cells: the one under which the header names the wanted columns and the rows agree."""

import csv
import io
from itertools import islice

CANDIDATES = [",", ";", "\t", "|"]
ROWS_TRIED = 50


def find_separator(text, wanted=()):
    return max(CANDIDATES, key=lambda separator: plausibility(text, separator, set(wanted)))


def plausibility(text, separator, wanted):
    """Wanted columns found, then whether all rows are as wide as the header, then how wide."""
    try:
        rows = list(islice(filter(None, csv.reader(io.StringIO(text, newline=""), delimiter=separator)), ROWS_TRIED))
    except csv.Error:
        return (0, False, 0)
    header = rows[0] if rows else []
    found = len(wanted & {name.strip() for name in header})
    return (found, len({len(row) for row in rows}) == 1, len(header))
