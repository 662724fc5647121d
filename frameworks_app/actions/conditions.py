"""A condition of the decision table, as the row that admins edit and as the document says it."""

LIST_NAMES = {"signal_within": "types", "gate_failed": "criteria"}
CENTS = 100


def row_fields(condition):
    """Fields of a DecisionCondition from a document's or a pack's condition."""
    kind = condition["kind"]
    values = [condition["key"]] if kind == "icp" else condition.get(LIST_NAMES.get(kind, "in"), [])
    unit = CENTS if kind == "amount" else 1
    return {
        "kind": kind,
        "framework": condition.get("framework", ""),
        "values": list(values),
        "at_least": divided(condition.get("at_least"), unit),
        "at_most": divided(condition.get("at_most"), unit),
        "days": condition.get("days"),
        "currency": condition.get("currency", ""),
        "or_open": bool(condition.get("or_open")),
    }


def divided(number, unit):
    return None if number is None else number // unit


def document_conditions(row):
    """The conditions that one row stands for; being inside several ICPs is several conditions."""
    kind = row.kind
    if kind == "icp":
        return [with_mark({"kind": kind, "key": key}, row) for key in row.values]
    said = {"kind": kind}
    if row.framework:
        said["framework"] = row.framework
    if row.values:
        said[LIST_NAMES.get(kind, "in")] = list(row.values)
    if row.days is not None:
        said["days"] = row.days
    if row.currency:
        said["currency"] = row.currency
    unit = CENTS if kind == "amount" else 1
    ends = {"at_least": row.at_least, "at_most": row.at_most}
    said |= {name: end * unit for name, end in ends.items() if end is not None}
    return [with_mark(said, row)]


def with_mark(condition, row):
    return condition | {"or_open": True} if row.or_open else condition
