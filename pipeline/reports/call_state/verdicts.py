"""What the frameworks say, in words: one card each, one sentence where they stand against each other."""

from dataclasses import dataclass

from django.utils import formats, timezone
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from pipeline.models import LeadState
from pipeline.reports.lead_score import Card

GATE_WORDS = {
    "passed": _("passed"),
    "failed": _("failed"),
    "ask": _("ask"),
    "confirm": _("confirm"),
    "assumed_no": _("you assume a no: ask it"),
}
GATE_ICONS = {"passed": "check", "failed": "cross", "ask": "circle", "confirm": "half", "assumed_no": "half"}
STORED = {"undecided": 0, "qualified": 1, "disqualified": 2}


@dataclass(frozen=True)
class GateSign:
    key: str
    label: str
    kind: str
    icon: str
    words: str


@dataclass(frozen=True)
class VerdictCard:
    card: Card

    @property
    def verdict(self):
        """As stored: 0 open, 1 qualified, 2 not qualified."""
        return STORED[self.card.verdict]

    @property
    def gates(self):
        is_over = self.verdict == LeadState.Verdict.DISQUALIFIED
        return [gate_sign(gate, is_over) for gate in self.card.gates]

    @property
    def sentence(self):
        return sentence(self.card)

    @property
    def short(self):
        """For the narrow strip of a phone."""
        if self.verdict != LeadState.Verdict.UNDECIDED:
            return gettext("decided")
        return questions_words(self.card.judgement.questions_left)

    @property
    def holds(self):
        day = self.card.holds_until
        return gettext("holds until %s") % day_words(day) if day and self.verdict else ""


def gate_sign(gate, is_over):
    """Once a gate has failed the open ones are no longer to be asked: they say just that they are open."""
    state = str(gate.state)
    kind = {"passed": "pass", "failed": "fail"}.get(state, "open")
    words = gettext("open") if is_over and kind == "open" else GATE_WORDS[state]
    return GateSign(gate.key, gate.label, kind, GATE_ICONS[state], words)


def cards(lead_score):
    return [VerdictCard(card) for card in lead_score.frameworks]


def sentence(card):
    match card.verdict:
        case "undecided":
            return decides_words(card.judgement.questions_left)
        case "qualified":
            return gettext("decided: qualified under %(name)s; asking more changes nothing") % {"name": card.name}
    return gettext(
        "decided: cannot qualify under %(name)s; asking more changes nothing:"
        " agree on when to come back, ask for a referral"
    ) % {"name": card.name}


def decides_words(count):
    return ngettext("%(count)d question decides this", "%(count)d questions decide this", count) % {"count": count}


def questions_words(count):
    return ngettext("%(count)d question", "%(count)d questions", count) % {"count": count}


def spoken(lead_score):
    """A sentence for each framework, and one where they disagree."""
    parts = [f"{card.name}: {sentence(card)}" for card in lead_score.frameworks]
    return [*parts, lead_score.disagreement] if lead_score.disagreement else parts


def day_words(day):
    """ "3 March", with the year where it is another one."""
    if (get_language() or "en").startswith("zh"):
        return formats.date_format(day, "DATE_FORMAT")
    return formats.date_format(day, "j E" if day.year == timezone.localdate().year else "j E Y")
