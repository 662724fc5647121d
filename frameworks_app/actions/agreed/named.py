"""The names that a definition mentions, in all languages: kept with it, so that it is read as it was signed."""

from frameworks_app.actions.names import NAMED_PARTS
from frameworks_app.models import Attribute, Product, Segment, read


def texts_of(document):
    """Texts in all languages by key, by part: of the document, and of what documents mention and do not describe."""
    attributes = list(Attribute.objects.all())
    return {
        **{part: {each["key"]: each["name"] for each in document[part]} for part in NAMED_PARTS},
        "attributes": {row.key: row.name for row in attributes},
        "choices": {
            f"{row.key}:{each['value']}": each.get("name") or {} for row in attributes for each in row.choices
        },
        "segments": {row.key: row.name for row in Segment.objects.all()},
        "products": {row.key: row.name for row in Product.objects.all()},
    }


def with_names(said, texts):
    """What is signed: the definition, and of the texts those whose keys it mentions."""
    keys = set(strings(said))
    keys |= {f"{each['attribute']}:{value}" for each in rules(said) for value in strings(each["operand"])}
    names = {part: {key: text for key, text in found.items() if key in keys} for part, found in texts.items()}
    return said | {"names": {part: found for part, found in names.items() if found}}


def rules(said):
    return said["icp"]["criteria"] if "icp" in said else []


def strings(value):
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from strings(each)
        case list():
            for each in value:
                yield from strings(each)


def names_in(*kept):
    """Texts in the reader's language by key, by part, as rules and conditions want them; the last of them counts."""
    found = {part: {} for part in (*NAMED_PARTS, "attributes", "choices", "segments", "products")}
    for each in kept:
        for part, texts in each["names"].items():
            for key, text in texts.items():
                put(found[part], part, key, read(text).text)
    return found


def put(names, part, key, text):
    if part != "choices":
        names[key] = text or key
        return
    attribute, _, value = key.partition(":")
    names.setdefault(attribute, {})[value] = text or value
