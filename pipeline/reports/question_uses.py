"""What questions were good for, by question and language: in the last ninety days, and ever."""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil, floor

from django.db.models import Count, Q
from django.utils.translation import gettext, ngettext

from accounts.calendar import home_day
from pipeline.models import QuestionUse

from .backtest.shares import share

LATELY = timedelta(days=90)
# From so many calls on a share says something.
ENOUGH = 10


@dataclass(frozen=True)
class Uses:
    """In how many calls a question was asked, answered, and changed a verdict by its answer."""

    asked: int = 0
    answered: int = 0
    changed: int = 0

    @property
    def skipped(self):
        return self.asked - self.answered

    def __add__(self, other):
        return Uses(self.asked + other.asked, self.answered + other.answered, self.changed + other.changed)

    @property
    def sentence(self):
        words = ngettext(
            "asked in %(asked)d call, answered in %(answered)d, changed a verdict in %(changed)d",
            "asked in %(asked)d calls, answered in %(answered)d, changed a verdict in %(changed)d",
            self.asked,
        )
        return words % {"asked": self.asked, "answered": self.answered, "changed": self.changed}

    @property
    def is_often_skipped(self):
        """Whether it is sure enough that more than half of those who could ask it do not."""
        return self.asked >= ENOUGH and share(self.skipped, self.asked).low > 0.5

    @property
    def skips_words(self):
        found = share(self.skipped, self.asked)
        said = {"skipped": self.skipped, "asked": self.asked}
        span = {"low": floor(found.low * 100), "high": ceil(found.high * 100)}
        words = gettext("skipped in %(skipped)d of %(asked)d calls; likely %(low)d to %(high)d %%")
        return words % (said | span)


@dataclass(frozen=True)
class Figures:
    lately: Uses = Uses()
    ever: Uses = Uses()

    def __add__(self, other):
        return Figures(self.lately + other.lately, self.ever + other.ever)


def figures(question_ids=None):
    """One statement: by question id and language; without ids, of all questions."""
    today = home_day()
    rows = QuestionUse.objects.all() if question_ids is None else QuestionUse.objects.filter(question__in=question_ids)
    sums = rows.values("question_id", "language").annotate(
        **counts("lately", Q(day__gt=today - LATELY)), **counts("ever", Q())
    )
    found = {}
    for row in sums.order_by("question_id", "language"):
        found.setdefault(row["question_id"], {})[row["language"]] = Figures(uses(row, "lately"), uses(row, "ever"))
    return found


def counts(span, when):
    return {
        f"{span}_asked": Count("pk", filter=when),
        f"{span}_answered": Count("pk", filter=when & Q(is_answered=True)),
        f"{span}_changed": Count("pk", filter=when & Q(changed_verdict=True)),
    }


def uses(row, span):
    return Uses(row[f"{span}_asked"], row[f"{span}_answered"], row[f"{span}_changed"])


def together(by_language):
    """Of all languages."""
    return sum(by_language.values(), Figures())
