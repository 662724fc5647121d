"""One page before a call: what we know, what is open, what has aged, what changed since we last spoke."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q

from pipeline.scoring.days import today
from pipeline.scoring.facts import load_leads
from pipeline.scoring.inputs import Scope
from pipeline.scoring.rating_history import COLUMN, read_history

from .activity import Feed, feed
from .call_state.now import best_questions
from .call_state.suggestions import Suggestions
from .changes import changes
from .lead_page import answers_of
from .lead_score import LeadScore, lead_score

MOST_QUESTIONS = 5


@dataclass(frozen=True)
class Brief:
    """`since` is when somebody last spoke with them; None: nobody has yet, and all of `happened` is new."""

    score: LeadScore | None
    known: list
    aged: list
    unknown: list
    questions: list
    since: datetime | None
    happened: Feed
    edits: list


def brief_of(lead):
    """`lead` comes with its state, company and contact."""
    found = lead_score(lead.pk)
    since = last_talk(lead)
    heard, unknown = answers_of(lead, found) if found else ([], [])
    return Brief(
        score=None if lead.state.is_hidden else found,
        known=[each for each in heard if not each.is_stale],
        aged=[each for each in heard if each.is_stale],
        unknown=unknown,
        questions=questions_of(lead, found) if found else [],
        since=since,
        happened=happened_since(lead, since),
        edits=[each for each in changes(lead) if since is None or each.at > since],
    )


def last_talk(lead):
    return lead.calls.answered().order_by("-started_at").values_list("ended_at", flat=True).first()


def happened_since(lead, since):
    """Signals, notes, moves, objections and changes of score that whoever spoke last does not know."""
    at = {
        **dict.fromkeys(("signal", "note", "move"), "occurred_at"),
        "objection": "raised_at",
        "objection_answered": "answered_at",
        "score": "recorded_at",
    }
    newer = {kind: Q(**{f"{field}__gt": since}) if since else Q() for kind, field in at.items()}
    if lead.state.is_hidden:
        del newer["score"]
    found = feed({kind: Q(lead=lead.pk) & condition for kind, condition in newer.items()})
    # What is older stands on the lead's own page.
    return replace(found, older="")


def questions_of(lead, found):
    """The best questions to begin with, as the call will suggest them."""
    model = found.current
    scope = Scope.ids([lead.pk])
    parameters = model.compiled.parameters(today(model.document), scope)
    (row,) = load_leads(model.compiled, scope, parameters, history=COLUMN)
    history = read_history(row["history"], model.compiled.keys)
    return Suggestions(found, best_questions(found, history), history).questions[:MOST_QUESTIONS]
