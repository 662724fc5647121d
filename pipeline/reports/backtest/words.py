"""What a backtest found, in plain sentences of the reader's language."""

from math import ceil, floor

from django.utils import formats
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Team
from frameworks_app.models import Product, Segment
from pipeline.scoring.backtest import DRAFT, Ended, Moment

from .findings import LEAST

MEASURES = {
    "fit": gettext_lazy("Fit"),
    "engagement": gettext_lazy("Engagement"),
    "qualification": gettext_lazy("Qualification"),
    "priority": gettext_lazy("Order of the lists"),
}
EXPLAINED = {
    "fit": gettext_lazy("The low end of fit, by which grades are given: what is unknown counts at its worst."),
    "engagement": gettext_lazy("Points of engagement on the day."),
    "qualification": gettext_lazy("The low end of the leading framework's result."),
    "priority": gettext_lazy("Status first, then qualification, then fit: as lists are sorted."),
}
WORSE = gettext_lazy(
    "Worse than chance: of two leads, one won and one not, it put the won one first only %(value)d times of 100"
    " (%(low)d–%(high)d)."
)
RIGHT = gettext_lazy(
    "Of two leads, one won and one not, it put the won one first %(value)d times of 100 (%(low)d–%(high)d)."
)
BEST = gettext_lazy("The best tenth was won %(times)s times as often as the average (%(low)s–%(high)s).")
# Of no width: a line does not end after the dash of an interval.
JOINER = "\u2060"


def decimal(value, places=2):
    # Rounded here: the format would only cut off.
    return formats.number_format(round(value, places), places)


def percent(rate):
    """A share with its interval: 12.3 % (10.1-14.8)."""
    return spoken(rate, 100, 1, _("%(value)s %% (%(low)s–%(high)s)"))


def plain(found, places=2):
    return spoken(found, 1, places, _("%(value)s (%(low)s–%(high)s)"))


def spoken(found, times, places, words):
    if found is None:
        return "–"
    ends = {name: decimal(each * times, places) for name, each in found.items()}
    return words % {**ends, "high": JOINER + ends["high"]}


def headline(result):
    """The one sentence that a person reads if they read but one."""
    if not result["can_tell"]:
        return cannot_tell(result)
    return sentence(judged_by(result))


def judged_by(result):
    """The order of the lists: it is what people work by."""
    return result["measures"][-1]


def cannot_tell(result):
    needed = _("At least %(least)d won and %(least)d others are needed to tell.") % {"least": LEAST}
    won = ngettext("%(count)d lead was won", "%(count)d leads were won", result["won"]) % {"count": result["won"]}
    lost = ngettext("%(count)d was not", "%(count)d were not", result["lost"]) % {"count": result["lost"]}
    return " ".join([_("This cannot be told: %(won)s, and %(lost)s.") % {"won": won, "lost": lost}, needed])


def sentence(measure):
    found = measure["auc"]
    if measure["scores"] == 1:
        return _("It separates nothing: all leads have the same score.")
    if found["low"] <= 0.5 <= found["high"]:
        ends = {"low": outward(found["low"], floor), "high": outward(found["high"], ceil)}
        return _("No better than chance: the interval %(low)s–%(high)s contains 0.5.") % ends
    times = {name: round(100 * each) for name, each in found.items()}
    if found["high"] < 0.5:
        return WORSE % times
    best = measure["tenths"][0]["lift"]
    lift = {"times": decimal(best["value"], 1), "low": decimal(best["low"], 1), "high": decimal(best["high"], 1)}
    return f"{RIGHT % times} {BEST % lift}"


def outward(value, rounded):
    """Two digits that do not draw the interval in."""
    return decimal(rounded(round(value * 100, 4)) / 100)


def version_words(arguments):
    if arguments["version"] == DRAFT:
        return _("Draft %(digest)s") % {"digest": arguments["digest"][:7]}
    return _("Version %(number)s") % {"number": arguments["version"]}


def names_of_scopes():
    """Of every segment, product and team, by key: few rows, read once for a page."""
    models = {"segment": Segment, "product": Product, "team": Team}
    return {name: {row.pk: str(row) for row in model.objects.all()} for name, model in models.items()}


def question_words(question, names):
    """The question in short: as known when, what counts as won, which leads."""
    return [
        *asked(question),
        *(words for words in (period(question), ending(question), *scope(question, names)) if words),
    ]


def asked(question):
    window = question["window"]
    if isinstance(window, int):
        words = ngettext("won within %(days)d day", "won within %(days)d days", window) % {"days": window}
    else:
        words = {Ended.CLOSED: _("won against lost"), Ended.ALL: _("won against all others")}[window]
    return [Moment(question["moment"]).label, words]


def period(question):
    since, until = (day_words(question[name]) for name in ("since", "until"))
    if since and until:
        return _("created %(since)s to %(until)s") % {"since": since, "until": until}
    if since:
        return _("created from %(since)s") % {"since": since}
    return until and _("created until %(until)s") % {"until": until}


def ending(question):
    day = day_words(question["ends"])
    return day and _("outcomes known until %(day)s") % {"day": day}


def day_words(day):
    return day and formats.date_format(parse_date(day), "DATE_FORMAT")


def scope(question, names):
    for kind, found in names.items():
        if question[kind]:
            yield found.get(question[kind], _("one that is gone"))
    yield question["source"]
