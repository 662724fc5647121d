"""Which framework the next question serves. Source: scoring.md, Next best question."""

from frameworks_app.scoring.model import Model
from frameworks_app.scoring.whole import Score
from frameworks_app.verdict import History, Suggestion, next_questions


def questions_for(model: Model, found: Score, history: History) -> tuple[str | None, list[Suggestion]]:
    """The key of the framework to ask for, and its questions, best first: the leading one, or once
    that has nothing to ask the first active one in the team's order that has (else None)."""
    leading = [found.leading] if found.leading else []
    for key in (*leading, *model.active_frameworks):
        suggestions = next_questions(model.frameworks[key], found.answers, history)
        if suggestions:
            return key, suggestions
    return None, []
