"""Fail when a catalogue lacks a text of the sources, or holds an untranslated, fuzzy or broken one."""

import re
import sys

import polib
from sources import CHECKOUT, Message, find_all

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
SHOWN = 20


def main():
    catalogues = sorted((CHECKOUT / "locale").glob("*/LC_MESSAGES/django.po"))
    wanted = find_all()
    faults = [fault for path in catalogues for fault in faults_of(path, wanted)]
    for fault in faults[:SHOWN]:
        print(fault)
    if faults:
        sys.exit(f"{len(faults)} faults in the catalogues; script/messages/update.py adds what is missing")
    print(f"{len(wanted)} texts, {len(catalogues)} catalogues")


def faults_of(path, wanted):
    entries = {key(entry): entry for entry in polib.pofile(str(path)) if not entry.obsolete}
    name = path.relative_to(CHECKOUT)
    for message in wanted.keys() - entries.keys():
        yield f"{name}: missing: {message.text!r}"
    for message, entry in entries.items():
        if message not in wanted:
            yield f"{name}: no longer used: {message.text!r}"
        elif entry.fuzzy:
            yield f"{name}: fuzzy: {message.text!r}"
        elif not entry.translated():
            yield f"{name}: untranslated: {message.text!r}"
        elif not same_placeholders(entry):
            yield f"{name}: placeholders differ: {message.text!r}"


def key(entry):
    return Message(entry.msgctxt or None, entry.msgid, entry.msgid_plural or None)


def same_placeholders(entry):
    """A plural form may leave the number out, as in "one lead", but may not make one up."""
    allowed = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
    if not entry.msgid_plural:
        return set(PLACEHOLDER.findall(entry.msgstr)) == allowed
    return all(set(PLACEHOLDER.findall(text)) <= allowed for text in entry.msgstr_plural.values())


if __name__ == "__main__":
    main()
