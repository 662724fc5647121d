"""How likely two companies, or two people, are one: evidence counted in bits, as odds that double or halve.

Two records that merely turned up together are one in five hundred (PRIOR). What they agree on raises the odds by how
seldom strangers agree on it: hardly ever on a personal e-mail address (2^17), on a telephone number more often, for
colleagues share one. What they differ in lowers them only as far as one record may be mistaken, or older: people
have two telephones, but seldom two names. An attribute that an admin added says as much as its value is rare.
The same bits hold for every source of data. docs/duplicates.md shows what they achieve.
"""

from dataclasses import dataclass
from math import log2

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from . import plain

PRIOR = -9
# A pair in the list costs somebody a decision, so it must be likelier than not; beside a form it costs a glance.
LIKELY, WORTH_A_GLANCE = 50, 20
PERSON = {
    "email_same": 17, "email_shared": 4, "email_near": 6, "email_differs": -1,
    "name_same": 6, "name_part": 3, "name_alike": -3, "name_differs": -7,
    "phone_same": 7, "phone_near": 3, "phone_differs": -1,
    "company_same": 5, "company_differs": -3,
    "address_same": 9, "address_near": 6, "address_differs": -2,
}  # fmt: skip
COMPANY = {
    "domain_same": 13, "domain_near": 3, "domain_differs": -4,
    "name_same": 11, "name_part": 5, "name_alike": -1, "name_differs": -3,
    "phone_same": 6, "phone_near": 2, "phone_differs": -1,
    "address_same": 6, "address_near": 3, "address_differs": -3,
    "country_differs": -3,
}  # fmt: skip
# Leads are compared only where they share a company or a person, so that less is needed to tell them one.
LEAD_PRIOR = -3
LEAD = {
    "person_same": 3, "person_differs": -1,
    "company_same": 2, "company_differs": -3,
    "product_same": 1, "product_differs": -6,
    "title_same": 2, "title_near": 1, "title_differs": -1,
}  # fmt: skip
# A name that is nearly the same loses this for each hundredth in which it differs. Below SAME_BUT_FOR_SLIPS it is
# another one, and further still below RELATED, under which the names of sisters and of branches mostly stay.
LOST_PER_HUNDREDTH = 0.3
SAME_BUT_FOR_SLIPS, RELATED = 85, 65
# Of an attribute that an admin added: what to think where nobody counted its values, and the most it may say.
UNCOUNTED, MOST, OTHER_DIFFERS = 3, 10, -2


@dataclass(frozen=True)
class Judgement:
    """Percent, and why: pairs of a code and what it is about, those in favour first."""

    likelihood: int
    reasons: tuple

    @property
    def is_likely(self):
        return self.likelihood >= LIKELY

    @property
    def is_worth_a_glance(self):
        return self.likelihood >= WORTH_A_GLANCE


@dataclass(frozen=True)
class Rarity:
    """How many records there are, and how many of them say the same."""

    total: int
    counts: dict

    def bits(self, key, value):
        held = max(self.counts.get((key, value), 2), 2)
        return min(MOST, max(0, log2(self.total / held)))


def judge_companies(one, other, rarity=None):
    found = [
        *domains(one, other),
        *names(one, other, COMPANY),
        *phones(one, other, COMPANY),
        *addresses(one, other, COMPANY),
        *others(one, other, rarity),
    ]
    if one.country and other.country and one.country != other.country:
        found.append(("country_differs", "", COMPANY["country_differs"]))
    return judgement(found)


def judge_people(one, other, rarity=None):
    found = [
        *emails(one, other),
        *names(one, other, PERSON),
        *phones(one, other, PERSON),
        *employers(one, other),
        *addresses(one, other, PERSON),
        *others(one, other, rarity),
    ]
    return judgement(found)


def judge_leads(one, other):
    found = [
        *same_key(one.contact_id, other.contact_id, "person"),
        *same_key(one.company_id, other.company_id, "company"),
        *same_key(one.product_id, other.product_id, "product"),
    ]
    if one.name and other.name:
        alike = likeness(one.name, other.name)
        code = "same" if alike == 100 else "near" if alike >= SAME_BUT_FOR_SLIPS else "differs"
        found.append((f"title_{code}", "", LEAD[f"title_{code}"]))
    return judgement(found, LEAD_PRIOR)


