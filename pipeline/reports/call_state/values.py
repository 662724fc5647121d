"""The exact thing behind a rating, such as an amount or a date, as it is stored and as it is read."""

from datetime import date
from decimal import Decimal, InvalidOperation

from babel import Locale
from babel.numbers import format_currency, format_decimal
from django.utils import formats
from django.utils.translation import get_language, gettext, to_locale


def value_words(value):
    """In the reader's way of writing; nothing for what nobody stored here."""
    match value:
        case {"amount": str(amount), "currency": str(currency)}:
            return money_words(amount, currency)
        case {"day": str(day)}:
            return formats.date_format(date.fromisoformat(day), "DATE_FORMAT")
        case {"number": str(number)}:
            return format_decimal(Decimal(number), locale=locale())
        case {"asked": str()} | {"effect": str()}:
            return need_words(value.get("asked"), value.get("effect"))
        case {"words": str(words)} | str(words):
            return words
    return ""


def need_words(asked, effect):
    """What was said and what is behind it; of what nobody has asked yet it says so."""
    if not effect:
        return gettext("asked for: %(asked)s; its effect is not known yet") % {"asked": asked}
    if not asked:
        return gettext("to change: %(effect)s") % {"effect": effect}
    return gettext("asked for: %(asked)s; to change: %(effect)s") % {"asked": asked, "effect": effect}


def money_words(amount, currency):
    try:
        number = Decimal(amount)
    except InvalidOperation:
        return f"{amount} {currency}"
    return format_currency(number, currency, locale=locale(), currency_digits=bool(number % 1), format=pattern(number))


def pattern(number):
    return None if number % 1 else locale().currency_formats["standard"].pattern.replace(".00", "")


def locale():
    return Locale.parse(to_locale(get_language() or "en"))
