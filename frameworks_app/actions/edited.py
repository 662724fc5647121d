"""Who edited which definition of the draft last, as history tells it. A row that was added has none to tell."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast

from accounts.models import User
from frameworks_app.models import (
    Category,
    Criterion,
    DecisionCondition,
    DecisionRow,
    Framework,
    FrameworkCriterion,
    Icp,
    IcpCriterion,
    ScoringSettings,
    SignalType,
)

# By part of the document: the rows whose edits are edits of its entries, and where these have their key.
PARTS = (
    ("icps", Icp, "key"),
    ("icps", IcpCriterion, "icp__key"),
    ("signal_types", SignalType, "key"),
    ("frameworks", Framework, "key"),
    ("frameworks", FrameworkCriterion, "framework__key"),
    ("criteria", Criterion, "key"),
    ("table", DecisionRow, "key"),
    ("table", DecisionCondition, "row__key"),
    ("categories", Category, "key"),
    ("settings", ScoringSettings, ""),
)


@dataclass(frozen=True)
class Edit:
    by: User | None
    at: datetime


def last_edits(since):
    """By part of the document and key: the last edit after this moment."""
    first, *others = [events(part, model, path, since) for part, model, path in PARTS]
    found = sorted(first.union(*others, all=True), key=lambda row: row[3])
    people = User.objects.in_bulk({context.get("user") for _part, _key, context, _at in found if context} - {None})
    return {(part, key): Edit(people.get((context or {}).get("user")), at) for part, key, context, at in found}


def events(part, model, path, since):
    kept = model.pgh_event_models["update"].objects.filter(pgh_created_at__gt=since)
    key = Cast(F(path), CharField()) if path else Value("", CharField())
    return kept.values_list(Value(part, CharField()), key, "pgh_context__metadata", "pgh_created_at")
