"""What a few letters match in names, addresses and numbers: as the beginning of a word, within, or misspelt."""

import re
from collections.abc import Callable
from functools import reduce
from operator import and_
from typing import NamedTuple

from django.contrib.postgres.search import TrigramWordDistance
from django.db import connection
from django.db.models import BooleanField, Case, F, Func, IntegerField, Q, Value, When

from pipeline.models.digits import digits_of

# Fewer letters are found at the beginning of words only: an index of trigrams knows nothing shorter.
TRIGRAM = 3
LENIENCE = 0.4
LEAST_DIGITS = 4
NUMBER = re.compile(r"[\d\s()+./-]+")


class ILike(Func):
    """Unlike icontains, which folds case first, this is served by a trigram index."""

    template = "%(expressions)s"
    arg_joiner = " ILIKE "
    output_field = BooleanField()


def escaped(text):
    return text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")


def ilike(field, pattern):
    return Q(ILike(F(field), Value(pattern)))


def beginning(field, text):
    return ilike(field, f"{escaped(text)}%") | ilike(field, f"% {escaped(text)}%")


def holding(field, text):
    return ilike(field, f"%{escaped(text)}%")


def resembling(field, text):
    """Each of its words does: of two misspelt ones together too little is left."""
    words = [word for word in text.split() if len(word) >= TRIGRAM] or [text]
    return reduce(and_, (Q(**{f"{field}__trigram_word_similar": word}) for word in words))


def alike(field, text):
    return holding(field, text) | resembling(field, text)


def distance(field, text):
    """0 the very word, 1 begins with it, 2 one of its words does, 3 holds it, 4 does not."""
    ways = [escaped(text), f"{escaped(text)}%", f"% {escaped(text)}%", f"%{escaped(text)}%"]
    steps = [When(ilike(field, way), then=step) for step, way in enumerate(ways)]
    return Case(*steps, default=len(ways), output_field=IntegerField())


def strangeness(field, text):
    return TrigramWordDistance(text, field)


class Manner(NamedTuple):
    """A way to match, and how near a match is."""

    like: Callable
    far: Callable


PLAIN = Manner(holding, distance)
SHORT = Manner(beginning, distance)
MISSPELT = Manner(resembling, strangeness)


def be_lenient():
    """Two swapped letters in a word of ten are nearer than this, and further than the database's own limit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, false)", [str(LENIENCE)])


def company_matches(text, like):
    if like is resembling:
        return like("name", telling(text))
    site = site_of(text)
    # A short one would be in the middle of every other.
    in_site = holding if len(site) >= TRIGRAM else beginning
    return like("name", text) | in_site("domain", site) | numbered(text)


def contact_matches(text, like):
    if like is resembling:
        return like("name", telling(text)) | like("email", telling(text))
    return like("name", text) | like("email", text) | numbered(text)


def telling(text):
    """What distinguishes a misspelt address: its end resembles that of every other one."""
    before, at, _host = text.partition("@")
    if at:
        return before
    return text if " " in text else site_of(text).split(".")[0]


def numbered(text):
    """By the digits of a phone number, without the zeros that only one country dials."""
    if not NUMBER.fullmatch(text):
        return Q()
    number = re.sub(r"\D", "", text).lstrip("0")
    return Q(ILike(digits_of("phone"), Value(f"%{number}%"))) if len(number) >= LEAST_DIGITS else Q()


def site_of(text):
    """What people paste, such as https://www.example.com/about, down to example.com."""
    return text.strip().lower().split("://")[-1].split("/")[0].removeprefix("www.")
