"""Lift: how often each tenth of the leads, best first, was won, against all of them.

Where the line between two tenths runs through leads of one score, each tenth gets its part of them, and of those of
them that were won: fractions of leads, and the same whatever order they are read in.
"""

from math import fsum

from .shares import share

PARTS = 10


def tenths(groups):
    """Of groups best first, some of them won."""
    leads, won = sum(each.leads for each in groups), sum(each.won for each in groups)
    size, base = leads / PARTS, won / leads
    rows, so_far = [], 0.0
    for number, part in enumerate(spread(groups, leads), start=1):
        so_far += part
        rate = share(part, size)
        rows.append(
            {
                "tenth": number,
                "leads": round(size, 6),
                "won": round(part, 6),
                "rate": rate.plain(),
                "lift": rate.over(base).plain(),
                "gained": round(so_far / won, 6),
            }
        )
    return rows


def spread(groups, leads):
    """The won leads of each tenth. Counted in tenths of a lead, so that the lines between tenths are whole numbers."""
    parts = [[] for _number in range(PARTS)]
    start = 0
    for each in groups:
        end = start + each.leads * PARTS
        for number in range(start // leads, -(-end // leads)):
            inside = min(end, (number + 1) * leads) - max(start, number * leads)
            parts[number].append(each.won * inside / (each.leads * PARTS))
        start = end
    return [fsum(part) for part in parts]
