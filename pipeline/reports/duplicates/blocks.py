"""Which records are worth comparing: those that share a key which few others have.

Every pair would be five thousand million of a hundred thousand people. A record has a dozen keys, each of which
outlives another kind of mistake; a key of many records says nothing, and is passed over.
"""

from . import plain

# More records than this under one key, and the key tells them apart no longer.
MOST = 40
MOST_WORDS = 4
SKELETON = str.maketrans("", "", "aeiouy")


def keys_of_company(sketch):
    words = sketch.name.split()
    yield from (f"w{word}" for word in words if len(word) > 3)
    yield from (f"s{''.join(pair)}" for pair in zip(words, words[1:], strict=False))
    if sketch.name:
        yield f"n{sketch.name.replace(' ', '')}"
        yield f"k{skeleton(sketch.name.replace(' ', ''))}"
    if sketch.domain:
        yield f"d{sketch.domain.split('.')[0]}"
    yield from common_keys(sketch)


def keys_of_contact(sketch):
    words = sketch.name.split()[:MOST_WORDS]
    yield f"n{' '.join(sorted(words))}"
    for word in words:
        # One word as it is, of the others no more than how they begin.
        begins = "".join(sorted(each[0] for each in words if each is not word))
        yield f"w{word} {begins}"
        yield f"k{skeleton(word)} {begins}"
        if sketch.company_id:
            yield f"c{sketch.company_id} {word[:2]}"
    if sketch.company_id:
        yield f"c{sketch.company_id}"
    if sketch.email:
        yield f"e{sketch.email}"
        box = sketch.email.partition("@")[0]
        yield f"b{skeleton(plain.plain(box).replace(' ', ''))} {sketch.domain}"
    yield from common_keys(sketch)


def keys_of_lead(sketch):
    if sketch.company_id:
        yield f"c{sketch.company_id}"
    if sketch.contact_id:
        yield f"p{sketch.contact_id}"


def common_keys(sketch):
    if sketch.phone:
        yield f"p{plain.tail(sketch.phone)}"
    words = sketch.address.split()
    numbers = [word for word in words if word[0].isdigit()]
    names = [word for word in words if not word[0].isdigit() and len(word) > 3]
    yield from (f"a{number} {name}" for number in numbers[:2] for name in names[:3])
    for key, value in sketch.others.items():
        if len(value) > 4:
            yield f"o{key} {value}"


def skeleton(word):
    """The first letter and the consonants after it, doubled ones once: what spelling mistakes mostly leave."""
    rest = word[1:].translate(SKELETON)
    return word[:1] + "".join(letter for at, letter in enumerate(rest) if rest[at - 1 : at] != letter)
