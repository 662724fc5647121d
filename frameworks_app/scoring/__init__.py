"""Facts of one lead in, scores, category and the ledger that adds up to them out."""

from frameworks_app.scoring.asking import questions_for
from frameworks_app.scoring.category import Outcome
from frameworks_app.scoring.engagement import Engagement
from frameworks_app.scoring.facts import Event, Facts
from frameworks_app.scoring.fading import FADE_ONE, fade
from frameworks_app.scoring.fit import Fit, IcpFit, Inclusion, Light
from frameworks_app.scoring.ledger import Line
from frameworks_app.scoring.model import (
    Category,
    Icp,
    IcpCriterion,
    Model,
    Row,
    SignalType,
    points_of,
)
from frameworks_app.scoring.whole import Score, score

__all__ = [
    "FADE_ONE",
    "Category",
    "Engagement",
    "Event",
    "Facts",
    "Fit",
    "Icp",
    "IcpCriterion",
    "IcpFit",
    "Inclusion",
    "Light",
    "Line",
    "Model",
    "Outcome",
    "Row",
    "Score",
    "SignalType",
    "fade",
    "points_of",
    "questions_for",
    "score",
]
