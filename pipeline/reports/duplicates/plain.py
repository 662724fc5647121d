"""Names, addresses, e-mail addresses, websites and telephone numbers without what people write differently."""

import re
import unicodedata
from functools import lru_cache

import phonenumbers

# What Unicode does not take apart into a letter and its mark.
LETTERS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ё": "е"})
LEGAL_FORMS = [
    form.split()
    for form in (
        "spolka z ograniczona odpowiedzialnoscia|spolka z o o|sp z o o sp k|sp z o o|sp zoo|sp k|sp j|s c|s a|sa|psa"
        "|gmbh co kg|gmbh|mbh|ag|kg|ohg|ug haftungsbeschrankt|ug|e k|e v"
        "|ltd|limited|llc|llp|lp|inc|incorporated|corp|corporation|co|company|plc|pty|pte|pvt"
        "|b v|bv|n v|nv|ab|oy|oyj|a s|as|asa|aps|s r l|srl|s p a|spa|sarl|sas|eurl|s l|sl|slu|lda|ltda"
        "|kft|zrt|s r o|sro|d o o|doo|eood|ood|ооо|оао|зао|пао|ао|ип|тоо|чп|тов"
    ).split("|")
]
# Chinese names are written without spaces.
CHINESE_FORMS = ("股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "分公司", "公司")
STREET_WORDS = set(
    "street st str avenue ave av road rd boulevard blvd drive dr lane ln court ct place pl square sq way parkway pkwy"
    " ulica ul aleja al plac strasse rue via calle улица ул проспект пр".split()
)
COMPASS = {"north": "n", "south": "s", "east": "e", "west": "w"}
# Mailboxes that anybody has: they say nothing of the company.
FREE_MAIL = set(
    "gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com yahoo.co.uk ymail.com icloud.com me.com"
    " aol.com gmx.de gmx.net gmx.com web.de t-online.de proton.me protonmail.com mail.com zoho.com fastmail.com"
    " wp.pl o2.pl onet.pl op.pl interia.pl poczta.onet.pl gazeta.pl tlen.pl vp.pl"
    " mail.ru bk.ru list.ru inbox.ru yandex.ru yandex.com ya.ru rambler.ru"
    " qq.com 163.com 126.com sina.com foxmail.com orange.fr free.fr laposte.net libero.it seznam.cz".split()
)
# Mailboxes that several people read: they say little of the person.
SHARED_BOXES = set(
    "info office contact hello mail sales marketing support admin team post kontakt biuro sekretariat sprzedaz"
    " buero vertrieb zakaz".split()
)
SECOND_LEVEL = {"co", "com", "org", "net", "edu", "gov", "ac"}
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
    return next((name.removesuffix(form) for form in CHINESE_FORMS if len(name) > len(form) + 1 and form in name), name)


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
