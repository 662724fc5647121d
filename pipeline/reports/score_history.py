"""The scores of a lead over its life: ranges as bands, engagement as a line, and what moved them, day by day.

A change keeps what was there before it and what came after; between two changes a score goes straight from the one to
the other, as fading does. Of several changes on one day the first's beginning and the last's end are drawn.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.calendar import home_zone
from accounts.listing import listed
from frameworks_app.models import Category, ScoringModelVersion, read
from pipeline.models import Answer, CategoryOverride, DiscoveryCall, ScoreChange, Signal
from pipeline.scoring.sources import end_of
from pipeline.templatetags.leadqual import range_text, tenths

# So many of the latest days have a mark of their own.
MOST_DAYS = 40
WIDTH, HEIGHT = 1000, 100
MILLION = 1_000_000
KEPT = ("fit_low", "fit_high", "engagement", "qual_low", "qual_high", "category_id")
CAUSES = ScoreChange.Cause


@dataclass(frozen=True)
class Day:
    """All changes of one day as one: the first's beginning and the last's end."""

    day: date
    at: datetime
    old: dict
    new: dict
    causes: dict

    @property
    def before(self):
        return self.day - timedelta(days=1)


@dataclass(frozen=True)
class Lane:
    """One score as a shape of WIDTH by HEIGHT."""

    key: str
    name: str
    shape: str
    now: str
    top: str


@dataclass(frozen=True)
class Mark:
    """A day that moved the scores: where it is on the line, what happened, what it did."""

    day: Day
    x: str
    kind: str
    what: str
    changes: str

    @property
    def query(self):
        """Asks why, since the day before."""
        return f"?since={self.day.before.isoformat()}&on={self.day.day.isoformat()}"

    @property
    def words(self):
        return f"{self.what}: {self.changes}" if self.changes else self.what


@dataclass(frozen=True)
class Bar:
    """A person's word, from when to when, in percent of the width."""

    x: str
    width: str
    word: CategoryOverride


@dataclass(frozen=True)
class History:
    lanes: list = field(default_factory=list)
    marks: list = field(default_factory=list)
    bars: list = field(default_factory=list)
    begins: datetime | None = None
    note: str = ""
    unmarked: str = ""


def score_history(lead):
    """`lead` comes with its state."""
    zone = home_zone()
    changes = list(ScoreChange.objects.filter(lead=lead).order_by("recorded_at", "pk"))
    words = list(lead.overrides.select_related("category", "by", "lifted_by").order_by("created_at", "pk"))
    if not changes:
        return History()
    days = days_of(changes, zone)
    span = Span(changes[0].recorded_at, timezone.now())
    return History(
        lanes=lanes_of(days, lead.state, span),
        marks=marks_of(lead, days, span, zone),
        bars=[bar(word, span) for word in words],
        begins=changes[0].recorded_at,
        note=note_of(len(changes), len(days)),
        unmarked=unmarked_of(days),
    )


@dataclass(frozen=True)
class Span:
    begins: datetime
    ends: datetime

    def share(self, moment):
        """Where an instant is, 0 to 1."""
        whole = (self.ends - self.begins).total_seconds()
        return min(1, max(0, (moment - self.begins).total_seconds() / whole)) if whole > 0 else 1

    def x(self, moment):
        return f"{self.share(moment) * WIDTH:.1f}"

    def percent(self, moment):
        return f"{self.share(moment) * 100:.2f}%"


def days_of(changes, zone):
    return [
        day_of(day, list(own))
        for day, own in groupby(changes, key=lambda each: each.recorded_at.astimezone(zone).date())
    ]


def day_of(day, changes):
    first, last = changes[0], changes[-1]
    return Day(
        day=day,
        at=last.recorded_at,
        old={name: getattr(first, f"old_{name}") for name in KEPT},
        new={name: getattr(last, name) for name in KEPT},
        # By cause the version that it happened under.
        causes={each.cause: each.version_id for each in changes},
    )


def lanes_of(days, state, span):
    peak = max(state.engagement, *(max(day.old["engagement"], day.new["engagement"]) for day in days), 10 * MILLION)
    values = {name: getattr(state, name) for name in KEPT}
    return [
        lane("fit", _("Fit"), course(days, values, span, "fit_low", "fit_high"), 10_000, range_text, "100"),
        lane(
            "qual", _("Qualification"), course(days, values, span, "qual_low", "qual_high"), 10_000, range_text, "100"
        ),
        lane("engagement", _("Engagement"), course(days, values, span, "engagement"), peak, tenths, tenths(peak)),
    ]


def course(days, now, span, *names):
    """Points of the line: place, and the value of each name there."""
    for number, day in enumerate(days):
        if number:
            yield span.x(day.at), *(day.old[name] for name in names)
        yield span.x(day.at), *(day.new[name] for name in names)
    yield f"{WIDTH:.1f}", *(now[name] for name in names)


