"""Was it right to reject? What the audit calls have found, and how far it can be trusted."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pipeline.models import AuditCall, AuditRule, RejectionCount
from pipeline.scoring.current import current

from .backtest.shares import Interval, share
from .backtest.words import decimal, spoken
from .rejections import named

Outcome = AuditCall.Outcome
TOLD = {
    Outcome.RIGHT: gettext_lazy("Audit call: the rules rejected it rightly."),
    Outcome.WRONG: gettext_lazy("Audit call: the rules rejected it wrongly. That is worth knowing."),
    Outcome.NOT_REACHED: gettext_lazy("Audit call: nobody was reached, and it counts in neither."),
}
# An interval wider than this many points says little.
WIDE = 0.2
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Tally:
    """Audit calls by outcome; "" stands for those that are still open."""

    by_outcome: Counter

    @property
    def drawn(self):
        return self.by_outcome.total()

    @property
    def open(self):
        return self.by_outcome[""]

    @property
    def right(self):
        return self.by_outcome[Outcome.RIGHT]

    @property
    def wrong(self):
        return self.by_outcome[Outcome.WRONG]

    @property
    def called(self):
        return self.right + self.wrong

    @property
    def not_reached(self):
        return self.by_outcome[Outcome.NOT_REACHED]

    @property
    def let_go(self):
        return self.by_outcome[Outcome.LET_GO]

    @property
    def rate(self) -> Interval | None:
        """Of the leads that were reached, how many the rules had rejected wrongly."""
        return share(self.wrong, self.called)

    @property
    def rate_words(self):
        found = self.rate and self.rate._asdict()
        return spoken(found, 100, 0, _("%(value)s %% (%(low)s–%(high)s)"))

    @property
    def sentence(self):
        """What the rate means, and whether it means anything yet."""
        if not self.rate:
            return _("Nobody has been reached yet: the rate of wrongly rejected leads is not known.")
        said = ngettext(
            "%(called)d rejected lead was reached; wrongly rejected: %(wrong)d (%(low)s %% to %(high)s %%).",
            "%(called)d rejected leads were reached; wrongly rejected: %(wrong)d (%(low)s %% to %(high)s %%).",
            self.called,
        ) % {
            "called": self.called,
            "wrong": self.wrong,
            "low": whole(self.rate.low),
            "high": whole(self.rate.high),
        }
        return f"{said} {_('Too few to tell.')}" if self.is_too_wide else said

    @property
    def is_too_wide(self):
        return bool(self.rate) and self.rate.high - self.rate.low > WIDE


def told(audit):
    """To whoever has just ended its call."""
    return TOLD[audit.outcome]


def whole(part):
    return decimal(100 * part, 0)


@dataclass(frozen=True)
class Cause:
    """What had rejected leads that should not have been; no name: a person's word against the rules."""

    name: str
    number: int


@dataclass(frozen=True)
class OfVersion:
    version_id: int
    tally: Tally


class Found:
    """All that the page says to one reader."""

    def __init__(self, reader):
        self.audits = AuditCall.objects.readable_by(reader)
        self.counts = RejectionCount.objects.readable_by(reader)

    @cached_property
    def considered(self):
        recent = timezone.localdate() - WEEK
        rows = list(self.counts.values("day").annotate(number=Sum("considered"), over=Sum("over_cap")))
        return {
            "all": sum(row["number"] for row in rows),
            "over_cap": sum(row["over"] for row in rows),
            "week": sum(row["number"] for row in rows if row["day"] > recent),
        }

    @cached_property
    def counted(self):
        """Version and outcome to number: one statement for all that is counted."""
        rows = self.audits.order_by().values_list("version", "outcome").annotate(number=Count("pk"))
        return {(version, outcome): number for version, outcome, number in rows}

    @cached_property
    def tally(self):
        total = Counter()
        for (_version, outcome), number in self.counted.items():
            total[outcome] += number
        return Tally(total)

    @cached_property
    def versions(self):
        """The newest first."""
        ids = sorted({version for version, _outcome in self.counted}, reverse=True)
        return [OfVersion(pk, Tally(self.outcomes_of(pk))) for pk in ids]

    def outcomes_of(self, version_id):
        return Counter({outcome: number for (pk, outcome), number in self.counted.items() if pk == version_id})

    @cached_property
    def causes(self):
        """The most frequent first."""
        wrong = self.audits.order_by().filter(outcome=Outcome.WRONG)
        rows = wrong.values_list("caused_by").annotate(number=Count("pk")).order_by("-number", "caused_by")
        return [Cause(self.words(key), number) for key, number in rows]

    def words(self, key):
        return named(key, self.document) if key else ""

    @cached_property
    def document(self):
        return current().document

    @property
    def rule(self):
        return AuditRule.objects.first() or AuditRule()

    @property
    def rows(self):
        return self.audits.select_related("lead__company", "lead__contact", "team", "category", "call__by")

    def shown(self, audit):
        """With what rejected the lead, and what had been wrong about it, in words."""
        return {
            "audit": audit,
            "lead": audit.lead,
            "rejected_by": [self.words(key) for key in audit.rejected_by],
            "caused_by": self.words(audit.caused_by),
        }
