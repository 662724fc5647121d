"""How stored numbers and rows are shown. Every shown number is rounded down, as scores themselves are."""

import re
from datetime import date, datetime, timedelta

from babel import Locale
from babel.numbers import format_currency, format_decimal
from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext, ngettext, pgettext, to_locale
from django.utils.translation import gettext_lazy as _

from accounts.listing import listed
from frameworks_app.models import read

register = template.Library()
register.filter("listed", listed)

LIGHTS = ("open", "pass", "fail")
LIGHT_WORDS = (_("open"), _("passed"), _("failed"))
VERDICTS = (
    {"kind": "open", "icon": "half", "word": _("Open")},
    {"kind": "pass", "icon": "check", "word": _("Qualified")},
    {"kind": "fail", "icon": "cross", "word": _("Not qualified")},
)


def locale():
    return Locale.parse(to_locale(get_language() or "en"))


@register.filter
def whole(basis_points):
    """Basis points 0..10000 as whole points 0..100."""
    return basis_points // 100


@register.filter
def tenths(millionths):
    """Millionths of a point as points with one decimal, rounded down."""
    return format_decimal(int(millionths) // 100_000 / 10, format="#,##0.0", locale=locale())


@register.simple_tag
def range_text(low, high):
    """Two ends in basis points: "55–80", or one number when they are equal."""
    low, high = whole(low), whole(high)
    return str(low) if low == high else f"{low}–{high}"


@register.simple_tag
def grade_text(low, high, thresholds):
    """Letters by whole points, such as {"A": 75, "B": 50, "C": 25}: "A", "D to A", "unknown yet"."""
    if (low, high) == (0, 10000):
        return gettext("unknown yet")
    worst, best = grade(low, thresholds), grade(high, thresholds)
    if worst == best:
        return worst
    return gettext("%(worst)s to %(best)s") % {"worst": worst, "best": best}


def grade(points, thresholds):
    return next((letter for letter in "ABC" if points >= thresholds[letter] * 100), "D")


@register.filter
def light_kind(light):
    return LIGHTS[light]


@register.filter
def verdict_parts(verdict):
    return VERDICTS[verdict or 0]


@register.filter
def in_language(texts, language=None):
    """An admin-edited text in the reader's language, or in the one asked for."""
    return read(texts, language).text


@register.filter
def inside(words):
    """A label as it stands within a sentence: its first letter small, unless it is an acronym such as ЛПР."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


@register.simple_tag
def icon(name, label="", extra=""):
    """A drawing from our sprite; silent unless it is given a label."""
    voice = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon {}" {}><use href="{}#{}"></use></svg>', extra, voice, static("icons.svg"), name
    )


@register.inclusion_tag("components/range_bar.html")
def range_bar(low, high, label, mark=None, wide=False):
    """A range in basis points; `mark` is a threshold in whole points."""
    return {"low": low, "high": high, "label": label, "mark": mark, "wide": wide}


@register.inclusion_tag("components/lights.html")
def lights(state, words=False):
    """The three filters of a lead's state, or of a call; hidden ones say so."""
    if getattr(state, "is_hidden", False):
        return {"is_hidden": True}
    marks = (
        (_("Company"), state.company_light),
        (_("Need"), state.need_light),
        (_("Person"), state.person_light),
    )
    return {
        "words": words,
        "lights": [{"name": name, "kind": LIGHTS[mark], "word": LIGHT_WORDS[mark]} for name, mark in marks],
    }


@register.inclusion_tag("components/engagement.html")
def engagement(points, level):
    """Millionths of a point, and the level 1..4 that they reach."""
    bars = [{"x": 5 * step, "y": 11 - 3 * step, "height": 3 + 3 * step, "lit": step < level} for step in range(4)]
    return {"points": points, "level": level, "bars": bars}


@register.simple_tag
def money(amount, currency=None):
    """An amount in the reader's own way of writing, such as 12 500,00 EUR."""
    if amount is None:
        return ""
    whole_amount = not amount % 1
    standard = locale().currency_formats["standard"].pattern
    shown = format_currency(
        amount,
        currency or settings.LEADQUAL_CURRENCY,
        format=standard.replace(".00", "") if whole_amount else None,
        locale=locale(),
        currency_digits=not whole_amount,
    )
    # A code, unlike a sign, does not touch its number: PLN 990.
    return re.sub(r"([A-Z]{3})(?=\d)", "\\1\xa0", shown)


@register.inclusion_tag("components/ago.html")
def ago(moment, now=None):
    """A moment as people say it, with the exact time on hover."""
    if moment is None:
        return {}
    if not isinstance(moment, datetime):
        return {
            "machine": moment.isoformat(),
            "exact": formats.date_format(moment, "DATE_FORMAT"),
            "words": day(moment),
        }
    exact = formats.date_format(timezone.localtime(moment), "DATETIME_FORMAT")
    return {"machine": moment.isoformat(), "exact": exact, "words": spoken(moment, now or timezone.now())}


def spoken(moment, now):
    """The distance in one unit within a month, the date beyond it."""
    distance = abs(moment - now)
    if distance < timedelta(minutes=1):
        return gettext("just now") if moment <= now else gettext("now")
    if distance > timedelta(days=30):
        return formats.date_format(timezone.localtime(moment), "DATE_FORMAT")
    words = span(distance)
    return (gettext("%s ago") if moment < now else pgettext("future", "in %s")) % words


def span(distance):
    # Rounded to the minute, so that a follow-up set for two days ahead does not read "in 1 day" a moment later.
    minutes = round(distance.total_seconds() / 60)
    if minutes < 60:
        return ngettext("%d min", "%d min", minutes) % minutes
    if minutes < 24 * 60:
        return ngettext("%d h", "%d h", minutes // 60) % (minutes // 60)
    days = minutes // (24 * 60)
    return ngettext("%d day", "%d days", days) % days


def day(moment, today=None):
    """A date as people say it: today, tomorrow, yesterday, else the date."""
    near = {-1: gettext("yesterday"), 0: gettext("today"), 1: gettext("tomorrow")}
    distance = (moment - (today or timezone.localdate())).days
    return near.get(distance) or formats.date_format(moment, "DATE_FORMAT")


@register.filter
def is_past(moment):
    if isinstance(moment, datetime):
        return moment < timezone.now()
    return isinstance(moment, date) and moment < timezone.localdate()
