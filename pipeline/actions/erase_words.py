"""What names a person, found and replaced in whatever was written about them."""

import json
import re
import unicodedata
from dataclasses import dataclass, field
from urllib.parse import quote_plus, unquote_plus

ERASED = "[erased]"
# Fewer digits than this are a year, a price or a house number; the code of a country or town may be left out.
SHORTEST_PHONE = 7
LEAST_PHONE = 100_000_000
SHORTEST_WORD = 3
# Written without spaces between words, so a name there stands inside its sentence.
UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True)
class Words:
    """Phrases in any case as whole words, and phone numbers however they are grouped."""

    phrases: frozenset = field(default_factory=frozenset)
    phones: frozenset = field(default_factory=frozenset)

    def __post_init__(self):
        # The longest first, so that a whole name goes before its parts.
        parts = [phrase_pattern(each) for each in sorted(self.phrases, key=len, reverse=True)]
        parts += [phone_pattern(each) for each in sorted(self.phones, key=len, reverse=True)]
        object.__setattr__(self, "pattern", re.compile("|".join(parts), re.IGNORECASE) if parts else None)

    def __or__(self, other):
        return Words(self.phrases | other.phrases, self.phones | other.phones)

    def are_in(self, text):
        return bool(self.pattern and self.pattern.search(text))

    def erased_from(self, value):
        """The same value without them: a text, or JSON with texts in it."""
        match value:
            case str():
                return self.erased_from_text(value)
            case list():
                return [self.erased_from(each) for each in value]
            case dict():
                return {self.erased_from(key): self.erased_from(each) for key, each in value.items()}
            # A number as long as a phone's; a shorter one is a key or an amount.
            case int() if value >= LEAST_PHONE and self.are_in(str(value)):
                return ERASED
        return value

    def erased_from_text(self, text):
        # A search that somebody keeps is spelled as an address: ann%40shop.example.
        for spelled in (text, unquote_plus(text)):
            if self.are_in(spelled):
                return self.pattern.sub(ERASED, spelled)
        return text

    def likely(self):
        """Patterns of LIKE, of which every text with a phrase in it meets one; the pattern itself then decides."""
        longest = {max(phrase.split(), key=len) for phrase in self.phrases}
        cased = {way(word) for word in longest for way in (str, str.lower, str.upper, str.title)}
        # Django's log of the set-up pages keeps JSON, with letters beyond ASCII written as numbers.
        spelled = cased | {json.dumps(word)[1:-1] for word in cased} | {quote_plus(word) for word in cased}
        return [f"%{escaped(word)}%" for word in sorted(spelled)]

    def likely_digits(self):
        return [f"%{tail(phone)}%" for phone in sorted(self.phones)]


def escaped(word):
    return re.sub(r"([\\%_])", r"\\\1", word)


def phrase_pattern(phrase):
    words = r"\s+".join(re.escape(word) for word in phrase.split())
    return f"{boundary(phrase[0], '(?<!')}{words}{boundary(phrase[-1], '(?!')}"


def boundary(letter, look):
    """Neither after nor before a letter; a file called ann_price.csv names Ann."""
    return "" if UNSPACED.match(letter) else rf"{look}[^\W\d_])"


def phone_pattern(digits):
    """Anything may stand between digits, and the first ones may be missing."""
    gap = r"[\s().\-/]*"
    code = ""
    for digit in digits[:-SHORTEST_PHONE]:
        code = f"(?:{code}{digit}{gap})?"
    return rf"(?<!\d)(?:\+|00?{gap})?\(?{code}{gap.join(tail(digits))}(?!\d)"


def tail(digits):
    return digits[-SHORTEST_PHONE:]


def phone_digits(phone):
    """Digits that tell a phone, or nothing where there are too few of them."""
    digits = re.sub(r"\D", "", phone).removeprefix("00")
    return digits if len(digits) >= SHORTEST_PHONE else ""


def spellings(name):
    """A name as it is written, without its accents, and surname first."""
    found = {name, plain(name)}
    for each in list(found):
        first, _space, last = each.rpartition(" ")
        if first:
            found |= {f"{last} {first}", f"{last}, {first}"}
    return found


def name_words(name):
    """The words of a name that name somebody even alone."""
    words = re.findall(r"[^\W\d_][\w'’-]*", name)
    return {each for word in words for each in (word, plain(word)) if tells(word)}


def tells(word):
    return len(word) >= (2 if UNSPACED.match(word) else SHORTEST_WORD)


def plain(text):
    """Without accents, as people type on a foreign keyboard."""
    split = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("Ł", "L"))
    return "".join(letter for letter in split if not unicodedata.combining(letter))
