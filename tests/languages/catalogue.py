"""Our own English texts, as catalogues and definitions know them in another language."""

import re
import sys
from functools import cache

import polib
from django.apps import apps
from django.utils.translation import to_locale

from frameworks_app.models.texts import TextsField
from leadqual.embedded import CHECKOUT

sys.path.append(str(CHECKOUT / "script" / "messages"))
from sources import find_all

# Letters by which a text is known for ours and not another's "Add to …".
FEWEST = 5
PLACE = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}|<[^>]+>")


@cache
def done(language):
    """Our texts as this language says them: by context and English."""
    path = CHECKOUT / "locale" / to_locale(language) / "LC_MESSAGES" / "django.po"
    said = [entry for entry in polib.pofile(str(path)) if entry.translated() and not entry.obsolete]
    return {
        (entry.msgctxt or None, entry.msgid): {entry.msgstr, *entry.msgstr_plural.values()} - {""} for entry in said
    }


@cache
def waiting(language):
    """English texts that are marked, and that nobody has translated yet, in one of their contexts at least."""
    left = [message for message in find_all() if (message.context, message.text) not in done(language)]
    return sorted({text for message in left for text in (message.text, message.plural) if text})


@cache
def translated(language):
    """English texts that have another text in this language, wherever they stand."""
    found = set()
    for message in find_all():
        said = done(language).get((message.context, message.text), set())
        found |= {text for text in (message.text, message.plural) if text and said and text not in said}
    # An English word may be another one's translation, as Role is of roles in Polish.
    return found - pieces(language) - set().union(*done(language).values())


@cache
def pieces(language):
    """What waits, whole and in the pieces that tags and values cut it into."""
    cut = {piece.strip(" ·,.:") for text in waiting(language) for piece in PLACE.split(text)}
    return cut | set(waiting(language))


@cache
def waiting_patterns(language):
    return [pattern(text, whole=False) for text in waiting(language) if re.search("[A-Za-z]{3}", PLACE.sub("", text))]


@cache
def templates(language):
    """Those with something to fill in and enough around it to be known by, as patterns."""
    found = [text for text in sorted(translated(language)) if PLACE.search(text)]
    return [pattern(text, whole=True) for text in found if len(re.findall("[A-Za-z]", PLACE.sub("", text))) > FEWEST]


def pattern(text, *, whole):
    parts = [re.escape(re.sub(r"\s+", " ", part)) for part in PLACE.split(text.strip())]
    said = ".+?".join(parts)
    return re.compile(f"^{said}$" if whole else said, re.IGNORECASE)


def is_waiting(text, language):
    """Whether it is a text, or a piece of one, that is marked and waits for its translation."""
    start = text.rstrip(":").partition(" · ")[0].casefold()
    inside = any(start in each.casefold() for each in waiting(language))
    return inside or any(each.search(text) for each in waiting_patterns(language))


def definitions(language):
    """English texts of statuses, stages, criteria, signals and so on that are said otherwise in this language."""
    found = set()
    for model in apps.get_models():
        for field in [field for field in model._meta.fields if isinstance(field, TextsField)]:
            for texts in model.objects.values_list(field.name, flat=True):
                found |= differing(texts, language)
    return found - set().union(*done(language).values())


def differing(texts, language):
    if not isinstance(texts, dict):
        return set()
    english, other = texts.get("en"), texts.get(language)
    return {english} if isinstance(english, str) and other and other != english else set()


def keys():
    """What definitions are called in imports and formulas: the same in every language."""
    keyed = [model for model in apps.get_models() if any(field.name == "key" for field in model._meta.fields)]
    return {key for model in keyed for key in model.objects.values_list("key", flat=True)}
