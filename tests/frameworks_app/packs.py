"""The shipped definitions as they stand in the files: no database, no loader."""

from functools import cache
from pathlib import Path

import yaml

CHECKOUT = Path(__file__).parents[2]
SHIPPED = CHECKOUT / "frameworks_app" / "packs" / "shipped"
TIDEPOST = CHECKOUT / "frameworks_app" / "packs" / "tidepost"
PIPELINE = CHECKOUT / "pipeline" / "packs"
LANGUAGES = ("en", "pl", "ru", "zh-hans")


@cache
def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def shipped(name):
    return read(SHIPPED / f"{name}.yml")


def criteria():
    return {path.stem: read(path) for path in sorted((SHIPPED / "criteria").glob("*.yml"))}


def frameworks():
    return {path.stem[3:]: read(path) for path in sorted((SHIPPED / "frameworks").glob("*.yml"))}


def keys(entries):
    return [entry["key"] for entry in entries]


def questions():
    """Every question that is read aloud to a lead, the frameworks' own wording too."""
    for criterion in criteria().values():
        yield from criterion["questions"]
    for framework in frameworks().values():
        for use in framework["criteria"]:
            yield from use.get("questions", [])


def every_text():
    """(where, texts by language) of everything that people read."""
    for folder in (SHIPPED, TIDEPOST, PIPELINE):
        for path in sorted(folder.rglob("*.yml")):
            yield from texts_in(read(path), path.stem)


def texts_in(node, where):
    if isinstance(node, dict):
        if "en" in node:
            yield where, node
        else:
            for key, child in node.items():
                yield from texts_in(child, f"{where}.{key}")
    if isinstance(node, list):
        for number, child in enumerate(node):
            yield from texts_in(child, f"{where}.{number}")
