"""Cells of a list, each by the type of its value."""

from datetime import date, datetime

from babel.numbers import format_decimal
from django import template
from django.utils import formats
from django.utils.html import format_html
from django.utils.translation import gettext

from pipeline.reports.columns import Money

from .leadqual import ago, locale, money

register = template.Library()
NOTHING = format_html('<span class="quiet">{}</span>', "–")


@register.simple_tag
def cell(column, row):
    """What a column says of a row."""
    value = column.value(row)
    if value is None or value in ("", []):
        return NOTHING
    return as_text(value)


def as_text(value):
    match value:
        case bool():
            return gettext("yes") if value else gettext("no")
        case Money():
            return format_html('<span class="nowrap">{}</span>', money(value.amount, value.currency))
        case int() | float():
            return format_decimal(value, locale=locale())
        case datetime():
            said = ago(value)
            return format_html('<time datetime="{machine}" title="{exact}" class="nowrap">{words}</time>', **said)
        case date():
            return format_html('<span class="nowrap">{}</span>', formats.date_format(value, "SHORT_DATE_FORMAT"))
        case list():
            return ", ".join(map(str, value))
    return value
