"""The two evaluators side by side: the same leads, column by column."""

from django.db import connection

from frameworks_app.scoring import Model, score
from pipeline.scoring.compile import COLUMNS, CompiledModel
from pipeline.scoring.decision import condition_name
from pipeline.scoring.facts import load_facts
from pipeline.scoring.inputs import Keys, Scope
from pipeline.scoring.parity import columns_of
from pipeline.scoring.sources import PRESENT


def compiled_of(document, workflows=()):
    return CompiledModel(document, Keys.load(), tuple(workflows))


def by_sql(compiled, ids, today, source=PRESENT):
    """By lead its columns, and how each row of the decision table came out, from the compiled select."""
    scope = Scope.ids(ids)
    conditions = [[condition_name(i, j) for j in range(len(row["conditions"]))] for i, row in rows(compiled.document)]
    names = [*COLUMNS, "level", "won", *(name for row in conditions for name in row)]
    with connection.cursor() as cursor:
        cursor.execute(compiled.select(scope, source, names), compiled.parameters(today, scope, source))
        found = {row[0]: dict(zip(names, row[1:], strict=True)) for row in cursor.fetchall()}
    return {lead_id: gathered(each, conditions) for lead_id, each in found.items()}


def rows(document):
    return enumerate(document["table"])


def gathered(found, conditions):
    """The many columns of the conditions as one."""
    states = [tuple(found.pop(name) for name in row) for row in conditions]
    return found | {"conditions": states}


def by_python(document, facts, ranks=None):
    """The same from the pure evaluator; `ranks` of those whose status a person has set."""
    model, ranks = Model.from_document(document), ranks or {}
    return {lead_id: said(score(model, each), document, ranks.get(lead_id)) for lead_id, each in facts.items()}


def said(found, document, rank):
    order = [row["key"] for row in document["table"]]
    return columns_of(found, document, override_rank=rank) | {
        "level": found.level,
        "won": order.index(found.row),
        "conditions": [each.states for each in found.outcome.rows],
    }


def say_the_same(document, ids, today, source=PRESENT):
    """Hold both evaluators equal over these leads, whom nobody has overridden; the pure one's columns."""
    compiled = compiled_of(document)
    pure = by_python(document, load_facts(compiled, ids, today, source))
    assert by_sql(compiled, ids, today, source) == pure
    return pure
