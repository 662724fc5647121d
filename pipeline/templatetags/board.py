"""Signs of the board."""

import re

from babel.numbers import format_compact_currency
from django import template

from .leadqual import locale

register = template.Library()

STEP_ICONS = {"call": "phone", "email": "mail", "meeting": "people", "task": "check"}


@register.filter
def step_icon(kind):
    return STEP_ICONS[kind]


@register.simple_tag
def compact_money(amount, currency):
    """An amount as short as the reader's language says it: €45K, 45 tys. €."""
    digits = 0 if amount >= 100_000 and amount < 1_000_000 or amount < 1_000 else 1
    shown = format_compact_currency(amount, currency, locale=locale(), fraction_digits=digits)
    # A code, unlike a sign, does not touch its number.
    return re.sub(r"([A-Z]{3})(?=\d)", "\\1\xa0", shown)
