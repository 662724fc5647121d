from dataclasses import dataclass


@dataclass(frozen=True)
class Doubt:
    """A sentence about a part of the draft, and the id of the place on that part's page which it is about."""

    part: str
    sentence: str
    anchor: str
