"""Signs of the board."""

import re
from functools import lru_cache
from types import SimpleNamespace

from babel.numbers import format_compact_currency
from django import template
from django.template.loader import render_to_string
from django.utils.translation import get_language

from .leadqual import lights, locale

register = template.Library()

STEP_ICONS = {"call": "phone", "email": "mail", "meeting": "people", "task": "check"}


@register.filter
def step_icon(kind):
    return STEP_ICONS[kind]


@register.simple_tag
def three_lights(state):
    """The three filters, drawn once for each of their 27 ways and each language: a board shows hundreds."""
    if state.is_hidden:
        return render_to_string("components/lights.html", lights(state))
    return drawn(state.company_light, state.need_light, state.person_light, get_language())


@lru_cache(maxsize=256)
def drawn(company, need, person, _language):
    state = SimpleNamespace(company_light=company, need_light=need, person_light=person)
    return render_to_string("components/lights.html", lights(state))


@register.simple_tag
def compact_money(amount, currency):
    """An amount as short as the reader's language says it: €45K, 45 tys. €."""
    digits = 0 if amount >= 100_000 and amount < 1_000_000 or amount < 1_000 else 1
    shown = format_compact_currency(amount, currency, locale=locale(), fraction_digits=digits)
    # A code, unlike a sign, does not touch its number.
    return re.sub(r"([A-Z]{3})(?=\d)", "\\1\xa0", shown)
