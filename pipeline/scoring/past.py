"""A lead's score on a day gone by, as it was shown that evening: by the version, the ways of working and the facts
of then."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import DateField, F, Func
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from frameworks_app.models import ScoringModelVersion
from frameworks_app.scoring import Facts, Score, score

from .compile import CompiledModel
from .current import CurrentModel, published
from .facts import load_facts
from .inputs import Scope, Workflow
from .sources import KnownOn, end_of, standing_override


@dataclass(frozen=True)
class PastScore:
    """What a LeadScore stands on, and where its facts were read from."""

    current: CurrentModel
    score: Score
    facts: Facts
    day: date
    source: KnownOn


def score_as_of(lead_id, day):
    """The score of a lead at the end of a day; None where there was no version yet, or no such lead."""
    model = model_on(day)
    if model is None:
        return None
    source = KnownOn.end_of(day, model.document["time_zone"])
    facts = load_facts(model.compiled, [lead_id], day, source).get(lead_id)
    return PastScore(model, score(model.model, facts), facts, day, source) if facts else None


def model_on(day):
    """The version in force at the end of a day, with the teams' ways of working of then; None before the first."""
    version = version_on(day)
    if version is None:
        return None
    version, _model, _keys = published(version.pk, version.published_at)
    return model_of(version, end_of(day, version.document["time_zone"]))


def model_of(version, moment):
    """A published version, with the teams' ways of working of a moment."""
    version, model, keys = published(version.pk, version.published_at)
    return CurrentModel(
        version.pk, version.document, model, CompiledModel(version.document, keys, workflows_on(moment))
    )


def version_on(day):
    """Without its document. Each version says by its own zone on which day it was published."""
    there = Func(KT("document__time_zone"), F("published_at"), function="timezone")
    published = ScoringModelVersion.objects.annotate(published_on=Cast(there, DateField()))
    return published.filter(published_on__lte=day).defer("document").newest_first().first()


# What a row said is what its first later change replaced, or what it says today. Rows older than the history of
# insertions are taken to have been there from the beginning.
WORKFLOWS = """
    WITH known AS (
        SELECT id, team_id, segment_id, leading_framework_id, 0 AS later, pgh_created_at AS at, pgh_id
        FROM pipeline_teamworkflowevent WHERE pgh_label <> 'insert' AND pgh_created_at >= %(cut)s
        UNION ALL
        SELECT id, team_id, segment_id, leading_framework_id, 1, NULL, NULL FROM pipeline_teamworkflow
    ), stated AS (
        SELECT DISTINCT ON (id) * FROM known ORDER BY id, later, at, pgh_id
    )
    SELECT stated.team_id, stated.segment_id, framework.key
    FROM stated JOIN frameworks_app_framework framework ON framework.id = stated.leading_framework_id
    WHERE NOT EXISTS (
        SELECT FROM pipeline_teamworkflowevent made
        WHERE made.id = stated.id AND made.pgh_label = 'insert' AND made.pgh_created_at >= %(cut)s
    )
    ORDER BY stated.id
"""


def workflows_on(cut):
    with connection.cursor() as cursor:
        cursor.execute(WORKFLOWS, {"cut": cut})
        return tuple(Workflow(*row) for row in cursor.fetchall())


def override_as_of(lead_id, source):
    """Key of the CategoryOverride that stood on a lead then; None where none did."""
    scope = Scope.ids([lead_id])
    stood = standing_override(scope)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT standing.word FROM pipeline_lead present CROSS JOIN LATERAL ({stood}) AS standing"
            f" WHERE {scope.of('present.id')}",
            {**scope.parameters, **source.parameters},
        )
        found = cursor.fetchone()
    return found and found[0]
