"""Shipped stages, reasons and routes; loaded as frameworks_app loads its definitions."""

from pathlib import Path

from django.db import transaction

from frameworks_app.actions.packs import Kind, load_items, read
from frameworks_app.models import Category, Framework
from pipeline.models import (
    CategoryRoute,
    HandOffClock,
    LatenessRule,
    Reason,
    ReviewFlag,
    ReviewRule,
    Stage,
    TeamWorkflow,
)

from .nurture_packs import load_tracks
from .retention import keep_rules

PACKS = Path(__file__).resolve().parents[1] / "packs"
DEFINED = ("key", "name", "description")
STAGES = Kind(Stage, (*DEFINED, "kind", "expected_days", "probability", "exit_criteria", "checklist"))
CLOCKS = Kind(HandOffClock, (*DEFINED, "event", "signal_types", "statuses", "accept_minutes", "attempt_minutes"))
REASONS = Kind(Reason, (*DEFINED, "kind", "track", "return_days", "return_rule"))


@transaction.atomic
def load_pipeline_packs():
    load_items(STAGES, read(PACKS / "stages.yml"))
    load_items(REASONS, [without_nulls(item) for item in read(PACKS / "reasons.yml")])
    load_items(CLOCKS, read(PACKS / "hand_off_clocks.yml"))
    LatenessRule.objects.get_or_create(pk=1)
    if not CategoryRoute.objects.exists():
        load_routes(read(PACKS / "category_routes.yml"))
    if not TeamWorkflow.objects.exists():
        first = Framework.objects.active().first()
        TeamWorkflow.objects.create(leading_framework=first)
    load_tracks(PACKS / "tracks.yml")
    if not ReviewFlag.objects.exists():
        load_review_flags(read(PACKS / "review_flags.yml"))
    ReviewRule.objects.get_or_create(pk=1)
    keep_rules()


def without_nulls(item):
    """An absent text is no text; an absent number of days stays unknown."""
    return {name: value for name, value in item.items() if value is not None or name == "return_days"}


def load_routes(routes):
    categories = Category.objects.in_bulk(field_name="key")
    stages = Stage.objects.in_bulk(field_name="key")
    CategoryRoute.objects.bulk_create(
        CategoryRoute(category=categories[category], stage=stages[stage]) for category, stage in routes.items()
    )


def load_review_flags(flags):
    stages = Stage.objects.in_bulk(field_name="key")
    ReviewFlag.objects.bulk_create(
        ReviewFlag(kind=kind, from_stage=stages[stage] if stage else None) for kind, stage in flags.items()
    )
