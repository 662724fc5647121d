"""AUC: of a won lead and another one, how often the score puts the won one first; a tie counts half.

The 95 % interval is DeLong's, which needs no assumption on how scores are distributed and counts ties as they are.
Source: E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson, "Comparing the areas under two or more correlated receiver
operating characteristic curves: a nonparametric approach", Biometrics 44 (1988), 837-845.
"""

from math import fsum, sqrt

from .shares import Interval, Z, share


def auc(groups):
    """Of groups best first, with at least two won and two lost leads among them."""
    won, lost = sum(each.won for each in groups), sum(each.lost for each in groups)
    beaten, beating = placements(groups, won, lost)
    area = fsum(each.won * place for each, place in zip(groups, beaten, strict=True)) / won
    if area in {0.0, 1.0}:
        return complete(area, min(won, lost))
    of_won = fsum(each.won * (place - area) ** 2 for each, place in zip(groups, beaten, strict=True))
    of_lost = fsum(each.lost * (place - area) ** 2 for each, place in zip(groups, beating, strict=True))
    variance = of_won / (won - 1) / won + of_lost / (lost - 1) / lost
    half = Z * sqrt(variance)
    return Interval(area, max(0.0, area - half), min(1.0, area + half))


def placements(groups, won, lost):
    """Of each group: the share of lost leads that a won one of it beats, and of won leads that beat a lost one."""
    above_won, below_lost = 0, lost
    beaten, beating = [], []
    for each in groups:
        below_lost -= each.lost
        beaten.append((below_lost + each.lost / 2) / lost)
        beating.append((above_won + each.won / 2) / won)
        above_won += each.won
    return beaten, beating


def complete(area, pairs):
    """All pairs agree, where DeLong's variance is 0 and says nothing: as many pairs as share no lead, by Wilson."""
    certain = share(pairs, pairs)
    return Interval(1.0, certain.low, 1.0) if area == 1.0 else Interval(0.0, 0.0, 1 - certain.low)
