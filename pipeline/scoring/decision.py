"""The decision table as SQL: three-valued conditions, first match, and whether it is settled. Source: scoring.md."""

from . import sql
from .fit import GRADE_BITS
from .inputs import recent_name
from .qualification import DISQUALIFIED, GATE_FAILED, QUALIFIED, UNDECIDED, gate_name

# All that a qualification and a fit can add stays below one step of rank.
RANK_STEP = 100_020_001
VERDICTS = {"undecided": UNDECIDED, "qualified": QUALIFIED, "disqualified": DISQUALIFIED}


def condition_name(row, position):
    return f"c_{row}_{position}"


def condition_columns(document, needed):
    """One layer: every condition as true, false or NULL (open)."""
    return {
        condition_name(i, j): condition_sql(condition, document, needed)
        for i, row in enumerate(document["table"])
        for j, condition in enumerate(row["conditions"])
    }


def condition_sql(condition, document, needed):
    return KINDS[condition["kind"]](condition, document, needed)


def fit_grade(condition, _document, _needed):
    wanted = sum(GRADE_BITS[grade] for grade in set(condition["in"]))
    return sql.case([(f"grade_mask & {15 - wanted} = 0", "true"), (f"grade_mask & {wanted} = 0", "false")], "NULL")


def inclusion(condition, _document, _needed):
    return sql.switch(
        "inclusion", [("1", inside(condition, "included")), ("2", inside(condition, "excluded"))], "NULL::boolean"
    )


def inside(condition, state):
    return "true" if state in condition["in"] else "false"


def icp(condition, document, _needed):
    index = next((i for i, each in enumerate(document["icps"]) if each["key"] == condition["key"]), None)
    if index is None:
        return "false"
    return sql.switch(f"inclusion_{index}", [("1", "true"), ("2", "false")], "NULL::boolean")


def one_of(column):
    return lambda condition, _document, _needed: f"{column} = ANY({sql.array(condition['in'], 'text')})"


def amount(condition, _document, _needed):
    same_currency = f"currency = {sql.literal(condition['currency'])}"
    return f"CASE WHEN amount IS NOT NULL AND {same_currency} THEN {between('amount', condition)} END"


def between(value, condition, unit=1):
    ends = [(">=", condition.get("at_least")), ("<=", condition.get("at_most"))]
    return sql.every([f"{value} {sign} {sql.whole(end * unit)}" for sign, end in ends if end is not None])


def engagement_level(condition, _document, _needed):
    return between("level", condition)


def intent_points(condition, _document, _needed):
    return between("intent", condition, 1_000_000)


def signal_within(condition, document, _needed):
    return recent_name(document, condition)


def last_signal_age(condition, _document, _needed):
    return f"COALESCE({between('last_signal_age', condition)}, false)"


def verdict(condition, document, needed):
    wanted = f"= ANY({sql.array([int(VERDICTS[state]) for state in condition['in']], 'int')})"
    match condition["framework"]:
        case "leading":
            return f"(verdict {wanted})"
        case "any_other":
            active = [index for index in needed if document["frameworks"][index]["active"]]
            return sql.either([f"(led_by <> {index} AND v_{index} {wanted})" for index in active])
        case key:
            index = framework_index(document, key)
            return "false" if index is None else f"(v_{index} {wanted})"


def gate_failed(condition, document, needed):
    if condition["framework"] == "leading":
        return sql.switch("led_by", [(index, failed(condition, document, index)) for index in needed], "false")
    index = framework_index(document, condition["framework"])
    return "false" if index is None else failed(condition, document, index)


def failed(condition, document, index):
    gates = [
        f"{gate_name(index, position)} = {GATE_FAILED}"
        for position, criterion in enumerate(document["frameworks"][index]["criteria"])
        if criterion["gate"] and criterion["key"] in condition["criteria"]
    ]
    return sql.either(gates)


def framework_index(document, key):
    return next((i for i, each in enumerate(document["frameworks"]) if each["key"] == key), None)


KINDS = {
    "fit_grade": fit_grade,
    "inclusion": inclusion,
    "icp": icp,
    "segment": one_of("segment"),
    "product": one_of("product"),
    "source": one_of("source"),
    "amount": amount,
    "engagement_level": engagement_level,
    "intent_points": intent_points,
    "signal_within": signal_within,
    "last_signal_age": last_signal_age,
    "verdict": verdict,
    "gate_failed": gate_failed,
}


def row_columns(document):
    """One layer: the winning row, whether it is true outright, and the first row that is not false."""
    rows = list(enumerate(document["table"]))
    return {
        "won": sql.case([(matches(i, row), str(i)) for i, row in rows], "NULL::int"),
        "first_possible": sql.case([(not_false(i, row), str(i)) for i, row in rows], "NULL::int"),
    }


def matches(i, row):
    """Every condition holds, or is open and may be."""
    return sql.every(
        [
            f"COALESCE({condition_name(i, j)}, {'true' if condition.get('or_open') else 'false'})"
            for j, condition in enumerate(row["conditions"])
        ]
    )


def not_false(i, row):
    return sql.every([f"COALESCE({condition_name(i, j)}, true)" for j in range(len(row["conditions"]))])


def is_true(i, row):
    return sql.every([f"COALESCE({condition_name(i, j)}, false)" for j in range(len(row["conditions"]))])


def category_columns(document):
    """Last layer: the category, whether anything could still change it, and the sort key."""
    categories = {category["key"]: category for category in document["categories"]}
    rows = [(i, row, categories[row["category"]]) for i, row in enumerate(document["table"])]
    rank = sql.switch("won", [(i, category["rank"]) for i, _row, category in rows], "0")
    # A person's override stands before the computed category in every list.
    standing_rank = sql.switch("override_id", [(each["id"], each["rank"]) for each in categories.values()], rank)
    is_outright = sql.switch("won", [(i, is_true(i, row)) for i, row, _category in rows], "false")
    return {
        "category_id": sql.switch("won", [(i, category["id"]) for i, _row, category in rows], "NULL::bigint"),
        "category_settled": f"(first_possible = won AND {is_outright})",
        "priority": f"({standing_rank}) * {RANK_STEP}::bigint + qual_low * 10001 + fit_low",
    }
