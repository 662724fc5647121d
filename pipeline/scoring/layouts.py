"""What the places in the arrays of an input row stand for."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property

from pipeline.models import InputLayout


@dataclass(frozen=True)
class Layout:
    """All of a document that input rows depend on. Points, caps and weights are not among it."""

    zone: str
    # Row id of each signal type with its half-life (None: never fades), by id.
    types: tuple[tuple[int, int | None], ...]
    # Row id of each criterion with its shelf life, by id.
    criteria: tuple[tuple[int, int], ...]

    @cached_property
    def said(self):
        return {
            "zone": self.zone,
            "types": [list(pair) for pair in self.types],
            "criteria": [list(pair) for pair in self.criteria],
        }

    @cached_property
    def digest(self):
        return hashlib.sha256(json.dumps(self.said, sort_keys=True).encode()).hexdigest()

    @cached_property
    def id(self):
        """Made of what it says, so that every process knows it without asking."""
        return int(self.digest[:16], 16) >> 1

    def place_of_type(self, type_id):
        """Counted from 1, as PostgreSQL counts."""
        return 1 + [each for each, _half_life in self.types].index(type_id)

    def place_of_criterion(self, criterion_id):
        return 1 + [each for each, _shelf_life in self.criteria].index(criterion_id)

    @property
    def place_of_any(self):
        """Among the last days: that of the last signal of all, of whatever type."""
        return 1 + len(self.types)


def layout_of(document, keys):
    """Ordered by row id, so that moving definitions about makes no other layout."""
    types = {
        keys.signal_types[each["key"]]: each for each in document["signal_types"] if each["key"] in keys.signal_types
    }
    criteria = {keys.criteria[each["key"]]: each for each in document["criteria"] if each["key"] in keys.criteria}
    return Layout(
        zone=document["time_zone"],
        types=tuple((pk, types[pk]["half_life"]) for pk in sorted(types)),
        criteria=tuple((pk, int(criteria[pk]["shelf_life"])) for pk in sorted(criteria)),
    )


def keep(layout):
    """Write down what rows with this layout's id mean, for people who look at them."""
    InputLayout.objects.get_or_create(pk=layout.id, defaults={"said": layout.said, "digest": layout.digest})
