"""A backtest as its page shows it: everything named, every number written out."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frameworks_app.models import read
from pipeline.models import LeadState
from pipeline.scoring.backtest import Ended, Fate

from .findings import UNKNOWN
from .words import (
    EXPLAINED,
    MEASURES,
    cannot_tell,
    decimal,
    headline,
    judged_by,
    percent,
    plain,
    question_words,
    sentence,
    version_words,
)

# Of the chart, in its own units; the labels stand below and above the bars.
BAR, GAP, HEIGHT, TOP, FOOT = 40, 8, 120, 16, 18


@dataclass(frozen=True)
class Run:
    """A job that tried a model, in words; `said` are its arguments without the draft itself."""

    job: object
    said: dict
    names: dict

    @property
    def result(self):
        return self.job.result

    @property
    def title(self):
        return version_words(self.said)

    @property
    def question(self):
        return question_words(self.said["question"], self.names)

    @property
    def is_done(self):
        return bool(self.result)

    @property
    def headline(self):
        return headline(self.result) if self.is_done else ""

    @property
    def headline_of(self):
        """Which score the headline speaks of; empty where nothing can be told."""
        return MEASURES[judged_by(self.result)["name"]] if self.is_done and self.can_tell else ""

    @property
    def name(self):
        """In a list of runs to compare with."""
        return " · ".join([f"#{self.job.pk}", self.title, *map(str, self.question)])

    @property
    def counted(self):
        return self.result["won"] + self.result["lost"]

    @property
    def rate(self):
        return percent(self.result["rate"]) if self.counted else "–"

    @property
    def can_tell(self):
        return self.result["can_tell"]

    @property
    def refusal(self):
        return cannot_tell(self.result)

    @property
    def left_out(self):
        return [(Fate(fate).label, number) for fate, number in self.result["left_out"].items()]

    @property
    def is_without_window(self):
        return self.said["question"]["window"] in Ended.values

    @property
    def dateless(self):
        """Why leads of a file without dates are no matter of windows."""
        number = self.result["dateless"]
        return number and ngettext(
            "%(count)d lead has an outcome of the very time of its creation: its file had no dates. What the file said"
            " is taken as known at creation, and no window of days says anything of it.",
            "%(count)d leads have an outcome of the very time of their creation: their file had no dates. What the"
            " file said is taken as known at creation, and no window of days says anything of them.",
            number,
        ) % {"count": number}

    @property
    def measures(self):
        """The order of the lists first: it is what people work by."""
        return [Measured(each, self.result["classes"]) for each in reversed(self.result["measures"])]

    @property
    def tables(self):
        titles = {
            "grade": _("Fit grade"),
            "level": _("Engagement level"),
            "verdict": _("Qualification result"),
            "status": _("Status"),
        }
        return [
            {
                "title": titles[kind],
                "rows": [
                    {"name": class_name(kind, row["of"], self.result["classes"]), "rate": percent(row["rate"])}
                    | counts(row)
                    for row in rows
                ],
            }
            for kind, rows in self.result["tables"].items()
        ]


@dataclass(frozen=True)
class Measured:
    """One score over all leads."""

    found: dict
    classes: dict

    @property
    def key(self):
        return self.found["name"]

    @property
    def name(self):
        return MEASURES[self.key]

    @property
    def explained(self):
        return EXPLAINED[self.key]

    @property
    def sentence(self):
        return sentence(self.found)

    @property
    def auc(self):
        return plain(self.found["auc"], 3)

    @property
    def lift(self):
        return plain(self.found["tenths"][0]["lift"])

    @property
    def tied(self):
        """Said where a tie is so large that a tenth cannot be told from the next one."""
        size = self.found["tenths"][0]["leads"]
        if self.found["tied"] <= size:
            return ""
        return _(
            "%(tied)d leads have the same score; where a line between tenths runs through them, each tenth gets its"
            " even part."
        ) % {"tied": self.found["tied"]}

    @property
    def tenths(self):
        return [
            {
                "tenth": row["tenth"],
                "leads": decimal(row["leads"], 1),
                "won": decimal(row["won"], 1),
                "rate": percent(row["rate"]),
                "lift": plain(row["lift"]),
                "gained": _("%(share)s %%") % {"share": decimal(row["gained"] * 100, 1)},
            }
            for row in self.found["tenths"]
        ]

    @property
    def chart(self):
        """Bars of lift with their intervals, and a line at the average; all in units of the drawing."""
        rows = self.found["tenths"]
        tallest = max(2.0, *(row["lift"]["high"] for row in rows))
        scale = HEIGHT / tallest

        def y(lift):
            return round(TOP + HEIGHT - lift * scale, 1)

        bars = [bar(row, y, scale) for row in rows]
        width = GAP + len(bars) * (BAR + GAP)
        return {
            "bars": bars,
            "bar": BAR,
            "width": width,
            "height": TOP + HEIGHT + FOOT,
            "foot": TOP + HEIGHT + 13,
            "average": y(1.0),
            "ground": TOP + HEIGHT,
        }

    @property
    def thresholds(self):
        titles = {
            "grade": _("From grade"),
            "level": _("From level"),
            "status": _("From status"),
            "points": _("From points"),
        }
        return [
            {"title": titles[table["of"]], "rows": [self.threshold(table["of"], row) for row in table["rows"]]}
            for table in self.found["thresholds"]
        ]

    def threshold(self, of, row):
        name = class_name(of, row["at"], self.classes)
        shares = {"precision": percent(row["precision"]), "recall": percent(row["recall"])}
        return {"name": name} | shares | counts(row)


def bar(row, y, scale):
    """One tenth: its bar, the ends of its interval, and where its labels stand."""
    lift, x = row["lift"], GAP + (row["tenth"] - 1) * (BAR + GAP)
    return {
        "x": x,
        "middle": x + BAR // 2,
        "y": y(lift["value"]),
        "height": round(lift["value"] * scale, 1),
        "low": y(lift["low"]),
        "high": y(lift["high"]),
        "above": y(lift["high"]) - 4,
        "label": decimal(lift["value"], 1),
        "tenth": row["tenth"],
    }


def counts(row):
    return {"leads": row["leads"], "won": row["won"]}


def class_name(kind, key, classes):
    match kind:
        case "grade" if key == UNKNOWN:
            return _("unknown yet")
        case "verdict":
            return LeadState.Verdict(key).label
        case "status":
            return read(classes["statuses"][str(key)]).text
    return str(key)


def side_by_side(run, other):
    """Two runs, score by score; None where one of them cannot tell."""
    if not (run.can_tell and other.can_tell):
        return None
    pairs = zip(run.measures, other.measures, strict=True)
    return [{"name": one.name, "one": one, "other": two} for one, two in pairs]
