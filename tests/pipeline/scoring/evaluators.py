"""The two evaluators side by side: the same leads, column by column."""

from django.db import connection

from frameworks_app.scoring import Model, score
from pipeline.scoring.compile import COLUMNS, CompiledModel
from pipeline.scoring.facts import load_facts
from pipeline.scoring.inputs import Keys, Scope
from pipeline.scoring.parity import columns_of
from pipeline.scoring.sources import PRESENT


def compiled_of(document, workflows=()):
    return CompiledModel(document, Keys.load(), tuple(workflows))


def by_sql(compiled, ids, today, source=PRESENT):
    """Columns by lead, from the compiled select."""
    scope = Scope.ids(ids)
    with connection.cursor() as cursor:
        cursor.execute(compiled.select(scope, source), compiled.parameters(today, scope, source))
        return {row[0]: dict(zip(COLUMNS, row[1:], strict=True)) for row in cursor.fetchall()}


def by_python(document, facts, ranks=None):
    """Columns by lead, from the pure evaluator; `ranks` of those whose status a person has set."""
    model, ranks = Model.from_document(document), ranks or {}
    return {
        lead_id: columns_of(score(model, each), document, override_rank=ranks.get(lead_id))
        for lead_id, each in facts.items()
    }


def say_the_same(document, ids, today, source=PRESENT):
    """Hold both evaluators equal over these leads, whom nobody has overridden; the pure one's columns."""
    compiled = compiled_of(document)
    pure = by_python(document, load_facts(compiled, ids, today, source))
    assert by_sql(compiled, ids, today, source) == pure
    return pure
