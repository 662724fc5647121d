"""Whose stored columns are not what the pure evaluator makes of the facts."""

from pipeline.models import Lead
from pipeline.scoring.audit import differences
from pipeline.scoring.current import InForce, current
from pipeline.scoring.days import today


def differing_leads():
    """By the version in force and the clock; input rows that are believed are held to the facts, too."""
    model = current()
    ids = list(Lead.objects.values_list("pk", flat=True))
    return sorted({found.lead for found in differences(InForce(model, today(model.document)), ids)})
