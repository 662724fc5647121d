"""The draft rows as one document: by value everything that changes a result, with labels in all languages."""

import hashlib
import json

from django.conf import settings

from frameworks_app.models import (
    Category,
    Criterion,
    DecisionRow,
    Framework,
    Icp,
    ScoringSettings,
    SignalType,
)
from frameworks_app.scoring import fade

from .conditions import document_conditions


def draft_document():
    """What would be published now."""
    values = ScoringSettings.objects.first() or ScoringSettings()
    signal_types = [signal_type(row) for row in SignalType.objects.all()]
    half_lives = sorted({each["half_life"] for each in signal_types if each["half_life"]})
    return {
        "format": 1,
        "time_zone": settings.LEADQUAL_TIME_ZONE,
        "currency": settings.LEADQUAL_CURRENCY,
        "evidence": {"assumed": values.assumed_percent, "heard": values.heard_percent, "confirmed": 100},
        "grades": {"A": values.grade_a, "B": values.grade_b, "C": values.grade_c},
        "levels": [values.level_2, values.level_3, values.level_4],
        "fades": {str(half_life): list(fade(half_life)) for half_life in half_lives},
        "icps": [icp(row) for row in Icp.objects.active().prefetch_related("criteria__attribute")],
        "criteria": [criterion(row) for row in Criterion.objects.all()],
        "frameworks": [
            framework(row)
            for row in Framework.objects.filter(is_retired=False).prefetch_related("criteria__criterion")
        ],
        "signal_types": signal_types,
        "categories": [category(row) for row in Category.objects.all()],
        "table": [
            table_row(row) for row in DecisionRow.objects.select_related("category").prefetch_related("conditions")
        ],
    }


def digest_of(document):
    """Equal for equal documents, whatever the order of their keys. The fade tables follow from the half-lives."""
    said = {part: value for part, value in document.items() if part != "fades"}
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def icp(row):
    return {
        "key": row.key,
        "name": row.name,
        "threshold": row.threshold,
        "criteria": [
            {
                "key": f"c{each.pk}",
                "attribute": each.attribute.key,
                "entity": each.attribute.entity,
                "value_type": each.attribute.value_type,
                "operator": each.operator,
                "operand": each.operand,
                "points": each.points,
                "required": each.required,
                "name": each.name or each.attribute.name,
            }
            for each in row.criteria.all()
        ],
    }


def criterion(row):
    return {
        "key": row.key,
        "name": row.name,
        "chapter": row.chapter,
        "shelf_life": row.shelf_life,
        "rubric": row.rubric,
        "derived_from": row.derived_from,
    }


def framework(row):
    return {
        "key": row.key,
        "name": row.name,
        "active": row.is_active,
        "pass_rule": row.pass_rule,
        "threshold": row.threshold,
        "criteria": [
            {
                "key": each.criterion.key,
                "label": each.label or None,
                "weight": each.weight,
                "gate": each.gate,
                "gate_evidence": each.gate_evidence or None,
                "light": each.light or None,
            }
            for each in row.criteria.all()
        ],
    }


def signal_type(row):
    # A retired type stays in the document, so that its old signals are still named, and weighs nothing.
    return {
        "key": row.key,
        "name": row.name,
        "kind": row.kind,
        "active": row.is_active,
        "points": row.points,
        "cap": row.cap,
        "half_life": row.half_life,
    }


def category(row):
    return {"id": row.pk, "key": row.key, "name": row.name, "kind": row.kind, "rank": row.rank}


def table_row(row):
    conditions = [said for each in row.conditions.all() for said in document_conditions(each)]
    return {"key": row.key, "category": row.category.key, "name": row.name, "conditions": conditions}