def lane(key, name, points, most, words, top):
    """A band where there are two ends, there along the upper one and back along the lower; else a line."""
    points = list(points)
    there = [f"{x},{height(values[-1], most)}" for x, *values in points]
    back = [f"{x},{height(values[0], most)}" for x, *values in reversed(points) if len(values) > 1]
    return Lane(key, name, " ".join(there + back), words(*points[-1][1:]), top)


def height(value, most):
    return f"{HEIGHT - HEIGHT * value / most:.1f}"


def bar(word, span):
    start, end = span.share(word.created_at), span.share(word.lifted_at or span.ends)
    # Never too narrow to be seen.
    return Bar(f"{min(start, 0.99) * 100:.2f}%", f"{max(end - start, 0.01) * 100:.2f}%", word)


def note_of(changes, days):
    if changes == days:
        return ""
    return _("%(changes)s changes on %(days)s days; of each day the last is drawn.") % {
        "changes": number_format(changes, force_grouping=True),
        "days": number_format(days, force_grouping=True),
    }


def unmarked_of(days):
    hidden = len(days) - MOST_DAYS
    if hidden <= 0:
        return ""
    return ngettext(
        "%(days)s earlier day is in the line without a mark.",
        "%(days)s earlier days are in the line without marks.",
        hidden,
    ) % {"days": number_format(hidden, force_grouping=True)}


def marks_of(lead, days, span, zone):
    """The latest days first, each with what happened on it."""
    shown = days[-MOST_DAYS:]
    happened = happened_on(lead, end_of(shown[0].before, zone.key), zone)
    versions = ScoringModelVersion.objects.defer("document").in_bulk(
        {pk for day in shown for pk in day.causes.values()}
    )
    names = {each.pk: read(each.name).text for each in Category.objects.all()}
    return [mark(day, span, happened[day.day], versions, names) for day in reversed(shown)]


def happened_on(lead, since, zone):
    """By day what was recorded on it: calls, signals by type, answers."""
    found = defaultdict(lambda: {"call": [], "signal": [], "answer": 0})
    for call in DiscoveryCall.objects.filter(lead=lead, ended_at__gte=since).order_by("ended_at"):
        if not call.is_attempt:
            found[call.ended_at.astimezone(zone).date()]["call"].append(call.get_outcome_display() or _("Call"))
    for row in by_day(Signal, lead, since, zone, "type__name"):
        found[row["day"]]["signal"].append(counted(read(row["type__name"]).text, row["count"]))
    for row in by_day(Answer, lead, since, zone):
        found[row["day"]]["answer"] = row["count"]
    return found


def by_day(model, lead, since, zone, *names):
    rows = model.objects.filter(lead=lead, recorded_at__gte=since)
    days = rows.annotate(day=TruncDate("recorded_at", tzinfo=zone)).order_by("day", *names)
    return days.values("day", *names).annotate(count=Count("pk"))


def counted(name, count):
    return name if count == 1 else f"{name} × {number_format(count, force_grouping=True)}"


def mark(day, span, happened, versions, names):
    said = list(what_happened(day, happened, versions))
    return Mark(
        day=day,
        x=span.percent(day.at),
        kind=said[0][0],
        what=listed(dict.fromkeys(text for _kind, text in said)),
        changes=listed(what_changed(day, names)),
    )


def what_happened(day, happened, versions):
    """Pairs of kind and words, what tells most first."""
    if CAUSES.PUBLISH in day.causes:
        yield "version", publication(versions[day.causes[CAUSES.PUBLISH]])
    learned = CAUSES.FACT in day.causes
    if learned and happened["call"]:
        yield "call", _("Call: %(outcome)s") % {"outcome": listed(dict.fromkeys(happened["call"]))}
    if learned and happened["answer"]:
        yield (
            "fact",
            ngettext("%(count)d answer", "%(count)d answers", happened["answer"]) % {"count": happened["answer"]},
        )
    if learned and happened["signal"]:
        yield "signal", listed(happened["signal"])
    if learned and not (happened["call"] or happened["answer"] or happened["signal"]):
        yield "fact", str(CAUSES.FACT.label)
    for cause in (CAUSES.IMPORT, CAUSES.MIDNIGHT):
        if cause in day.causes:
            yield cause.value, str(cause.label)


def publication(version):
    if version.why:
        return _("Version %(number)s published: “%(why)s”") % {"number": version.pk, "why": version.why}
    return _("Version %(number)s published") % {"number": version.pk}


def what_changed(day, names):
    old, new = day.old, day.new
    if old["category_id"] != new["category_id"]:
        yield _("status %(old)s → %(new)s") % {
            "old": names.get(old["category_id"], "–"),
            "new": names.get(new["category_id"], "–"),
        }
    for prefix, words in (("fit", _("fit %(old)s → %(new)s")), ("qual", _("qualification %(old)s → %(new)s"))):
        before, after = (range_text(side[f"{prefix}_low"], side[f"{prefix}_high"]) for side in (old, new))
        if before != after:
            yield words % {"old": before, "new": after}
    before, after = tenths(old["engagement"]), tenths(new["engagement"])
    if before != after:
        yield _("engagement %(old)s → %(new)s") % {"old": before, "new": after}
