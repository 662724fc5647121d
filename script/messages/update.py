"""Bring each locale/*/LC_MESSAGES/django.po up to date with the sources: add, drop, keep what is translated.

Name languages to start catalogues for them: update.py pl ru zh_Hans
"""

import sys

import polib
from check import key
from sources import CHECKOUT, find_all

PLURALS = {
    "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    "zh_Hans": "nplurals=1; plural=0;",
}


def main():
    for language in sys.argv[1:]:
        start(language)
    messages = find_all()
    for path in sorted((CHECKOUT / "locale").glob("*/LC_MESSAGES/django.po")):
        update(path, messages)


def start(language):
    path = CHECKOUT / "locale" / language / "LC_MESSAGES" / "django.po"
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS.get(language, "nplurals=2; plural=(n != 1);"),
    }
    catalogue.save(str(path))


def update(path, messages):
    catalogue = polib.pofile(str(path), wrapwidth=110)
    known = {key(entry): entry for entry in catalogue}
    forms = int(catalogue.metadata["Plural-Forms"].partition("nplurals=")[2].partition(";")[0])
    catalogue.clear()
    for message, places in sorted(messages.items(), key=lambda item: item[1]):
        entry = known.get(message) or blank(message, forms)
        entry.obsolete = False
        # Files without lines: a catalogue need not change with every line above a text.
        entry.occurrences = [(file, "") for file in sorted({file for file, _ in places})]
        catalogue.append(entry)
    catalogue.save(str(path))


def blank(message, forms):
    entry = polib.POEntry(msgctxt=message.context, msgid=message.text)
    if message.plural:
        entry.msgid_plural = message.plural
        entry.msgstr_plural = dict.fromkeys(range(forms), "")
    return entry


if __name__ == "__main__":
    main()
