"""Words and numbers of the pages about leads."""

from decimal import Decimal

from babel.numbers import format_decimal
from django import template
from django.utils import timezone

from pipeline.models import DiscoveryCall
from pipeline.reports import levels

from .leadqual import locale, spoken

register = template.Library()


@register.filter
def since(moment):
    """How long ago, in one unit: "3 h ago"."""
    return spoken(moment, timezone.now())


@register.filter
def date_of(moment):
    """The reader's own day of a moment."""
    return timezone.localdate(moment)


@register.filter
def outcome(value):
    """How a call or an attempt went, in words."""
    return DiscoveryCall.Outcome(value).label if value else ""


@register.filter
def level(engagement, bounds):
    return levels.level(engagement, bounds)


@register.filter
def cells(hundredths):
    """Hundredths of a cell as cells, without needless zeros."""
    return format_decimal(Decimal(hundredths) / 100, format="#,##0.##", locale=locale())


@register.filter
def millionths(amount):
    """Millionths of a point as points, exactly, without needless zeros."""
    return format_decimal(Decimal(amount) / 1_000_000, format="#,##0.######", locale=locale())
