"""Practice calls: made-up leads, what is said, and what came of a conversation, apart from every figure."""

from .findings import findings_of
from .judging import judge_of, play_best
from .review import Review
from .scenarios import Scenario, ScenarioFault, read_scenario, scenarios
from .state import Practice, practice_of, with_version
from .tries import choices_of, own_calls, team_of, tries_of

__all__ = [
    "Practice",
    "Review",
    "Scenario",
    "ScenarioFault",
    "choices_of",
    "findings_of",
    "judge_of",
    "own_calls",
    "play_best",
    "practice_of",
    "read_scenario",
    "scenarios",
    "team_of",
    "tries_of",
    "with_version",
]
