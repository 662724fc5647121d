"""Calls of the past held once more: how many questions would have been enough? No Django, no clock."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from frameworks_app.verdict.framework import BEST_RATING, Answer, Framework
from frameworks_app.verdict.judgement import Action, Verdict, judge
from frameworks_app.verdict.questions import History, next_questions

# What a call of the past holds by criterion; None: asked, and not answered.
Told = Mapping[str, Answer | None]
# The next question after these answers and these questions; None: there is nothing left to ask.
Order = Callable[[Framework, Mapping[str, Answer], Collection[str]], str | None]


@dataclass(frozen=True)
class Replay:
    asked: tuple[str, ...]
    verdict: Verdict


def cut(framework: Framework, covered: Collection[str]) -> Framework:
    """The framework with only the criteria that calls of the past cover; weights, gates and threshold stay."""
    kept = tuple(each for each in framework.criteria if each.key in covered and not each.derived_from)
    return replace(framework, criteria=kept)


def replay(framework: Framework, told: Told, order: Order) -> Replay:
    """Ask in this order until it has nothing left; every criterion of the framework is in `told`."""
    known: dict[str, Answer] = {}
    asked: list[str] = []
    while (key := order(framework, known, asked)) is not None:
        asked.append(key)
        answer = told[key]
        if answer is not None:
            known[key] = answer
    return Replay(tuple(asked), judge(framework, known).verdict)


def all_as_listed(framework: Framework, _known: Mapping[str, Answer], asked: Collection[str]) -> str | None:
    """Every criterion, as the framework lists them."""
    return next((each.key for each in framework.criteria if each.key not in asked), None)


def listed_until_decided(framework: Framework, known: Mapping[str, Answer], asked: Collection[str]) -> str | None:
    """As the framework lists them, as long as a question that was not asked could still change the verdict."""
    return all_as_listed(framework, known, asked) if _open_questions(framework, known, asked, {}) else None


def best_until_decided(history: History) -> Order:
    """The next best question by what earlier calls heard, as long as one could still change the verdict."""

    def order(framework: Framework, known: Mapping[str, Answer], asked: Collection[str]) -> str | None:
        return next(iter(_open_questions(framework, known, asked, history)), None)

    return order


def _open_questions(
    framework: Framework, known: Mapping[str, Answer], asked: Collection[str], history: History
) -> Sequence[str]:
    found = next_questions(framework, known, history)
    return [each.criterion for each in found if each.action is Action.ASK and each.criterion not in asked]


def with_call(history: History, told: Told) -> dict[str, list[int]]:
    """The counts of ratings per criterion once this call belongs to the past."""
    counts = {key: list(found) for key, found in history.items()}
    for key, answer in told.items():
        if answer is not None:
            counts.setdefault(key, [0] * (BEST_RATING + 1))[answer.rating] += 1
    return counts