def same_key(one, other, what):
    if one and other:
        code = f"{what}_{'same' if one == other else 'differs'}"
        yield code, "", LEAD[code]


def judgement(found, prior=PRIOR):
    total = prior + sum(bits for _code, _detail, bits in found)
    ordered = sorted(found, key=lambda reason: -reason[2])
    # No evidence makes it certain.
    percent = min(99, round(100 / (1 + 2**-total)))
    return Judgement(percent, tuple((code, detail) for code, detail, bits in ordered if bits))


def emails(one, other):
    if not one.email or not other.email:
        return
    if one.email == other.email:
        code = "email_shared" if plain.is_shared(one.email) else "email_same"
    else:
        box, _, host = one.email.partition("@")
        box_too, _, host_too = other.email.partition("@")
        slips = OSA.distance(one.email, other.email, score_cutoff=2)
        is_near = slips <= 2 and len(box) > 4 and (host != host_too or OSA.distance(box, box_too) <= 2)
        code = "email_near" if is_near else "email_differs"
    yield code, "", PERSON[code]


def domains(one, other):
    if not one.domain or not other.domain:
        return
    if one.domain == other.domain:
        code = "domain_same"
    else:
        # The same word in another country's zone.
        code = "domain_near" if one.domain.split(".")[0] == other.domain.split(".")[0] else "domain_differs"
    yield code, "", COMPANY[code]


def names(one, other, table):
    if not one.name or not other.name:
        return
    if one.name == other.name:
        yield "name_same", "", table["name_same"]
        return
    alike = likeness(one.name, other.name)
    if alike >= SAME_BUT_FOR_SLIPS:
        yield "name_near", min(int(alike), 99), table["name_same"] - LOST_PER_HUNDREDTH * (100 - alike)
    elif is_part(one.name, other.name):
        yield "name_part", "", table["name_part"]
    else:
        code = "name_alike" if alike >= RELATED else "name_differs"
        yield code, "", table[code]


def likeness(one, other):
    """0 to 100, whatever the order of the words and the spaces between them."""
    return max(fuzz.token_sort_ratio(one, other), fuzz.ratio(one.replace(" ", ""), other.replace(" ", "")))


def is_part(one, other):
    """One name says a word less, or only its first letter."""
    short, long = sorted((one.split(), other.split()), key=len)
    rest = list(long)
    for word in short:
        match = next((each for each in rest if each == word or (len(word) == 1 and each.startswith(word))), None)
        match = match or next((each for each in rest if len(each) == 1 and word.startswith(each)), None)
        if match is None:
            return False
        rest.remove(match)
    return any(len(word) > 3 for word in short)


def phones(one, other, table):
    if not one.phone or not other.phone:
        return
    short, long = sorted((one.phone, other.phone), key=len)
    if long.endswith(short):
        code = "phone_same"
    else:
        code = "phone_near" if OSA.distance(short, long[-len(short) :], score_cutoff=1) <= 1 else "phone_differs"
    yield code, "", table[code]


def employers(one, other):
    if not (one.company or one.domain) or not (other.company or other.domain):
        return
    is_same = (
        (one.company_id and one.company_id == other.company_id)
        or (one.domain and one.domain == other.domain)
        or (one.company and other.company and likeness(one.company, other.company) >= SAME_BUT_FOR_SLIPS)
    )
    code = "company_same" if is_same else "company_differs"
    yield code, "", PERSON[code]


def addresses(one, other, table):
    if not one.address or not other.address:
        return
    alike = fuzz.token_sort_ratio(one.address, other.address)
    if alike >= 90 or is_part(one.address, other.address):
        code = "address_same"
    else:
        code = "address_near" if alike >= 70 else "address_differs"
    yield code, "", table[code]


def others(one, other, rarity):
    for key in one.others.keys() & other.others.keys():
        value, value_too = one.others[key], other.others[key]
        bits = rarity.bits(key, value) if rarity else UNCOUNTED
        if value == value_too:
            yield "attribute_same", key, bits
        elif len(value) > 4 and OSA.distance(value, value_too, score_cutoff=2) <= 2:
            yield "attribute_near", key, bits / 2
        else:
            yield "attribute_differs", key, OTHER_DIFFERS
