"""Backtests as they stand in the database, gathered from leads that nobody needs to store."""

from random import Random

from django.utils import timezone

from frameworks_app.models import ScoringModelVersion
from pipeline.actions.backtests import classes_of
from pipeline.models import Job
from pipeline.reports.backtest.findings import Gathered
from pipeline.scoring.backtest import Fate, Life, Question, Said
from pipeline.scoring.decision import RANK_STEP


def finished_backtest(by, *, leads=1_200, skill=35, window=90, seed=3):
    """Leads whose score says something of how they ended: with `skill` 0 nothing, with 100 nearly all."""
    version = ScoringModelVersion.objects.current()
    found = gathered(version.document, leads, skill, Random(seed))
    return Job.objects.create(
        kind=Job.Kind.BACKTEST,
        by=by,
        state=Job.State.DONE,
        arguments={"version": version.pk, "question": Question(window=window).plain()},
        result={"as_of": "2026-11-20", "classes": classes_of(version.document), **found.findings()},
        finished_at=timezone.now(),
    )


def gathered(document, leads, skill, random):
    found = Gathered(document)
    for number in range(leads):
        life = Life(number, 20_000, None, "", None, False, False, False)
        found.add(life, *drawn(document, number, skill, random))
    for _number in range(leads // 20):
        found.add(life, Fate.YOUNG, None)
    return found


def drawn(document, number, skill, random):
    fit, engagement, qualification = (random.choice(range(0, 10_001, 500)) for _score in range(3))
    category = document["categories"][number % len(document["categories"])]
    chance = 15 + skill * (fit + qualification - 10_000) / 10_000
    said = Said(
        lead_id=number,
        fit_low=fit,
        fit_high=10_000,
        engagement=engagement * 8_000,
        qual_low=qualification,
        verdict=number % 3,
        category_id=category["id"],
        priority=category["rank"] * RANK_STEP + qualification * 10_001 + fit,
    )
    return Fate.WON if random.random() * 100 < chance else Fate.LOST, said


def backtest_under_way(by):
    said = {"version": ScoringModelVersion.objects.current().pk, "question": Question().plain()}
    return Job.objects.create(
        kind=Job.Kind.BACKTEST, by=by, state=Job.State.RUNNING, arguments=said, done=24, total=62
    )
