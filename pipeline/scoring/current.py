"""The version in force, read once per process: a published document never changes."""

import json
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from frameworks_app.models import ScoringModelVersion
from frameworks_app.scoring import Model

from .compile import CompiledModel
from .inputs import Keys, Workflow

NEWEST = """
    SELECT version.id, version.published_at, (
        SELECT jsonb_agg(jsonb_build_array(workflow.team_id, workflow.segment_id, framework.key))
        FROM pipeline_teamworkflow workflow
        JOIN frameworks_app_framework framework ON framework.id = workflow.leading_framework_id
    )
    FROM frameworks_app_scoringmodelversion version ORDER BY version.id DESC LIMIT 1
"""


@dataclass(frozen=True)
class CurrentModel:
    """A published version with its two readers: `model` for one lead, `compiled` for any set of leads."""

    version_id: int
    document: dict
    model: Model
    compiled: CompiledModel


@lru_cache(maxsize=4)
def published(version_id, published_at):
    """By both, because a database that was emptied counts its versions from one again."""
    document = ScoringModelVersion.objects.get(pk=version_id, published_at=published_at).document
    return document, Model.from_document(document), Keys.load()


def current():
    """The newest version and the teams' ways of working, in one statement; None before the first publication."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST)
        newest = cursor.fetchone()
    if newest is None:
        return None
    version_id, published_at, workflows = newest
    document, model, keys = published(version_id, published_at)
    # Outside a model's field Django hands jsonb over as text.
    ways = tuple(Workflow(*row) for row in json.loads(workflows or "[]"))
    return CurrentModel(version_id, document, model, CompiledModel(document, keys, ways))
