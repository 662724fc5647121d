"""Names, addresses, e-mail addresses, websites and telephone numbers without what people write differently."""

import re
import unicodedata
from functools import lru_cache

import phonenumbers

from .vocabulary import (
    CHINESE_FORMS,
    COMPASS,
    FREE_MAIL,
    LEGAL_FORMS,
    LETTERS,
    SECOND_LEVEL,
    SHARED_BOXES,
    STREET_WORDS,
)

TAIL = 7


@lru_cache(maxsize=50_000)
def plain(text):
    """Small letters without accents and punctuation, one space between words."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    bare = "".join(each for each in letters if not unicodedata.combining(each))
    return " ".join(re.sub(r"[^\w]|_", " ", re.sub(r"(?<=\w)['’`](?=\w)", "", bare)).split())


@lru_cache(maxsize=50_000)
def company_name(text):
    """Without the legal form, wherever it stands; unless nothing else is left."""
    words = plain(text).split()
    while shorter := without_form(words):
        words = shorter
    name = " ".join(words)
    form = next((form for form in CHINESE_FORMS if name.endswith(form) and len(name) > len(form) + 1), "")
    return name.removesuffix(form)


def without_form(words):
    for form in LEGAL_FORMS:
        size = len(form)
        if size < len(words) and words[-size:] == form:
            return words[:-size]
        if size < len(words) and words[:size] == form:
            return words[size:]
    return None


@lru_cache(maxsize=50_000)
def street(text):
    """An address as its telling words and numbers, in their order."""
    words = [COMPASS.get(word, word) for word in plain(text).split()]
    return " ".join(word for word in words if word not in STREET_WORDS)


def email(text):
    """In small letters, without the tag that people add behind a plus."""
    box, at, domain = text.strip().lower().rpartition("@")
    return f"{box.partition('+')[0]}{at}{domain}"


def is_shared(address):
    return address.partition("@")[0] in SHARED_BOXES


def domain_of(address):
    """The company that an e-mail address speaks for, if it speaks for one."""
    domain = address.rpartition("@")[2]
    return "" if domain in FREE_MAIL else website(domain)


def website(text):
    """The registered domain: shop.example.com and www.example.com are example.com."""
    host = text.strip().lower().split("://")[-1].split("/")[0].split(":")[0].strip(".")
    labels = host.split(".")
    size = 3 if len(labels) > 2 and labels[-2] in SECOND_LEVEL and len(labels[-1]) == 2 else 2
    return ".".join(labels[-size:])


@lru_cache(maxsize=50_000)
def phone(text, country=""):
    """Digits, with the country's code where it is said or known; nothing for what is no number."""
    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        digits = "".join(each for each in text if each.isdecimal())
        return digits if len(digits) >= TAIL else ""
    return f"{number.country_code}{number.national_number}"


def tail(digits):
    """By these last digits alike numbers are found, with the country's code or without."""
    return digits[-TAIL:]
