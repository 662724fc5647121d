"""A file of finished deals as calls held once more, under each framework of the version in force."""

from collections import Counter
from dataclasses import asdict, dataclass
from statistics import mean, median

from django.utils.translation import gettext as _

from frameworks_app.models import read
from frameworks_app.verdict import Answer, Framework
from frameworks_app.verdict.replay import (
    all_as_listed,
    best_until_decided,
    cut,
    listed_until_decided,
    replay,
    with_call,
)
from pipeline.scoring.current import current

from .definitions import Definitions
from .mapping import load_mapping
from .refusals import Refused
from .rows import RowReader
from .table import open_table

FEWEST_CRITERIA = 3
ALL, LISTED, BEST = "all", "listed_until_decided", "best_until_decided"


@dataclass(frozen=True)
class Questions:
    """Questions per call under one order; `early`: calls in which not every criterion had to be asked."""

    mean: float
    median: float
    early: int


@dataclass(frozen=True)
class Replayed:
    framework: str
    name: str
    calls: int
    criteria: list
    left_out: list
    verdicts: dict
    # Calls in which the shorter orders end with another verdict than asking everything.
    different: int
    questions: dict

    def numbers(self):
        return asdict(self)


@dataclass(frozen=True)
class LeftOut:
    """A framework of which the file covers too little to say anything."""

    framework: str
    name: str
    criteria: list

    def numbers(self):
        return asdict(self)


def replay_file(path, mapping_name):
    """Every framework in force: replayed ones first, then those that the file covers too little of."""
    model = current()
    if model is None:
        raise Refused(_("No scoring model has been published yet."))
    calls = list(read_calls(path, mapping_name))
    covered = set(calls[0])
    replayed, left_out = [], []
    for stated in model.document["frameworks"]:
        framework = model.model.frameworks[stated["key"]]
        name, short = read(stated["name"]).text, cut(framework, covered)
        if can_be_replayed(short):
            replayed.append(replay_calls(framework, short, name, calls))
        else:
            left_out.append(LeftOut(framework.key, name, [each.key for each in short.criteria]))
    return replayed, left_out


def can_be_replayed(short):
    has_gate = any(each.gate for each in short.criteria)
    is_whole = (has_gate or not short.counts_gates) and (short.weight or short.least_points is None)
    return len(short.criteria) >= FEWEST_CRITERIA and is_whole


def read_calls(path, mapping_name):
    """Of each row the answers that its mapping finds, by criterion."""
    mapping = load_mapping(mapping_name, Definitions.load())
    if not mapping.answers:
        raise Refused(_("The mapping %(name)s names no answers.") % {"name": mapping.name})
    table = open_table(
        path, encoding=mapping.encoding, separator=mapping.separator, wanted=mapping.columns, header=mapping.header
    )
    reader = RowReader(mapping, table.header)
    asked = [rule.criterion for rule in mapping.answers]
    for line, cells in table.rows():
        heard = {key: (rating, rung) for key, rating, rung, _quote in reader.draft(line, cells).answers}
        yield {key: answer_of(*heard.get(key, (None, ""))) for key in asked}


def answer_of(rating, rung):
    return None if rating is None else Answer(rating, rung)


def replay_calls(framework: Framework, short: Framework, name, calls):
    """The calls in the order of the file: what is known of answers is what earlier rows told."""
    history, verdicts, different = {}, Counter(), 0
    asked = {ALL: [], LISTED: [], BEST: []}
    for told in calls:
        whole = replay(short, told, all_as_listed)
        listed = replay(short, told, listed_until_decided)
        best = replay(short, told, best_until_decided(history))
        for way, held in ((ALL, whole), (LISTED, listed), (BEST, best)):
            asked[way].append(len(held.asked))
        verdicts[whole.verdict.value] += 1
        different += {listed.verdict, best.verdict} != {whole.verdict}
        history = with_call(history, told)
    return Replayed(
        framework=framework.key,
        name=name,
        calls=len(calls),
        criteria=[each.key for each in short.criteria],
        left_out=[each.key for each in framework.criteria if each not in short.criteria],
        verdicts=dict(verdicts),
        different=different,
        questions={way: counted(numbers, len(short.criteria)) for way, numbers in asked.items()},
    )


def counted(numbers, most):
    return Questions(round(mean(numbers), 2), median(numbers), sum(number < most for number in numbers))
