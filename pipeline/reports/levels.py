"""Engagement levels 1 to 4, as the version in force draws them."""

from pipeline.scoring.current import current


def levels_in_force():
    """The points, in millionths, at which levels 2, 3 and 4 begin."""
    return levels_of(current())


def levels_of(model):
    return [points * 1_000_000 for points in model.document["levels"]] if model else []


def level(engagement, levels):
    return 1 + sum(engagement >= least for least in levels)
