"""What became of the leads that marketing passed on: accepted, returned and why, by source and campaign."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Aggregate, Case, Count, F, IntegerField, Q, Value, When, Window
from django.db.models.functions import Coalesce, Now, RowNumber
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from pipeline.models import HandOff, Reason

from .hand_offs import working_time

PERIODS = (30, 90, 365)
NAMED = 5
ACCEPTED, RETURNED, WAITING = "accepted", "returned", "waiting"
STATES = {
    ACCEPTED: (_("Accepted"), Q(accepted_at__isnull=False, returned_at=None)),
    RETURNED: (_("Returned"), Q(returned_at__isnull=False)),
    WAITING: (_("Waiting"), Q(accepted_at=None, returned_at=None, reassigned_at=None)),
}


@dataclass
class Group:
    """Leads of one source and campaign in one state: how many, the first few by name, and for returned ones why."""

    label: str
    kind: str
    count: int = 0
    share: int = 0
    leads: list = field(default_factory=list)
    reasons: list = field(default_factory=list)


@dataclass
class Row:
    source: str
    campaign: str
    passed: int
    groups: dict
    # In working minutes, of those that were accepted and tried.
    to_accept: int | None = None
    to_attempt: int | None = None
    # Of those with a clock, not accepted or returned by its end.
    late: int = 0
    timed: int = 0

    @property
    def late_share(self):
        """Of those that a clock runs for, the percentage late; rounded down."""
        return 100 * self.late // self.timed if self.timed else None

    @property
    def time_to_accept(self):
        return "" if self.to_accept is None else working_time(self.to_accept)

    @property
    def time_to_attempt(self):
        return "" if self.to_attempt is None else working_time(self.to_attempt)

    @property
    def decided(self):
        return self.passed - self.groups[WAITING].count

    @property
    def acceptance(self):
        """Of those that sales has decided on, the percentage accepted; rounded down."""
        return 100 * self.groups[ACCEPTED].count // self.decided if self.decided else None


@dataclass(frozen=True)
class Acceptance:
    rows: list
    total: Row
    reasons: list


def acceptance(days):
    """Of the hand-offs of the last so many days; in five statements, however many there are."""
    since = timezone.now() - timedelta(days=days)
    # Of those that went from person to person the last one counts.
    passed = HandOff.objects.filter(reassigned_at=None).filter(
        Q(kind=HandOff.Kind.SDR) | Q(by__role__in=[Role.MARKETING, Role.ADMIN])
    )
    hand_offs = passed.filter(occurred_at__gte=since).order_by()
    rows = {(row.source, row.campaign): row for row in counted(hand_offs)}
    reasons = why_returned(hand_offs, rows)
    name_leads(hand_offs, rows)
    ordered = sorted(rows.values(), key=lambda row: (-row.passed, row.source, row.campaign))
    return Acceptance(ordered, total_of(hand_offs, ordered), reasons)


def counted(hand_offs):
    counts = {state: Count("pk", filter=condition) for state, (_label, condition) in STATES.items()}
    found = hand_offs.values("lead__source", "lead__campaign").annotate(passed=Count("pk"), **counts, **TIMES)
    for each in found:
        passed = each["passed"]
        yield Row(each["lead__source"], each["lead__campaign"], passed, groups(each, passed), **times(each))


class Median(Aggregate):
    """The middle one that there is; unknown ones do not count."""

    function = "PERCENTILE_DISC"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = IntegerField()


ANSWERED_AT = Coalesce("accepted_at", "returned_at", Now())
TIMES = {
    "to_accept": Median("minutes_to_accept"),
    "to_attempt": Median("minutes_to_attempt"),
    "timed": Count("accept_by"),
    "late": Count("accept_by", filter=Q(accept_by__lt=ANSWERED_AT)),
}


def times(found):
    return {name: found[name] for name in TIMES}


def groups(counts, passed):
    return {
        state: Group(label, state, counts[state], 100 * counts[state] // passed if passed else 0)
        for state, (label, _condition) in STATES.items()
    }


def why_returned(hand_offs, rows):
    """Reasons with their counts, the commonest first: into each row, and over all of them."""
    names = {reason.pk: reason for reason in Reason.objects.filter(kind=Reason.Kind.RETURNED)}
    found = hand_offs.filter(STATES[RETURNED][1]).values("lead__source", "lead__campaign", "reason")
    overall = defaultdict(int)
    for each in found.annotate(count=Count("pk")).order_by("-count", "reason"):
        reason = str(names.get(each["reason"], ""))
        rows[each["lead__source"], each["lead__campaign"]].groups[RETURNED].reasons.append((reason, each["count"]))
        overall[reason] += each["count"]
    most = max(overall.values(), default=1)
    ordered = sorted(overall.items(), key=lambda item: -item[1])
    return [{"reason": reason, "count": count, "share": 100 * count // most} for reason, count in ordered]


def name_leads(hand_offs, rows):
    """The newest few leads behind each number."""
    state = Case(*(When(condition, then=Value(state)) for state, (_label, condition) in STATES.items()))
    place = Window(
        RowNumber(), partition_by=[F("lead__source"), F("lead__campaign"), F("state")], order_by=F("pk").desc()
    )
    newest = hand_offs.annotate(state=state).annotate(place=place).filter(place__lte=NAMED)
    for each in newest.select_related("lead__company", "lead__contact", "reason").order_by("-pk"):
        rows[each.lead.source, each.lead.campaign].groups[each.state].leads.append(each.lead)


def total_of(hand_offs, rows):
    sums = {state: sum(row.groups[state].count for row in rows) for state in STATES}
    passed = sum(row.passed for row in rows)
    return Row("", "", passed, groups(sums, passed), **times(hand_offs.aggregate(**TIMES)))
