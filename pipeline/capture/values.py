"""What a person typed becomes a value of the right type, or a reason why it cannot."""

import re
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from .refusals import RowRefused

TRUE = {"true", "yes", "y", "1", "tak", "да", "是"}
FALSE = {"false", "no", "n", "0", "nie", "нет", "否"}
UNKNOWN = {"unknown", "not known", "?", "nieznane", "nieznana", "nie wiadomo", "неизвестно", "未知", "不详"}
MONEY_SIGNS = re.compile(r"[\s\u00a0\u202f$€£¥₽]|zł|руб\.?|(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
LARGEST_INTEGER = 2_147_483_647
LARGEST_MONEY = Decimal("999999999999.99")
YEARS = range(1900, 2200)


def text(length):
    def read(said):
        if len(said) > length:
            raise RowRefused(_("it is longer than %(length)s characters") % {"length": length})
        return said

    return read


def number(decimal="."):
    """Digits, with or without signs of money and groups of three; the file says what its decimal sign is."""
    group = r"[,' ]" if decimal == "." else r"[.' ]"
    pattern = re.compile(rf"[+-]?(\d+|\d{{1,3}}({group}\d{{3}})+)({re.escape(decimal)}\d*)?")

    def read(said):
        bare = MONEY_SIGNS.sub("", said)
        if len(bare) > 40 or not pattern.fullmatch(bare):
            raise RowRefused(_("it is not a number"))
        return Decimal(re.sub(group, "", bare).replace(decimal, "."))

    return read


def integer(decimal="."):
    read_number = number(decimal)

    def read(said):
        found = read_number(said)
        if found != int(found) or not 0 <= found <= LARGEST_INTEGER:
            raise RowRefused(_("it is not a whole number from 0"))
        return int(found)

    return read


def money(decimal="."):
    read_number = number(decimal)

    def read(said):
        found = read_number(said).quantize(Decimal("0.01"))
        if not 0 <= found <= LARGEST_MONEY:
            raise RowRefused(_("it is not an amount from 0"))
        return found

    return read


def multiplied(found, times):
    """A number that the file tells in thousands or millions."""
    if isinstance(found, bool) or not isinstance(found, (int, float, Decimal)):
        raise RowRefused(_("it is not a number"))
    if found * times > LARGEST_MONEY:
        raise RowRefused(_("it is not an amount from 0"))
    return found * times


def plain_number(decimal="."):
    """A number as JSON keeps it."""
    read_number = number(decimal)

    def read(said):
        found = read_number(said)
        return int(found) if found == int(found) else float(found)

    return read


def boolean(said):
    word = said.lower()
    if word not in TRUE | FALSE:
        raise RowRefused(_("it is neither yes nor no"))
    return word in TRUE


def consent(said):
    """Yes, no, or not knowing, as a state of consent."""
    if said.lower() in UNKNOWN:
        return "unknown"
    try:
        return "given" if boolean(said) else "withdrawn"
    except RowRefused:
        raise RowRefused(_("it is neither yes, no nor unknown")) from None


def past(read):
    """What cannot have happened yet is a slip, and would hold against everything that is said until then."""

    def read_past(said):
        found = read(said)
        if found > timezone.now():
            raise RowRefused(_("it is in the future"))
        return found

    return read_past


def instant(formats, zone):
    """A moment; a text without an offset is told in the file's time zone."""

    def read(said):
        found = parsed(said, formats)
        return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))

    return read


def day(formats, zone):
    """A date; of a moment with an offset, the date in the file's time zone."""

    def read(said):
        found = parsed(said, formats)
        return (found.astimezone(ZoneInfo(zone)) if found.tzinfo else found).date()

    return read


def parsed(said, formats):
    for form in formats:
        try:
            found = datetime.fromisoformat(said) if form == "iso" else datetime.strptime(said, form)
        except ValueError:
            continue
        if found.year in YEARS:
            return found
    raise RowRefused(_("it is not a date of the form %(form)s") % {"form": ", ".join(formats)})


def iso_day(formats, zone):
    read_day = day(formats, zone)
    return lambda said: read_day(said).isoformat()


def email(said):
    try:
        validate_email(said)
    except ValidationError:
        raise RowRefused(_("it is not an e-mail address")) from None
    return text(254)(said)


def domain(said):
    """example.com, of whatever way of writing a web address."""
    try:
        host = urlsplit(said if "//" in said else f"//{said}").hostname or ""
    except ValueError:
        host = ""
    host = host.removeprefix("www.").rstrip(".")
    if not re.fullmatch(r"([\w-]+\.)+[\w-]{2,}", host):
        raise RowRefused(_("it is not a domain such as example.com"))
    return text(200)(host)


@cache
def countries():
    """Codes by what people write, in the languages that we speak."""
    named = {}
    for language in ("zh_Hans", "ru", "pl", "en"):
        named |= {name.lower(): code for code, name in Locale.parse(language).territories.items() if is_code(code)}
    return named | {code.lower(): code for code in list(named.values())}


def is_code(code):
    return bool(re.fullmatch("[A-Z]{2}", code)) and code not in {"EU", "EZ", "UN", "XA", "XB", "ZZ"}


def country(said):
    try:
        return countries()[said.lower()]
    except KeyError:
        raise RowRefused(_("it is not a country or its two-letter code")) from None


def currency(said):
    if not re.fullmatch("[A-Za-z]{3}", said):
        raise RowRefused(_("it is not a currency such as EUR"))
    return said.upper()


def time_zone(said):
    if said not in available_timezones():
        raise RowRefused(_("it is not a time zone such as Europe/Warsaw"))
    return said


def one_of(choices):
    """One of a list, by its value or by a name of it."""

    def read(said):
        try:
            return choices[said.lower()]
        except KeyError:
            raise RowRefused(_("it is not in the list of choices")) from None

    return read


def several(read_one, separator):
    def read(said):
        return [read_one(each.strip()) for each in said.split(separator) if each.strip()]

    return read


def as_said(value):
    """A constant of a mapping, as a file would say it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value)
