"""How a practice call is measured: by the engine, under the version in force when it began."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from frameworks_app.scoring import Facts, Icp, score
from frameworks_app.verdict import Action, Answer, open_criteria
from pipeline.reports.call_state.now import best_questions
from pipeline.reports.lead_score import LeadScore
from pipeline.scoring.current import CurrentModel, published

# Who is made up fits: one profile that asks nothing stands in place of those that look at real attributes.
EVERYBODY = (Icp("practice", 0, ()),)


@dataclass(frozen=True)
class Judge:
    """One version, with what the order of questions depends on."""

    version: CurrentModel
    leading: str | None
    history: Mapping[str, tuple]

    def score(self, answers: Mapping[str, Answer]) -> LeadScore:
        facts = Facts(today=0, answers=answers, leading=self.leading)
        return LeadScore(self.version, score(self.version.model, facts))

    def best(self, answers):
        """The order in which the call form asks: pairs of framework and suggestion."""
        return best_questions(self.score(answers), self.history)

    def turning(self, answers):
        """By criterion that could still change a verdict, the active frameworks in which it could."""
        model, found = self.version.model, self.score(answers)
        could = {}
        for key in model.active_frameworks:
            for criterion in open_criteria(model.frameworks[key], found.score.answers):
                could.setdefault(criterion, []).append(key)
        return could


def judge_of(call):
    """`call` comes from `with_version`."""
    return Judge(version_of(call.version_id, call.published_at), call.leading or None, call.history)


@lru_cache(maxsize=8)
def version_of(version_id, published_at):
    version, model, _keys = published(version_id, published_at)
    return CurrentModel(version_id, version.document, replace(model, icps=EVERYBODY), None)


@dataclass(frozen=True)
class Played:
    asked: tuple[str, ...]
    score: LeadScore


def play_best(scenario, judge) -> Played:
    """The same conversation by the form's own order: every answer heard whole, nothing asked in vain."""
    known, asked = {}, []
    while (key := next_to_ask(judge, known, asked)) is not None:
        asked.append(key)
        if key in scenario.replies:
            known[key] = scenario.truth[key]
    return Played(tuple(asked), judge.score(known))


def next_to_ask(judge, known, asked):
    found = (each for _framework, each in judge.best(known))
    return next((each.criterion for each in found if each.action is Action.ASK and each.criterion not in asked), None)
