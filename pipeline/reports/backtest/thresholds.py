"""Whoever only works the leads from a threshold on: how many these are, how many of them won, how many missed."""

from .shares import share


def thresholds(groups, steps):
    """A row for each (label, least score) of `steps`: precision is won of chosen, recall is chosen of won."""
    won = sum(each.won for each in groups)
    return [row(label, least, groups, won) for label, least in steps]


def row(label, least, groups, won):
    chosen = [each for each in groups if each.score >= least]
    leads, hits = sum(each.leads for each in chosen), sum(each.won for each in chosen)
    precision = share(hits, leads)
    return {
        "at": label,
        "leads": leads,
        "won": hits,
        "precision": precision and precision.plain(),
        "recall": share(hits, won).plain(),
    }
