"""What is asked of one lead, with its newest answers; and what is open for many, as their scores were last stored."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation

from pipeline.models import Stage
from pipeline.reports.lead_score import lead_score
from pipeline.scoring.current import current
from pipeline.scoring.days import number_of, today

from .items import Judge
from .known import Known, known_of
from .way import Way

MEASURED = {"criterion", "verdict", "verdict_decided"}


@dataclass(frozen=True)
class Asked:
    """Of one lead, before it leaves where it stands: everything that is asked, in order."""

    items: list
    known: Known
    stages: list
    judge: Judge

    @property
    def open(self):
        return [item for item in self.items if item.is_open]

    @property
    def met(self):
        return [item for item in self.items if not item.is_open]

    def overruled(self):
        """What is open, to be kept with the move: the key, and the words in every language."""
        return in_every_language(lambda judge: judge.items(self.stages, self.known), self.judge)


def in_every_language(items_by, judge):
    said = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            # Names are read once per judge, in the language of the moment.
            for item in items_by(Judge(judge.model, judge.day, judge.score)):
                if item.is_open:
                    said.setdefault(item.key, {})[code] = item.sentence
    return [{"key": key, "words": words} for key, words in said.items()]


def asked_of(lead, target, way=None):
    """What is asked before this lead comes to `target`. The lead comes with its state."""
    return asked_in((way or Way()).passed(lead.state, lead.segment_id, target), lead)


def asked_here(lead, way=None):
    """What the stage in which the lead stands asks before it is left."""
    way = way or Way()
    here = way.stages.get(lead.state.stage_id)
    spared = way.spared(lead.state.team_id, lead.segment_id)
    return asked_in([here] if here and here.is_active and here.pk != spared else [], lead)


def asked_in(stages, lead):
    kinds = {row.get("kind") for stage in stages for row in stage.exit_criteria}
    score = lead_score(lead.pk) if kinds & MEASURED else None
    judge = Judge(score and score.current, score and score.facts.today, score)
    known = known_of([lead.pk], None, None)[lead.pk]
    if score:
        known.answers.update(score.facts.answers)
    return Asked(judge.items(stages, known), known, stages, judge)


def open_for(ids):
    """How many exit criteria of its own stage each of these leads still has open; six statements for any number.

    Leads with nothing open are there with 0. Results are those that were last stored.
    """
    way = Way()
    return {pk: len(items) for pk, items in judged(ids, lambda known: own_stage(way, known)).items()}


def own_stage(way, known):
    here = way.stages.get(known.stage_id)
    spared = way.spared(known.team_id, known.segment_id)
    return [here] if here and here.is_active and here.pk != spared else []


@dataclass(frozen=True)
class Before:
    """What is open for several leads before they come to `target`."""

    judge: Judge
    way: Way
    target: Stage
    known: dict

    def items(self, pk, judge=None):
        known = self.known[pk]
        judge = judge or self.judge
        items = judge.items(self.way.passed(known, known.segment_id, self.target), known)
        return [*items, *judge.entry_items(self.target, known)]

    @property
    def open(self):
        """By lead; leads with nothing open are not there."""
        found = {pk: [item for item in self.items(pk) if item.is_open] for pk in self.known}
        return {pk: items for pk, items in found.items() if items}

    def overruled(self, pk):
        return in_every_language(lambda judge: self.items(pk, judge), self.judge)


def open_before(ids, target):
    """Six statements for any number of leads, by results as they were last stored."""
    judge, known = judge_for(ids)
    return Before(judge, Way(), target, known)


def judged(ids, stages_for):
    judge, known = judge_for(ids)
    return {pk: [item for item in judge.items(stages_for(each), each) if item.is_open] for pk, each in known.items()}


def judge_for(ids):
    model = current()
    day = today(model.document) if model else None
    return Judge(model, day and number_of(day)), known_of(list(ids), model, day)


def entry_of(stage):
    """What a closed stage asks of whoever closes: names of fields, and lines of its checklist by their keys."""
    rows = [] if stage.is_open else stage.exit_criteria
    lines = list(stage.lines)
    fields = {row["key"] for row in rows if row["kind"] == "field"}
    wanted = [row["index"] for row in rows if row["kind"] == "checklist" and row["index"] < len(lines)]
    return fields, {lines[index]: stage.checklist[index] for index in wanted}
