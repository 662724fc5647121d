"""What the keys in documents stand for, in the reader's language."""

from frameworks_app.models import Attribute, Product, Segment, read

NAMED_PARTS = ("icps", "criteria", "frameworks", "signal_types", "categories", "table")


def names_of(*documents):
    """Texts by key, by part; where documents call something differently, as the last of them does."""
    found = {part: {} for part in NAMED_PARTS}
    for document in documents:
        for part, texts in found.items():
            texts.update({each["key"]: read(each["name"]).text or each["key"] for each in document[part]})
    return found


def row_names():
    """Of what documents mention and do not describe: attributes with their choices, segments, products."""
    attributes = list(Attribute.objects.all())
    return {
        "attributes": {row.key: str(row) for row in attributes},
        "choices": {row.key: choices_of(row) for row in attributes},
        "segments": {row.key: str(row) for row in Segment.objects.all()},
        "products": {row.key: str(row) for row in Product.objects.all()},
    }


def choices_of(attribute):
    return {each["value"]: read(each.get("name")).text or each["value"] for each in attribute.choices}
