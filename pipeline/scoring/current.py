"""The version and the day in force. A published document never changes: each is read once per process."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.db import connection

from frameworks_app.models import ScoringModelVersion
from frameworks_app.scoring import Model

from .compile import CompiledModel
from .days import day_after, today
from .inputs import Keys, Workflow

# By how much the clocks of several machines may differ.
SKEW = timedelta(minutes=5)
NEWEST = """
    SELECT version.id, version.published_at, (
        SELECT jsonb_agg(jsonb_build_array(workflow.team_id, workflow.segment_id, framework.key) ORDER BY workflow.id)
        FROM pipeline_teamworkflow workflow
        JOIN frameworks_app_framework framework ON framework.id = workflow.leading_framework_id
    ), (SELECT day FROM pipeline_rescorepass ORDER BY id DESC LIMIT 1)
    FROM frameworks_app_scoringmodelversion version ORDER BY version.id DESC LIMIT 1
"""


@dataclass(frozen=True)
class CurrentModel:
    """A published version with its two readers: `model` for one lead, `compiled` for any set of leads."""

    version_id: int
    document: dict
    model: Model
    compiled: CompiledModel
    # Whether somebody is to act on the statuses that change by its publication.
    acts_on_changes: bool = False


class InForce(NamedTuple):
    """By which version scores are made now, and of which day."""

    model: CurrentModel
    day: date


@lru_cache(maxsize=8)
def published(version_id, published_at):
    """By both, because a database that was emptied counts its versions from one again."""
    version = ScoringModelVersion.objects.get(pk=version_id, published_at=published_at)
    return version, Model.from_document(version.document), Keys.load()


@lru_cache(maxsize=4)
def compiled_for(version_id, published_at, workflows):
    version, model, keys = published(version_id, published_at)
    # Outside a model's field Django hands jsonb over as text.
    ways = tuple(Workflow(*row) for row in json.loads(workflows or "[]"))
    compiled = CompiledModel(version.document, keys, ways)
    return CurrentModel(version_id, version.document, model, compiled, version.acts_on_changes)


def current():
    """The newest version and the teams' ways of working, in one statement; None before the first publication."""
    found = newest()
    return found and found[0]


def in_force():
    """The newest version and today, in one statement; None before the first publication.

    Where the newest pass is of a day that this machine's clock is just short of, another machine's clock is ahead: its
    midnight has come for all, so that no lead is left behind on the evening before.
    """
    found = newest()
    if found is None:
        return None
    model, passed = found
    is_nearly = passed and passed == day_after(SKEW, model.document)
    return InForce(model, passed if is_nearly else today(model.document))


def newest():
    with connection.cursor() as cursor:
        cursor.execute(NEWEST)
        row = cursor.fetchone()
    return row and (compiled_for(*row[:3]), row[3])
