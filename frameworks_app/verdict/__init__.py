"""What a lead's answers say under one framework: bounds, gates, verdict, and what to ask next."""

from frameworks_app.verdict.framework import (
    Answer,
    Criterion,
    Framework,
    PassRule,
    fresh,
)
from frameworks_app.verdict.gates import (
    GateState,
    counting_gates,
    gate_state,
    gate_states,
)
from frameworks_app.verdict.judgement import (
    WHOLE,
    Action,
    Bounds,
    Judgement,
    OpenItem,
    Share,
    Verdict,
    bounds,
    judge,
    shares,
)
from frameworks_app.verdict.questions import History, Suggestion, next_questions, open_criteria

__all__ = [
    "WHOLE",
    "Action",
    "Answer",
    "Bounds",
    "Criterion",
    "Framework",
    "GateState",
    "History",
    "Judgement",
    "OpenItem",
    "PassRule",
    "Share",
    "Suggestion",
    "Verdict",
    "bounds",
    "counting_gates",
    "fresh",
    "gate_state",
    "gate_states",
    "judge",
    "next_questions",
    "open_criteria",
    "shares",
]
