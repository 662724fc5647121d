"""What all leads of a company have done, together: by type, and week by week."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max
from django.db.models.functions import Now, TruncWeek
from django.utils import timezone

from frameworks_app.models import SignalType, read
from pipeline.models import Signal

WEEKS = 26
# Of the drawing: how wide a week is, how much of it is bar, and how high the highest bar.
STEP, WIDTH, HEIGHT = 10, 7, 60
KINDS = [SignalType.Kind.INTENT, SignalType.Kind.INTEREST, SignalType.Kind.FEEDBACK, SignalType.Kind.NEGATIVE]


@dataclass(frozen=True)
class Row:
    name: str
    kind: str
    lately: int
    count: int
    last: object

    @property
    def kind_name(self):
        return SignalType.Kind(self.kind).label


@dataclass(frozen=True)
class Bar:
    """One week: what stands on what, in units of the drawing from its top."""

    week: date
    count: int
    x: int
    parts: list


@dataclass(frozen=True)
class Engagement:
    rows: list
    bars: list
    kinds: list
    most: int

    width = WEEKS * STEP
    height = HEIGHT
    bar_width = WIDTH

    @property
    def count(self):
        return sum(bar.count for bar in self.bars)

    @property
    def last(self):
        return max((row.last for row in self.rows), default=None)


def engagement_of(leads):
    """Weeks begin on Monday in the reader's own zone."""
    happened = Signal.objects.filter(lead__in=leads, occurred_at__lte=Now()).order_by()
    named = happened.values("type__key", "type__name", "type__kind").annotate(week=TruncWeek("occurred_at"))
    found = list(named.annotate(count=Count("pk"), last=Max("occurred_at")))
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    weeks = [monday - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    by_week = defaultdict(Counter)
    for each in found:
        by_week[timezone.localtime(each["week"]).date()][each["type__kind"]] += each["count"]
    most = max((by_week[week].total() for week in weeks), default=0)
    bars = [bar(place, week, by_week[week], most) for place, week in enumerate(weeks)]
    kinds = {each["type__kind"] for each in found}
    return Engagement(rows_of(found, weeks[0]), bars, [kind for kind in KINDS if kind in kinds], most)


def rows_of(found, since):
    types = defaultdict(list)
    for each in found:
        types[each["type__key"]].append(each)
    rows = [
        Row(
            name=read(weeks[0]["type__name"]).text,
            kind=weeks[0]["type__kind"],
            lately=sum(each["count"] for each in weeks if timezone.localtime(each["week"]).date() >= since),
            count=sum(each["count"] for each in weeks),
            last=max(each["last"] for each in weeks),
        )
        for weeks in types.values()
    ]
    return sorted(rows, key=lambda row: row.last, reverse=True)


def bar(place, week, counts, most):
    """Heights are shares of the highest week, the strongest kind at the bottom."""
    parts, top = [], HEIGHT
    for kind in KINDS:
        if counts[kind]:
            height = max(round(HEIGHT * counts[kind] / most), 2)
            top = max(top - height, 0)
            parts.append({"kind": kind.value, "y": top, "height": height})
    return Bar(week, counts.total(), place * STEP, parts)
