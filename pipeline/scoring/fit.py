"""Fit as SQL: the twin of frameworks_app.scoring's, over the same results. Source: scoring.md, Fit."""

from . import sql
from .inputs import result_name

OPEN, INCLUDED, EXCLUDED = "0", "1", "2"
LIGHT_OPEN, LIGHT_PASS, LIGHT_FAIL = "0", "1", "2"
GRADE_BITS = {"A": 1, "B": 2, "C": 4, "D": 8}


def ladders(icp):
    """Indexes of the criteria that form each ladder; one with several values stands alone."""
    found = {}
    for index, criterion in enumerate(icp["criteria"]):
        alone = index if criterion["value_type"] == "choices" else None
        found.setdefault((criterion["entity"], criterion["attribute"], alone), []).append(index)
    return list(found.values())


def icp_columns(document):
    """First layer: each ICP's inclusion and what its ladders earn, low and high."""
    columns = {}
    for i, icp in enumerate(document["icps"]):
        columns[f"inclusion_{i}"] = inclusion(i, icp)
        columns[f"earned_low_{i}"] = sql.total([earned(i, icp, ladder, min) for ladder in ladders(icp)])
        columns[f"earned_high_{i}"] = sql.total([earned(i, icp, ladder, max) for ladder in ladders(icp)])
    return columns


def inclusion(i, icp):
    required = [result_name(i, j) for j, criterion in enumerate(icp["criteria"]) if criterion["required"]]
    failed = sql.either([f"NOT {name}" for name in required])
    unknown = sql.either([f"{name} IS NULL" for name in required])
    return sql.case([(failed, EXCLUDED), (unknown, OPEN)], INCLUDED)


def earned(i, icp, ladder, extreme):
    """The points of the first rung that holds; unknown: the worst or best that the ladder could give."""
    points = {j: icp["criteria"][j]["points"] for j in ladder}
    # The rungs of a ladder read one attribute: they are unknown together.
    unknown = (f"{result_name(i, ladder[0])} IS NULL", sql.whole(extreme(0, *points.values())))
    return sql.case([unknown, *((result_name(i, j), sql.whole(points[j])) for j in ladder)], "0::bigint")


def reach(icp):
    """What an ICP's ladders can give at the least and at the most."""
    points = [[icp["criteria"][j]["points"] for j in ladder] for ladder in ladders(icp)]
    return sum(min(0, *ladder) for ladder in points), sum(max(0, *ladder) for ladder in points)


def range_columns(document):
    """Second layer: each ICP's range in basis points."""
    columns = {}
    for i, icp in enumerate(document["icps"]):
        columns[f"low_{i}"] = sql.switch(f"inclusion_{i}", [(INCLUDED, share(icp, f"earned_low_{i}"))], "0::bigint")
        columns[f"high_{i}"] = sql.switch(f"inclusion_{i}", [(EXCLUDED, "0::bigint")], share(icp, f"earned_high_{i}"))
    return columns


def share(icp, earned_points):
    least, most = reach(icp)
    if least == most:
        return "10000::bigint"
    return f"10000::bigint * ({earned_points} - ({least})) / {most - least}"


def overall_columns(document):
    """Third layer: the lead's fit over all ICPs, its inclusion and the company light."""
    indexes = range(len(document["icps"]))
    if not indexes:
        return {"fit_low": "0::bigint", "fit_high": "10000::bigint", "inclusion": OPEN, "company_light": LIGHT_OPEN}
    inclusion_is = {state: [f"inclusion_{i} = {state}" for i in indexes] for state in (OPEN, INCLUDED, EXCLUDED)}
    passes = [
        f"(inclusion_{i} = {INCLUDED} AND low_{i} >= {icp['threshold'] * 100})"
        for i, icp in enumerate(document["icps"])
    ]
    return {
        "fit_low": sql.greatest([f"low_{i}" for i in indexes]),
        "fit_high": sql.greatest([f"high_{i}" for i in indexes]),
        "inclusion": sql.case(
            [(sql.either(inclusion_is[INCLUDED]), INCLUDED), (sql.either(inclusion_is[OPEN]), OPEN)], EXCLUDED
        ),
        "company_light": sql.case(
            [(sql.every(inclusion_is[EXCLUDED]), LIGHT_FAIL), (sql.either(passes), LIGHT_PASS)], LIGHT_OPEN
        ),
    }


def grade_mask(document):
    """Bits of every grade from the high end's to the low end's."""
    return f"({at_most_grade(document, 'fit_high')} & {at_least_grade(document, 'fit_low')})"


def at_most_grade(document, score):
    """Bits of the grade that `score` reaches and of all below it."""
    grades = document["grades"]
    return sql.case(
        [(f"{score} >= {grades[g] * 100}", str(bits)) for g, bits in (("A", 15), ("B", 14), ("C", 12))], "8"
    )


def at_least_grade(document, score):
    """Bits of the grade that `score` reaches and of all above it."""
    grades = document["grades"]
    return sql.case([(f"{score} >= {grades[g] * 100}", str(bits)) for g, bits in (("A", 1), ("B", 3), ("C", 7))], "15")
