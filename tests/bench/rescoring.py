"""R1 to R4: what it costs to score everyone again."""

import random

from frameworks_app.scoring import score
from pipeline.models import Lead, LeadState, RescorePass, ScoreChange
from pipeline.scoring.compile import COLUMNS
from pipeline.scoring.current import current
from pipeline.scoring.days import today
from pipeline.scoring.facts import load_facts
from pipeline.scoring.parity import columns_of
from pipeline.scoring.passes import run_passes
from pipeline.scoring.sources import FROM_LEADS
from pipeline.scoring.writing import HISTORY

from . import rule
from .bars import Sample
from .meter import execute, measured, settle, undone

TABLES = ("pipeline_leadstate", "pipeline_scorechange", "pipeline_stalelead", "pipeline_rescorerange")
SCORES = ", ".join(COLUMNS)
LOOPED = 1_000


class Rescoring:
    """R1 to R4; R2 is done by `workers`, where there are any."""

    keys = ("R1", "R2", "R3", "R4")

    def __init__(self, leads, workers=None, loops=True):
        self.leads, self.workers, self.loops = leads, workers, loops

    def prepare(self):
        """Say the rule in both ways, one after the other, and keep what each makes of the leads that it moves."""
        self.way = rule.said() or rule.WAYS[0]
        rule.say(self.way)
        run_passes()
        keep_scores(self.way)
        self.turn()
        run_passes()
        keep_scores(self.way)
        drop_unmoved()

    def turn(self):
        self.way = rule.other(self.way)
        rule.say(self.way)

    def repetition(self):
        settle(*TABLES)
        limit = write_moved(rule.other(self.way))
        settle(*TABLES)
        self.turn()
        loop = loop_over(LOOPED) if self.loops else None
        settle(*TABLES)
        alone = rescore_everyone()
        yield Sample("R1", alone.cpu, limit.cpu)
        if loop:
            yield Sample("R4", loop.cpu / LOOPED * self.leads, alone.cpu)
        if self.workers:
            settle(*TABLES)
            self.turn()
            yield Sample("R2", self.workers.rescore_everyone(), limit.wall)
        settle(*TABLES)
        joined = join_inputs()
        yield Sample("R3", rescore_unchanged().cpu, joined.cpu)


def keep_scores(way):
    execute(f"DROP TABLE IF EXISTS bench_{way}")
    execute(f"CREATE TABLE bench_{way} AS SELECT lead_id, {SCORES} FROM pipeline_leadstate")


def drop_unmoved():
    """What is left are the rows that a publication changes, as they will be after it."""
    one, other = (f"bench_{way}" for way in rule.WAYS)
    execute(f"CREATE TEMPORARY TABLE unmoved AS TABLE {one} INTERSECT TABLE {other}")
    for table in (one, other):
        execute(f"DELETE FROM {table} WHERE lead_id IN (SELECT lead_id FROM unmoved)")
        execute(f"VACUUM FULL ANALYZE {table}")
    execute("DROP TABLE unmoved")


def write_moved(way):
    """R1's limit: one UPDATE that gives every lead which the rule moves the scores that it will have. They are read
    from a table; nothing is computed. Same table, same indexes; rolled back."""
    assignments = ", ".join(f"{name} = moved.{name}" for name in COLUMNS)
    with undone(), measured() as cost:
        execute(
            f"UPDATE pipeline_leadstate state SET {assignments}, revision = state.revision + 1"
            f" FROM bench_{way} moved WHERE moved.lead_id = state.lead_id"
        )
    return cost


def rescore_everyone():
    """R1: the pass that follows a publication, in this process: every lead computed, the fifth that moves written
    with its history, a commit per range."""
    with measured() as cost:
        run_passes()
    return cost


def join_inputs():
    """R3's limit: one statement that joins whatever a rescore reads of each lead, and reads a column of each table."""
    with measured() as cost:
        execute(
            "SELECT count(lead.source), count(state.priority), count(company.industry), count(contact.seniority),"
            f" count(product.key), count(segment.key), count(input.day) FROM {FROM_LEADS}"
            " LEFT JOIN pipeline_leadinput input ON input.lead_id = lead.id"
        )
    return cost


def rescore_unchanged():
    """R3: the same pass again. Nothing has changed, and nothing may be written."""
    before = rows_written()
    RescorePass.objects.all()[:1].get().delete()
    with measured() as cost:
        run_passes()
    if rows_written() != before:
        raise SystemExit("A pass without changes wrote rows.")
    return cost


def rows_written():
    return execute("SELECT sum(revision) FROM pipeline_leadstate")


def loop_over(count):
    """R4: random leads one by one, as a loop does it: each is read with its facts, scored by the pure evaluator, held
    against its row, and saved with its history if it differs. Rolled back."""
    chosen = random.Random(count).sample(range(1, Lead.objects.count() + 1), count)
    with undone(), measured() as cost:
        model = current()
        for lead_id in chosen:
            facts = load_facts(model.compiled, [lead_id], today(model.document))[lead_id]
            rescore_one(model, LeadState.objects.select_related("override").get(pk=lead_id), facts)
    return cost


def rescore_one(model, state, facts):
    rank = state.override.rank if state.override else None
    found = columns_of(score(model.model, facts), model.document, override_rank=rank)
    moved = {name: value for name, value in found.items() if getattr(state, name) != value}
    if moved:
        old = {f"old_{name}": getattr(state, name) for name in HISTORY}
        for name, value in moved.items():
            setattr(state, name, value)
        state.revision, state.model_version_id = state.revision + 1, model.version_id
        state.save(update_fields=[*moved, "revision", "model_version"])
        new = {name: getattr(state, name) for name in HISTORY}
        cause = ScoreChange.Cause.PUBLISH
        ScoreChange.objects.create(lead_id=state.pk, version_id=model.version_id, cause=cause, **old, **new)
