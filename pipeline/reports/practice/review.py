"""A practice call looked back at: every finding as a sentence with its facts, and what to do better."""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext, ngettext

from accounts.listing import listed
from frameworks_app.models import Evidence, read
from frameworks_app.verdict import Verdict
from pipeline.reports.call_state.verdicts import STORED

from .findings import Findings
from .state import said


@dataclass(frozen=True)
class Note:
    """One finding: what it is about, what happened, and what was said or would have been."""

    key: str
    name: str
    sentence: str
    lines: list = field(default_factory=list)
    worth: str = ""


@dataclass(frozen=True)
class Part:
    """All findings of one kind; `advice` only where there are any."""

    kind: str
    icon: str
    title: str
    nothing: str
    advice: str
    notes: list


@dataclass(frozen=True)
class Compared:
    """One framework: where the call came to, and where the whole script leads."""

    name: str
    reached: int
    truth: int
    sentence: str

    @property
    def is_same(self):
        return self.reached == self.truth


class Review:
    def __init__(self, found: Findings):
        self.found, self.call = found, found.practice.call
        self.scenario, self.names = found.practice.scenario, found.end.names

    @cached_property
    def parts(self):
        """What costs a result first, what costs time last."""
        return [self.missed(), self.otherwise(), self.assumed(), self.in_vain()]

    @property
    def advice(self):
        """Sentences, each with the criteria at which it would have helped."""
        return [(part.advice, [note.name for note in part.notes]) for part in self.parts if part.notes]

    @property
    def frameworks(self):
        ends = {card.key: card for card in self.found.end.frameworks}
        return [compared(ends[card.key], card) for card in self.found.truth.frameworks]

    @property
    def used(self):
        """Questions put, against the number that the form's own order needs for the same conversation."""
        asked, best = len(self.found.asked), len(self.found.best.asked)
        put = ngettext("You asked %(count)d question.", "You asked %(count)d questions.", asked) % {"count": asked}
        needed = ngettext(
            "In the form's own order %(count)d decides every result that can be decided.",
            "In the form's own order %(count)d decide every result that can be decided.",
            best,
        )
        return f"{put} {needed % {'count': best}}"

    @property
    def best_order(self):
        return [self.names["criteria"][key] for key in self.found.best.asked]

    def missed(self):
        return Part(
            "missed",
            "flag",
            gettext("Missed"),
            gettext("Nothing that could still have decided was left unasked."),
            gettext("Before you hang up, look under Next: while it names a question, a result is still open."),
            [self.missed_note(each) for each in self.found.missed],
        )

    def missed_note(self, each):
        frameworks = listed(self.names["frameworks"][key] for key in each.frameworks)
        sentence = gettext("Never asked, and it could still have changed the result under %(frameworks)s.")
        return self.note(
            each.key,
            sentence % {"frameworks": frameworks},
            self.words(each.reply),
            self.worth(each.key, each.reply and each.reply.whole),
        )

    def otherwise(self):
        return Part(
            "otherwise",
            "scale",
            gettext("Rated otherwise than they said it"),
            gettext("Every rating stands where their words put it."),
            gettext("Hold the words of the five levels against what you heard, then press the number."),
            [self.otherwise_note(each) for each in self.found.otherwise],
        )

    def otherwise_note(self, each):
        lines = [said(each.told, self.call.language)]
        return self.note(each.key, self.otherwise_words(each), lines, self.worth(each.key, each.told))

    def otherwise_words(self, each):
        if each.recorded is None:
            return gettext("You asked, they answered, and it was left without a rating.")
        yours = {"yours": self.rated(each.key, each.recorded)}
        if not each.is_asked:
            return gettext("You recorded %(yours)s, and never asked.") % yours
        if each.told is None:
            return gettext("You recorded %(yours)s. Where they know nothing there is nothing to rate.") % yours
        if each.recorded.rating == each.told.rating:
            return gettext("You recorded %(yours)s. Nobody had made it as sure as that.") % yours
        return gettext("You recorded %(yours)s. By the rubric their words are another level.") % yours

    def assumed(self):
        return Part(
            "assumed",
            "half",
            gettext("Left as assumption"),
            gettext("Everything was recorded as surely as it could be known."),
            gettext("Ask on once: who else, since when, how much. A second sentence often turns a guess into a fact."),
            [self.assumed_note(each) for each in self.found.assumed],
        )

    def assumed_note(self, each):
        yours = {"yours": self.rated(each.key, each.recorded)}
        if not each.is_asked:
            sentence, lines = gettext("You recorded %(yours)s, without asking."), self.words(each.reply)
        elif each.was_told or each.reply.more is None or each.is_probed:
            sentence = gettext("You recorded %(yours)s, and they had said more than that.")
            lines = [said(each.reply.heard(is_probed=each.is_probed), self.call.language)]
        else:
            sentence = gettext("You recorded %(yours)s, and did not ask on. They would have added:")
            lines = [said(each.reply.more, self.call.language)]
        return self.note(each.key, sentence % yours, lines, self.worth(each.key, each.reply.whole))

    def in_vain(self):
        return Part(
            "in_vain",
            "clock",
            gettext("Asked in vain"),
            gettext("Every question could still change a result when you put it."),
            gettext("When every result says decided, stop asking: agree on when to come back, and end the call."),
            [self.note(each.key, stands_then(each.then)) for each in self.found.in_vain],
        )

    def note(self, key, sentence, lines=(), worth=""):
        return Note(key, self.names["criteria"].get(key, key), sentence, list(lines), worth)

    def words(self, reply):
        """What they would have said, to its end."""
        language = self.call.language
        lines = [said(reply and reply.first, language)]
        return [*lines, said(reply.more, language)] if reply and reply.more else lines

    def rated(self, key, held):
        return gettext("%(rating)s “%(level)s”, %(evidence)s") % {
            "rating": held.rating,
            "level": self.level(key, held.rating),
            "evidence": evidence_words(held.evidence),
        }

    def worth(self, key, line):
        return gettext("By the rubric: %(level)s.") % {"level": self.rated(key, line)} if line else ""

    def level(self, key, rating):
        criterion = next(each for each in self.found.end.current.document["criteria"] if each["key"] == key)
        return read(criterion["rubric"][rating]).text


def evidence_words(evidence):
    words = str(Evidence(evidence).label)
    return words[:1].lower() + words[1:]


def stands_then(then):
    """Why a question could change nothing: where every active framework stood when it was put."""
    stands = [stand_words(card) for card in then.frameworks]
    return gettext("It could change no result when you put it: %(stands)s.") % {"stands": "; ".join(stands)}


def stand_words(card):
    if card.verdict != Verdict.UNDECIDED:
        return card.stand
    return gettext("%(name)s was open, and did not wait for this answer") % {"name": card.name}


def compared(end, truth):
    reached, right = STORED[end.verdict], STORED[truth.verdict]
    return Compared(truth.name, reached, right, why_words(end, truth))


def why_words(end, truth):
    """What makes the script's verdict, and where the call left it open what it waited for."""
    if end.verdict == truth.verdict:
        return truth.stand if truth.verdict != Verdict.UNDECIDED else ""
    if end.verdict == Verdict.UNDECIDED:
        waited = listed(label for label, _action in end.decides)
        return gettext("left open at: %(criteria)s") % {"criteria": waited}
    return truth.stand if truth.verdict != Verdict.UNDECIDED else ""
