"""A share with its 95 % interval, by Wilson's score method.

Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
Statistical Association 22 (1927), 209-212. It stays within 0 and 1 and is of use with few leads, too.
"""

from math import sqrt
from typing import NamedTuple

# Of the normal distribution, for 95 %.
Z = 1.959963984540054


class Interval(NamedTuple):
    value: float
    low: float
    high: float

    def over(self, base):
        """The same as a multiple of `base`, which is taken as known."""
        return Interval(*(each / base for each in self))

    def plain(self):
        """For JSON; six digits are more than any count of leads can tell."""
        return {name: round(each, 6) for name, each in self._asdict().items()}


def share(won, leads):
    """`won` of `leads`; None of nobody. Ties that were spread evenly make fractions of leads."""
    if not leads:
        return None
    found, weight = won / leads, Z * Z / leads
    middle = (found + weight / 2) / (1 + weight)
    half = sqrt(max(0.0, found * (1 - found)) * weight + weight * weight / 4) / (1 + weight)
    # Rounding must not push the interval off the very share that it is about.
    return Interval(found, min(found, max(0.0, middle - half)), max(found, min(1.0, middle + half)))
