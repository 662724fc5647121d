"""Small pieces of SQL text: literals, three-valued logic, and selects in layers."""

from dataclasses import dataclass

from psycopg import sql


def literal(value):
    """A value as SQL text, safe inside a query that also takes named parameters."""
    text = sql.Literal(value).as_string(None)
    return text.replace("%", "%%")


def whole(number):
    return f"{int(number)}::bigint"


def array(values, kind):
    return f"ARRAY[{', '.join(literal(value) for value in values)}]::{kind}[]"


def total(terms):
    return " + ".join(terms) if terms else "0::bigint"


def either(conditions):
    return f"({' OR '.join(conditions)})" if conditions else "false"


def every(conditions):
    return f"({' AND '.join(conditions)})" if conditions else "true"


def case(branches, otherwise):
    """CASE over (condition, result) pairs; the first that is true wins."""
    if not branches:
        return f"({otherwise})"
    whens = " ".join(f"WHEN {condition} THEN {result}" for condition, result in branches)
    return f"CASE {whens} ELSE {otherwise} END"


def switch(value, branches, otherwise):
    """CASE of one value over (literal, result) pairs."""
    if not branches:
        return f"({otherwise})"
    whens = " ".join(f"WHEN {match} THEN {result}" for match, result in branches)
    return f"CASE {value} {whens} ELSE {otherwise} END"


def greatest(values):
    return f"GREATEST({', '.join(values)})"


@dataclass
class Layers:
    """A select over a select over a select: each layer names what the next ones read.

    OFFSET 0 keeps the planner from pulling a layer up and evaluating its expressions once per use.
    """

    text: str

    def add(self, **columns):
        if columns:
            named = ", ".join(f"{expression} AS {name}" for name, expression in columns.items())
            self.text = f"SELECT q.*, {named} FROM ({self.text} OFFSET 0) AS q"
        return self
