"""Gates, bounds and verdicts as SQL: the twin of frameworks_app.verdict. Source: scoring.md, Qualification.

An answer is one integer, rating x 4 + rung (assumed 0, heard 1, confirmed 2); NULL is unknown.
"""

from . import sql
from .inputs import RUNGS, code_names, counted_criteria, expiry_name

UNDECIDED, QUALIFIED, DISQUALIFIED = "0", "1", "2"
GATE_OPEN, GATE_PASSED, GATE_FAILED = "0", "1", "2"
RULES_WITH_GATES = {"all_gates", "both", "gates_in_order"}
CONFIRMED = RUNGS.index("confirmed")


def frameworks_needed(document, workflows):
    """Indexes of the frameworks that anything reads: active, named by a condition, led by, or the filters."""
    named = {each.get("framework") for row in document["table"] for each in row["conditions"]}
    led = {row.framework for row in workflows}
    return [
        index
        for index, framework in enumerate(document["frameworks"])
        if framework["active"] or framework["key"] in named | led | {"three_filters"}
    ]


def answer_codes(document, keys):
    """SQL of each criterion's answer: typed by people, or derived from the company light."""
    light = sql.switch("company_light", [("1", str(4 * 4 + CONFIRMED)), ("2", str(CONFIRMED))], "NULL")
    asked = code_names(document, keys)
    return {
        each["key"]: f"({light})" if each["derived_from"] == "company_light" else asked.get(each["key"], "NULL::int")
        for each in document["criteria"]
    }


def gate_name(framework, position):
    return f"g_{framework}_{position}"


def gate_columns(document, keys, needed):
    """One layer: the state of every gate, and each criterion's part of the numerators."""
    codes = answer_codes(document, keys)
    columns = {}
    for index in needed:
        for position, criterion in enumerate(document["frameworks"][index]["criteria"]):
            if criterion["gate"]:
                columns[gate_name(index, position)] = gate_state(criterion, codes[criterion["key"]])
    return columns


def gate_state(criterion, code):
    least_rung = RUNGS.index(criterion["gate_evidence"] or "assumed")
    below = f"{code} / 4 < {criterion['gate']}"
    return sql.case(
        [
            (f"{code} IS NULL", GATE_OPEN),
            # A guess disqualifies nobody.
            (f"{below} AND {code} %% 4 = 0", GATE_OPEN),
            (below, GATE_FAILED),
            (f"{code} %% 4 < {least_rung}", GATE_OPEN),
        ],
        GATE_PASSED,
    )


def bound_columns(document, keys, needed):
    """One layer: low and high of every framework in basis points."""
    codes = answer_codes(document, keys)
    columns = {}
    for index in needed:
        framework = document["frameworks"][index]
        parts = [(c, codes[c["key"]]) for c in framework["criteria"]]
        columns[f"f_low_{index}"] = bound(index, framework, [low_cells(document, *part) for part in parts], "<> 1")
        columns[f"f_high_{index}"] = bound(index, framework, [high_cells(*part) for part in parts], "= 2")
    return columns


def low_cells(document, criterion, code):
    percents = [(str(i), str(document["evidence"][rung])) for i, rung in enumerate(RUNGS)]
    return f"COALESCE({criterion['weight']}::bigint * ({code} / 4) * ({sql.switch(f'{code} %% 4', percents, '0')}), 0)"


def high_cells(criterion, code):
    return f"{criterion['weight']}::bigint * COALESCE({code} / 4 * 100, 400)"


def bound(index, framework, cells, stops):
    weight = sum(criterion["weight"] for criterion in framework["criteria"])
    if not weight:
        return "0::bigint"
    numerator = sql.total(cells)
    if framework["pass_rule"] == "gates_in_order":
        numerator = until_stopped(index, framework, cells, stops)
    return f"10000::bigint * ({numerator}) / {400 * weight}"


def until_stopped(index, framework, cells, stops):
    """The sum up to the first gate that stops the walk; that criterion and all after it add nothing."""
    numerator = "0::bigint"
    for position in reversed(range(len(cells))):
        numerator = f"{cells[position]} + {numerator}"
        if framework["criteria"][position]["gate"]:
            numerator = f"CASE WHEN {gate_name(index, position)} {stops} THEN 0::bigint ELSE {numerator} END"
    return numerator


def verdict_columns(document, needed):
    return {f"v_{index}": verdict(index, document["frameworks"][index]) for index in needed}


def verdict(index, framework):
    counting = framework["pass_rule"] in RULES_WITH_GATES
    gates = [gate_name(index, i) for i, c in enumerate(framework["criteria"]) if c["gate"] and counting]
    failed = [f"{gate} = {GATE_FAILED}" for gate in gates]
    passed = [f"{gate} = {GATE_PASSED}" for gate in gates]
    if framework["threshold"] is not None:
        failed.append(f"f_high_{index} < {framework['threshold'] * 100}")
        passed.append(f"f_low_{index} >= {framework['threshold'] * 100}")
    return sql.case([(sql.either(failed), DISQUALIFIED), (sql.every(passed), QUALIFIED)], UNDECIDED)


def leading_columns(document, keys, needed):
    """One layer: the leading framework's result, all active ones', their disagreement, and the lights."""
    active = [index for index in needed if document["frameworks"][index]["active"]]
    expiries = {index for index, _ids in counted_criteria(document, keys)}

    def of_leading(prefix, otherwise):
        return sql.switch("led_by", [(index, f"{prefix}_{index}") for index in needed], otherwise)

    return {
        "qual_low": of_leading("f_low", "0::bigint"),
        "qual_high": of_leading("f_high", "10000::bigint"),
        "verdict": of_leading("v", UNDECIDED),
        "holds_until": sql.switch(
            "led_by", [(index, expiry_name(index)) for index in needed if index in expiries], "NULL::int"
        ),
        "verdicts": f"ARRAY[{', '.join(f'v_{index}' for index in active)}]::smallint[]",
        "disagrees": sql.every(
            [sql.either([f"v_{index} = {state}" for index in active]) for state in (QUALIFIED, DISQUALIFIED)]
        ),
        "need_light": light(document, "need"),
        "person_light": light(document, "person"),
    }


def light(document, which):
    """Pass, fail or open of the gates that the three filters set for it."""
    gates = [
        gate_name(index, position)
        for index, framework in enumerate(document["frameworks"])
        if framework["key"] == "three_filters"
        for position, criterion in enumerate(framework["criteria"])
        if criterion["light"] == which and criterion["gate"]
    ]
    if not gates:
        return "0"
    failed = sql.either([f"{gate} = {GATE_FAILED}" for gate in gates])
    passed = sql.every([f"{gate} = {GATE_PASSED}" for gate in gates])
    return sql.case([(failed, "2"), (passed, "1")], "0")
