"""A practice call at this moment: what the real form's parts show of a real one."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import F
from django.utils.translation import gettext

from pipeline.models import PracticeAnswer, PracticeCall
from pipeline.reports.call_state import CallState
from pipeline.reports.call_state.script import Said
from pipeline.reports.call_state.standing import Standing

from .judging import judge_of
from .scenarios import scenarios


def with_version(calls):
    return calls.annotate(published_at=F("version__published_at"))


@dataclass(frozen=True)
class Spoken:
    """What the made-up person has said of one criterion so far."""

    key: str
    lines: list
    may_probe: bool

    @property
    def is_asked(self):
        return bool(self.lines)


class PracticeState(CallState):
    """As of a real call; only nobody who is made up stands in a stage that asks for something more."""

    @cached_property
    def keys_that_matter(self):
        return {question.key for question in self.next.questions}


@dataclass(frozen=True)
class Practice:
    call: PracticeCall
    turns: list
    state: PracticeState

    @property
    def scenario(self):
        return scenarios().get(self.call.scenario)

    @cached_property
    def put(self):
        """Which questions were put: pairs of criterion and kind."""
        return {(turn.criterion, turn.kind) for turn in self.turns}

    @property
    def asked_count(self):
        return sum(kind == PracticeAnswer.Kind.ASKED for _key, kind in self.put)

    def spoken(self, key):
        reply, language = self.scenario.replies.get(key), self.call.language
        is_asked = (key, PracticeAnswer.Kind.ASKED) in self.put
        is_probed = (key, PracticeAnswer.Kind.PROBED) in self.put
        lines = [said(reply and reply.first, language)] if is_asked else []
        if is_asked and is_probed:
            lines.append(said(reply and reply.more, language, is_more=True))
        return Spoken(key, lines, is_asked and not is_probed)

    @property
    def every_spoken(self):
        return [self.spoken(key) for key in self.state.asked_keys]


def said(line, language, *, is_more=False):
    if line:
        return Said.of(line.says, language)
    # They have no words of their own for it: the sentence is the page's, in the reader's language.
    return Said(gettext("They have nothing to add.") if is_more else gettext("They do not know."), "", False)


def practice_of(call, revision=None) -> Practice:
    """One statement; `call` comes from `with_version`."""
    turns = list(call.answers.in_order())
    judge, standing = judge_of(call), standing_of(turns)
    answers = {key: each.for_engine for key, each in standing.items() if each.is_rated}
    revision = call.revision if revision is None else revision
    return Practice(call, turns, PracticeState(call, revision, judge.score(answers), standing, judge.history))


def standing_of(turns):
    """By criterion what was last made of the answer."""
    found = {}
    for turn in turns:
        if turn.kind == PracticeAnswer.Kind.RATED:
            before = found.get(turn.criterion)
            found[turn.criterion] = standing(turn, is_withdrawn=turn.rating is None and before is not None)
    return found


def standing(turn, *, is_withdrawn):
    return Standing(
        id=turn.pk,
        rating=turn.rating,
        evidence=turn.evidence,
        expires=None,
        is_stale=False,
        call_id=turn.call_id,
        occurred_at=turn.at,
        quote="",
        value=None,
        last_day=None,
        source_id=None,
        question_id=None,
        said_by="",
        is_withdrawn=is_withdrawn,
    )
