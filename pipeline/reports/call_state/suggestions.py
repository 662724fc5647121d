"""The best questions now, and why: the chances behind the order, so that a person can check them."""

from dataclasses import dataclass
from functools import cached_property

from babel import Locale
from babel.numbers import format_percent
from django.utils.translation import get_language, gettext, ngettext, to_locale

from frameworks_app.models import read
from frameworks_app.verdict import Suggestion

IN_SIGHT = 3


@dataclass(frozen=True)
class Question:
    key: str
    name: str
    framework: str
    suggestion: Suggestion
    rubric: list
    # Of the team's leads, how many have given each rating.
    past: tuple = ()
    # The least rating that passes its gate in this framework; None: it has no gate that counts.
    gate: int | None = None

    @property
    def is_confirm(self):
        return str(self.suggestion.action) == "confirm"

    @property
    def chance(self):
        return percent(self.suggestion.p)

    @property
    def past_words(self):
        """What earlier calls heard: of so many, how many stayed below the gate."""
        total = sum(self.past)
        if not total:
            return gettext("No lead of your team has answered it before: every answer counts as equally likely.")
        if self.gate is None:
            asked = ngettext(
                "%(total)d lead of your team has answered it before.",
                "%(total)d leads of your team have answered it before.",
                total,
            )
            return asked % {"total": total}
        asked = ngettext(
            "%(total)d lead of your team has answered it before; below %(gate)d: %(low)d.",
            "%(total)d leads of your team have answered it before; below %(gate)d: %(low)d.",
            total,
        )
        return asked % {"total": total, "low": sum(self.past[: self.gate]), "gate": self.gate}

    @property
    def ratings(self):
        """For each of the five answers: how often it is given, and the chance to qualify once it is."""
        chances = zip(self.suggestion.s, self.suggestion.p_r, self.rubric, strict=True)
        return [
            {"rating": rating, "words": read(words).text, "often": percent(s), "then": percent(p_r)}
            for rating, (s, p_r, words) in enumerate(chances)
        ]


class Suggestions:
    """The questions that can still change a result, best first; none when every framework is decided."""

    def __init__(self, lead_score, found, history):
        self.lead_score, self.found, self.history = lead_score, found, history

    @cached_property
    def questions(self):
        names, frameworks = self.lead_score.names["criteria"], self.lead_score.names["frameworks"]
        rubrics = {each["key"]: each["rubric"] for each in self.lead_score.current.document["criteria"]}
        return [
            Question(
                key=each.criterion,
                name=names[each.criterion],
                framework=frameworks[framework],
                suggestion=each,
                rubric=rubrics[each.criterion],
                past=self.history.get(each.criterion, ()),
                gate=self.gate_of(framework, each.criterion),
            )
            for framework, each in self.found
        ]

    def gate_of(self, framework, criterion):
        stated = self.lead_score.current.model.frameworks[framework]
        return next((each.gate for each in stated.criteria if each.key == criterion and stated.counts_gates), None)

    @property
    def in_sight(self):
        """The question on the screen may be among them: one more, so that three are left beside it."""
        return self.questions[: IN_SIGHT + 1]


def percent(chance):
    """Whole percent, but never 0 or 100 for what is merely close."""
    if 0 < chance < 0.01:
        return gettext("under %s") % shown(0.01)
    if 0.99 < chance < 1:
        return gettext("over %s") % shown(0.99)
    return shown(chance)


def shown(chance):
    return format_percent(chance, locale=Locale.parse(to_locale(get_language() or "en")))
