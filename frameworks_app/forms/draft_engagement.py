"""The signal types of the draft, and the levels that their points add up to."""

from django.utils.translation import gettext_lazy as _

from frameworks_app.models import SignalType

from .definitions import KeyedForm
from .draft_fields import dress
from .draft_part import Part
from .draft_rows import DraftRow, Rows
from .draft_settings import LevelsForm, settings_row

# The curve is drawn over a season, in a box of these units.
SEASON, HEIGHT = 90, 24


class SignalTypeForm(DraftRow, KeyedForm):
    is_ordered = is_keyed = True
    compared = ("name", "kind", "points", "cap", "half_life", "is_active")

    class Meta:
        model = SignalType
        fields = ["name", "kind", "points", "cap", "half_life", "is_active"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Before anything is written into the row.
        self.is_below = (self.instance.points or 0) < 0
        self.curve = curve(self.instance.half_life, self.instance.points or 0)
        self.full_after = full_after(self.instance)
        dress(self)

    @classmethod
    def fresh(cls, _parent):
        return SignalType()


def full_after(row):
    """How many events reach the cap; None when none ever does."""
    return -(-row.cap // abs(row.points)) if row.points and row.cap is not None else None


def curve(half_life, points):
    """The path of an event's points over a season: from the top, or, below 0, from the bottom."""
    half_life = half_life or None
    steps = range(0, SEASON + 1, 3) if half_life else (0, SEASON)
    left = [(day, 2 ** (-day / half_life) if half_life else 1) for day in steps]
    heights = [(day, share if points < 0 else 1 - share) for day, share in left]
    return "M" + " L".join(f"{day} {share * HEIGHT:.1f}" for day, share in heights)


CHART_WIDTH, CHART_HEIGHT, HEADROOM = 270, 140, 1.15


def chart(row, levels):
    """A type up to its cap over a season, and the lines of the levels, in the units of the chart."""
    cap = row.cap if row else 0
    top = max(cap, *levels) * HEADROOM
    share = [2 ** (-day / row.half_life) if row and row.half_life else 1 for day in range(0, SEASON + 1, 2)]
    step = CHART_WIDTH / (len(share) - 1)
    points = [f"{place * step:.1f} {height(cap * each, top):.1f}" for place, each in enumerate(share)]
    return {
        "name": row or "",
        "line": "M" + " L".join(points),
        "levels": [
            {"number": number, "y": f"{height(least, top):.1f}"} for number, least in enumerate(levels, start=2)
        ],
    }


def height(points, top):
    return CHART_HEIGHT * (1 - points / top)


class EngagementPart(Part):
    key = "engagement"
    title = _("Engagement")
    levels = (SignalType,)

    def build(self, data):
        stored = list(SignalType.objects.all())
        levels = settings_row()
        self.chart = chart(next(iter(stored), None), [levels.level_2, levels.level_3, levels.level_4])
        adding = [row for row in stored if row.is_active and row.points > 0]
        self.caps, self.each = sum(row.cap for row in adding), sum(min(row.cap, row.points) for row in adding)
        self.each_level = 1 + sum(self.each >= least for least in (levels.level_2, levels.level_3, levels.level_4))
        self.types = Rows(SignalTypeForm, "types", stored, data=data)
        self.settings = LevelsForm(data, instance=levels, prefix="levels")
        self.rows = {"types": self.types}
        self.singles = {"levels": self.settings}

    @property
    def blanks(self):
        return {"type": SignalTypeForm(instance=SignalType(), prefix="__rows__-__n__", known=None)}
