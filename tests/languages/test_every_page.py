"""Every page in every language: nothing of ours is left in English, neither marked and forgotten nor unmarked."""

import re
from pathlib import Path
from zoneinfo import available_timezones

import pytest

from accounts.models import User
from tests.languages.catalogue import definitions, is_waiting, keys, templates, translated
from tests.languages.page_texts import texts_of

pytestmark = [pytest.mark.django_db, pytest.mark.tour]

OTHERS = ["pl", "ru", "zh-hans"]
WITHOUT_LATIN = ["ru", "zh-hans"]
UNSAID, UNMARKED, WAITING = "unsaid", "unmarked", "waiting"
# Said in Latin letters everywhere: acronyms, names of things, and units. A short list that may only shrink.
LATIN_ALLOWED = set((Path(__file__).parent / "latin.txt").read_text().split())
# What Django and allauth say in English here, and what they call an e-mail address in Chinese; it may only shrink.
THEIRS = re.compile("|".join(map(re.escape, (Path(__file__).parent / "theirs.txt").read_text().splitlines())))
# What is stored so, and shown as it is: JSON, keys made by machines, sealed passwords.
STORED = re.compile(r"^\{.*\}$|^[0-9a-f-]{36}$|^\w+\*{8,}$|^md5$")
ADDRESS = re.compile(r"\S+@\S+|https?://\S+|\S*/\S+/\S*|\b[\w-]+\.(?:csv|xlsx|example|com)\b")
LATIN = re.compile(r"[A-Za-z][A-Za-z'’.-]*[A-Za-z]")


READ = {}


@pytest.fixture
def read(request):
    """By text: the first page on which somebody reads it. Read once for all tests of a language."""

    def read(language):
        if language not in READ:
            visit = request.getfixturevalue("visit")
            READ[language] = faults_in(visit(language), language)
        return READ[language]

    return read


@pytest.fixture
def visit(addresses, greek_world, client):
    def visit(language):
        User.objects.update(language=language)
        found = {}
        for name, address, person in addresses:
            client.logout()
            if person:
                client.force_login(greek_world["people"][person])
            response = client.get(address, HTTP_ACCEPT_LANGUAGE=language)
            if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
                for text in texts_of(response.content.decode(), language):
                    found.setdefault(text, name)
        return found

    return visit


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_said_in_english_that_is_known_otherwise(read, language):
    tell(read(language)[UNSAID])


@pytest.mark.parametrize("language", WITHOUT_LATIN)
def test_every_text_is_marked_for_translation(read, language):
    tell(read(language)[UNMARKED])


@pytest.mark.parametrize("language", WITHOUT_LATIN)
def test_every_text_is_translated(read, language):
    tell(read(language)[WAITING])


def tell(faults):
    """All of them: somebody works through the list."""
    if faults:
        pytest.fail("\n".join(" | ".join(fault) for fault in faults), pytrace=False)


def faults_in(found, language):
    """Texts that are said otherwise in this language, and pieces in Latin letters where it has others."""
    known, named = translated(language) | definitions(language), keys()
    faults = {UNSAID: [], UNMARKED: [], WAITING: []}
    for text, page in sorted(found.items(), key=lambda item: (item[1], item[0])):
        text = THEIRS.sub("", text).strip()
        if text in named or not text:
            continue
        if text in known or any(pattern.match(text) for pattern in templates(language)):
            faults[UNSAID].append((page, text))
        elif language in WITHOUT_LATIN and (rest := latin_in(text)):
            faults[WAITING if is_waiting(text, language) else UNMARKED].append((page, text, " ".join(rest)))
    return faults


def latin_in(text):
    if STORED.match(text) or text.replace(" ", "_") in available_timezones():
        return []
    words = LATIN.findall(ADDRESS.sub(" ", text))
    return [word for word in words if word not in LATIN_ALLOWED]
