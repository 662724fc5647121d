"""Bytes become text: the declared encoding, or the one that fits; never a guess that leaves rubbish in names."""

import codecs
import re

from django.utils.translation import gettext as _

from .refusals import Refused

# What people rename to .csv, by its first bytes.
NOT_TEXT = {
    b"\x1f\x8b": "gzip",
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"RIFF": "WebP",
    b"SQLite format 3": "SQLite",
}
# Excel of before 2007, and today's under a password, both lie in this container.
CONTAINER = b"\xd0\xcf\x11\xe0"
LOCKED = "EncryptedPackage".encode("utf-16-le")
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
WESTERN = "àâäãåæçèéêëìíîïñòóôõöøùúûüßœÿ"
CENTRAL = "ąćęłńóśźżáčďéěíňřšťúůýžäöüßőűăâîşţ"
LETTERS = {"cp1252": set(WESTERN + WESTERN.upper()), "cp1250": set(CENTRAL + CENTRAL.upper())}
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
SAMPLE = 200_000


def decode(data, declared=None):
    """The text and the name of its encoding; refused when it is no text, or no one text."""
    refuse_what_is_no_text(data)
    if declared:
        return decode_as(data, declared), declared
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return decode_as(data, encoding), encoding
    if encoding := utf_16_without_mark(data):
        return decode_as(data, encoding), encoding
    try:
        return checked(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError as error:
        refuse_damaged_utf_8(data, error)
    return single_byte(data)


def refuse_what_is_no_text(data):
    if not data.strip():
        raise Refused(_("The file is empty."))
    if data.startswith(CONTAINER):
        if LOCKED in data:
            raise Refused(_("The workbook is protected by a password: save it without one."))
        raise Refused(_("This is a workbook of old Excel (xls): save it as XLSX or CSV."))
    for start, kind in NOT_TEXT.items():
        if data.startswith(start):
            raise Refused(_("This is not a text file but %(kind)s: save it as CSV.") % {"kind": kind})


def decode_as(data, encoding):
    try:
        return checked(data.decode(encoding))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refused(
            _("Line %(line)s cannot be read as %(encoding)s: save the file as UTF-8, or name its encoding.")
            % {"line": line, "encoding": encoding}
        ) from None


def checked(text):
    if found := CONTROLS.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise Refused(_("Line %(line)s holds bytes that are no text: the file is binary or damaged.") % {"line": line})
    return text


def utf_16_without_mark(data):
    """Every second byte of mostly Latin UTF-16 is zero."""
    sample = data[: SAMPLE - SAMPLE % 2]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(len(sample) // 2, 1)
    if odd > 0.4 * half and not even:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and not odd else None


def refuse_damaged_utf_8(data, error):
    """UTF-8 with a broken place is damage to report, not another encoding to try."""
    good = len(re.findall(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}", data))
    bad = data.decode("utf-8", "replace").count("\ufffd")
    if good > bad:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refused(
            _("Line %(line)s is damaged: the file is UTF-8, but not there. Save it again as UTF-8.") % {"line": line}
        )


def single_byte(data):
    """Of the code pages that old office programs write, the one whose letters fit best into words."""
    best = max(["cp1252", "cp1250", "cp1251"], key=lambda encoding: fitness(data[:SAMPLE], encoding))
    if fitness(data[:SAMPLE], best) < 0:
        raise Refused(_("The file's encoding cannot be told: save it as UTF-8, or name its encoding in the mapping."))
    return decode_as(data, best), best


def fitness(data, encoding):
    text = data.decode(encoding, "replace")
    return sum(fits(text, found.start(), encoding) for found in re.finditer(r"[^\x00-\x7f]", text))


def fits(text, place, encoding):
    letter = text[place]
    if encoding == "cp1251":
        # Western letters read as Cyrillic stand among Latin ones; Cyrillic words do not.
        beside = text[max(place - 1, 0) : place] + text[place + 1 : place + 2]
        mixed = any(each.isascii() and each.isalpha() for each in beside)
        return 1 if is_cyrillic(letter) and not mixed and any(map(is_cyrillic, beside)) else -1
    if letter in LETTERS[encoding]:
        return 1
    # Signs that every one of the pages has say nothing; a sign inside a word says that the page is wrong.
    inside = text[max(place - 1, 0) : place].isalpha() or text[place + 1 : place + 2].isalpha()
    return -1 if letter == "\ufffd" or letter.isalpha() or inside else 0


def is_cyrillic(letter):
    return "\u0400" <= letter <= "\u04ff"
