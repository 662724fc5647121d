"""Small pieces of SQL text: literals, three-valued logic, and selects in layers."""

import re
from dataclasses import dataclass, field

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

    OFFSET 0 keeps the planner from pulling a layer up and evaluating its expressions once per use. Every layer costs
    for each column that goes through it, so none takes along what nobody above it reads.
    """

    text: str
    names: set
    layers: list = field(default_factory=list)

    def add(self, **columns):
        """What the text below has already is not made again."""
        made = {name: expression for name, expression in columns.items() if name not in self.names}
        if made:
            self.layers.append(made)
        return self

    def select(self, wanted):
        """The SQL of these columns."""
        text, there = self.text, set(self.names)
        for columns, above in zip(self.layers, self.read_above(wanted), strict=True):
            made = {name: expression for name, expression in columns.items() if name in above}
            if made:
                named = [f"{expression} AS {name}" for name, expression in made.items()]
                text = (
                    f"SELECT {', '.join([*sorted(there & above - made.keys()), *named])} FROM ({text} OFFSET 0) AS q"
                )
                there |= made.keys()
        return text

    def read_above(self, wanted):
        """Of each layer the names that are read above it."""
        read, found = set(wanted), []
        for columns in reversed(self.layers):
            found.append(set(read))
            read |= {word for name, text in columns.items() if name in read for word in WORD.findall(text)}
        return found[::-1]


WORD = re.compile(r"[a-z_][a-z0-9_]*")
