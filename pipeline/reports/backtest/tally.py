"""Scores of leads beside how they ended, kept small: eight bytes a lead and score."""

from array import array
from itertools import groupby
from typing import NamedTuple


class Group(NamedTuple):
    """All leads of one score: what is tied is counted together, so that no order among them matters."""

    score: int
    won: int
    lost: int

    @property
    def leads(self):
        return self.won + self.lost


class Tally:
    def __init__(self):
        self.packed = array("q")

    def __len__(self):
        return len(self.packed)

    def add(self, score, is_won):
        self.packed.append(score * 2 + is_won)

    def groups(self):
        """Best score first."""
        found = []
        for score, same in groupby(sorted(self.packed, reverse=True), key=lambda each: each >> 1):
            outcomes = [each & 1 for each in same]
            won = sum(outcomes)
            found.append(Group(score, won, len(outcomes) - won))
        return found
