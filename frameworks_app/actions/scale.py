"""The scale of an ICP: between which sums fit is measured, and where leads of some kinds come to stand on it."""

from dataclasses import dataclass

from frameworks_app.scoring.fit import WORST_GRADE
from frameworks_app.verdict import WHOLE

from .ladders import best_of, ladders_of, rules_of


@dataclass(frozen=True)
class Scale:
    """Whole points: the ends of the scale, and what is earned by the best lead inside this ICP, by one that meets
    the required rules alone, and by one that meets nothing."""

    least: int
    most: int
    best: int
    required_alone: int
    nothing: int = 0

    def fit(self, earned):
        """Basis points, as the scoring counts them."""
        if self.most == self.least:
            return WHOLE
        return WHOLE * (earned - self.least) // (self.most - self.least)

    def needed(self, threshold):
        """The fewest points that reach a threshold of 0 to 100."""
        return self.least - (-threshold * (self.most - self.least) // 100)


def scale_of(icp):
    """Of an ICP as a document states it."""
    ladders = ladders_of(rules_of(icp))
    return Scale(
        least=sum(min(0, *(rule.points for rule in ladder)) for ladder in ladders),
        most=sum(max(0, *(rule.points for rule in ladder)) for ladder in ladders),
        best=sum(best_of(ladder) for ladder in ladders),
        required_alone=sum(next((rule.points for rule in ladder if rule.required), 0) for ladder in ladders),
    )


def grade_of(fit, grades):
    """The letter of a fit in basis points, by a document's grades."""
    return next((letter for letter in "ABC" if fit >= 100 * grades[letter]), WORST_GRADE)
