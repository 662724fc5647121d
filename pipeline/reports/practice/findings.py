"""What came of a practice call, held against its script: keys and facts, no sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from frameworks_app.verdict import Answer
from pipeline.models import PracticeAnswer
from pipeline.reports.lead_score import LeadScore

from .judging import Judge, Played, play_best
from .scenarios import RUNGS, Line, Reply
from .state import Practice

Kind = PracticeAnswer.Kind


@dataclass(frozen=True)
class InVain:
    """A question that could change no verdict when it was put; `then`: the scores of that moment."""

    key: str
    then: LeadScore


@dataclass(frozen=True)
class Missed:
    """Never asked, though it could still have decided; `frameworks` by key."""

    key: str
    frameworks: list
    reply: Reply | None


@dataclass(frozen=True)
class Assumed:
    """Recorded with less than was to be had."""

    key: str
    recorded: Answer
    reply: Reply
    is_asked: bool
    is_probed: bool

    @property
    def was_told(self):
        """They had said it, and it was written down as less sure."""
        told = self.reply.heard(is_probed=self.is_probed)
        return self.is_asked and rung(told.evidence) > rung(self.recorded.evidence)


@dataclass(frozen=True)
class Otherwise:
    """Recorded otherwise than they said it; `recorded` None: left without a rating, `told` None: they do not know."""

    key: str
    recorded: Answer | None
    told: Line | None
    is_asked: bool = True


@dataclass
class Findings:
    """Each list in the order of the conversation."""

    practice: Practice
    best: Played
    end: LeadScore
    truth: LeadScore
    in_vain: list = field(default_factory=list)
    missed: list = field(default_factory=list)
    assumed: list = field(default_factory=list)
    otherwise: list = field(default_factory=list)

    KINDS = ("in_vain", "missed", "assumed", "otherwise")

    @property
    def asked(self):
        """The questions put, in order."""
        return [turn.criterion for turn in self.practice.turns if turn.kind == Kind.ASKED]

    @property
    def is_clean(self):
        return not any(getattr(self, kind) for kind in self.KINDS)

    @property
    def kept(self):
        """For lists: which criteria each kind is about, and how many questions it took."""
        found = {kind: [each.key for each in getattr(self, kind)] for kind in self.KINDS}
        return found | {"asked": len(self.asked), "best": len(self.best.asked), "right": self.is_right}

    @property
    def is_right(self):
        """Every active framework came to the verdict that the whole script leads to."""
        active = self.end.current.model.active_frameworks
        return all(self.end.score.verdicts[key].verdict is self.truth.score.verdicts[key].verdict for key in active)


def findings_of(practice: Practice, judge: Judge) -> Findings:
    """Of a call that is over, or of one that goes on, as if it ended now."""
    scenario, known = practice.scenario, {}
    in_vain = []
    for turn in practice.turns:
        if turn.kind == Kind.ASKED and turn.criterion not in judge.turning(known):
            in_vain.append(InVain(turn.criterion, judge.score(known)))
        if turn.kind == Kind.RATED:
            take(known, turn)
    found = Findings(
        practice, play_best(scenario, judge), judge.score(known), judge.score(scenario.truth), in_vain=in_vain
    )
    found.missed = missed(practice, judge, known)
    for key in met(practice):
        held = known.get(key)
        add(found.assumed, less_sure(key, held, practice))
        add(found.otherwise, said_otherwise(key, held, practice))
    return found


def take(known: dict, turn):
    if turn.rating is None:
        known.pop(turn.criterion, None)
    else:
        known[turn.criterion] = Answer(turn.rating, turn.evidence)


def add(place, found):
    if found:
        place.append(found)


def met(practice):
    """The criteria that were asked or rated, in that order, each once."""
    return dict.fromkeys(turn.criterion for turn in practice.turns)


def missed(practice, judge, known: Mapping[str, Answer]):
    could, order = judge.turning(known), practice.state.asked_keys
    left = [key for key in order if key in could and not was_put(practice, key, Kind.ASKED)]
    return [Missed(key, could[key], practice.scenario.replies.get(key)) for key in left]


def was_put(practice, key, kind):
    return (key, kind) in practice.put


def less_sure(key, held, practice):
    reply: Reply | None = practice.scenario.replies.get(key)
    if held is None or reply is None:
        return None
    found = Assumed(key, held, reply, was_put(practice, key, Kind.ASKED), was_put(practice, key, Kind.PROBED))
    has_more = reply.more is not None and not found.is_probed
    is_less = rung(held.evidence) < rung(reply.whole.evidence)
    return found if is_less or (has_more and reply.more.rating != reply.first.rating) else None


def said_otherwise(key, held, practice):
    reply = practice.scenario.replies.get(key)
    if not was_put(practice, key, Kind.ASKED):
        return guessed(key, held, reply)
    told = reply and reply.heard(is_probed=was_put(practice, key, Kind.PROBED))
    if held is None:
        return Otherwise(key, None, told) if told else None
    if told is None:
        return Otherwise(key, held, None)
    is_same = held.rating == told.rating and rung(held.evidence) <= rung(told.evidence)
    return None if is_same else Otherwise(key, held, told)


def guessed(key, held, reply):
    """Rated without asking: written down as more than a guess, it was said by nobody; as a guess, see `less_sure`."""
    if held is None or held.evidence == RUNGS[0]:
        return None
    return Otherwise(key, held, reply and reply.whole, is_asked=False)


def rung(evidence):
    return RUNGS.index(evidence)
