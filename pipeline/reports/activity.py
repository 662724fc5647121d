"""All that happened to one lead, or to several, as one feed, newest first, in one statement."""

import base64
import binascii
import json
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_date, parse_datetime

from frameworks_app.models import Evidence
from pipeline.models import DiscoveryCall, Enrolment, FollowUp, Hold, Message, Objection, ReviewDecision, ScoreChange
from pipeline.models.hold import why

from .activity_kinds import KINDS, name_of
from .audit_veil import scores_shown_to
from .stage_history import days_between

SIZE = 25


@dataclass(frozen=True)
class Event:
    """`said` holds what its kind of event has to say; admin-edited names in it are language to text."""

    kind: str
    at: datetime
    pk: int
    who: str
    said: dict
    lead: object

    @property
    def template(self):
        return f"pipeline/_activity_{self.kind}.html"


@dataclass(frozen=True)
class Feed:
    events: list
    older: str


def feed(of, token="", leads=None):
    """One page of the events that `of` names by kind; `token` names the last event of the page before.

    `leads` by key, with their states; where there are several, each event says which it belongs to.
    """
    bound = read(token)
    parts = [part(kind, condition, bound) for kind, condition in of.items()]
    union = parts[0].union(*parts[1:], all=True).order_by("-happened_at", "-event_kind", "-event")
    found = [Event(*row) for row in union[: SIZE + 1]]
    events = [worded(each, leads or {}) for each in found[:SIZE]]
    return Feed(events, older=write(events[-1]) if len(found) > SIZE else "")


def of_leads(*ids, reader=None):
    """All that happened to these leads, as far as this reader may know it."""
    told = dict.fromkeys(KINDS, Q(lead__in=ids))
    if reader and (shown := scores_shown_to(reader)):
        told["score"] &= shown
        for kind, by_score in TELLS_THE_SCORE.items():
            told[kind] &= shown | ~by_score
    return told


# Where the computed status or a score has led into a track, or out of it.
TELLS_THE_SCORE = {
    "track_entered": Q(entered_by=Enrolment.Entered.CATEGORY),
    "track_left": Q(left_by__in=[Enrolment.Left.CATEGORY, Enrolment.Left.QUALIFICATION, Enrolment.Left.ENGAGEMENT]),
}


def of_contact(contact, ids):
    """What one person did and said, and what was said and written about the leads they are part of."""
    with_them = Q(lead__in=ids)
    return {
        "answer": with_them & Q(source__contact=contact),
        "signal": with_them & Q(contact=contact),
        "call": with_them,
        "note": with_them,
        "objection": with_them,
        "objection_answered": with_them,
    }


def part(name, condition, bound):
    kind = KINDS[name]
    who = name_of(kind.who) if kind.who else Value("", output_field=CharField())
    named = {"event_kind": Value(name, output_field=CharField()), "event": F("pk"), "of_lead": F("lead")}
    rows = kind.model.objects.filter(condition, kind.worth_telling).annotate(
        happened_at=kind.at, who=who, said=JSONObject(**kind.said), **named
    )
    if bound:
        rows = rows.filter(before(name, *bound))
    newest = rows.order_by("-happened_at", "-event")[: SIZE + 1]
    return newest.values_list("event_kind", "happened_at", "event", "who", "said", "of_lead")


def before(kind, at, last_kind, last_pk):
    """Older than the last event shown; of the same instant those that the order puts after it."""
    if kind < last_kind:
        return Q(happened_at__lte=at)
    older = Q(happened_at__lt=at)
    return older | Q(happened_at=at, event__lt=last_pk) if kind == last_kind else older


def worded(event, leads):
    """Choices in words, instants as instants, the lead by its key where there are several."""
    said, lead = dict(event.said), leads.get(event.lead)
    if event.kind == "hold":
        said["why"] = why(said["kind"], said["reason"])
    if event.kind == "answer":
        said["level"] = said["rubric"][said["rating"]] if said["rating"] is not None else None
    for name in ("ended_at", "due_at", "done_at", "since"):
        said[name] = parse_datetime(said[name]) if said.get(name) else None
    for name in ("until", "day"):
        said[name] = parse_date(said[name]) if said.get(name) else None
    for name, choices in CHOICES.get(event.kind, {}).items():
        said[name] = choices(said[name]).label if said[name] else ""
    if event.kind == "move" and said["since"] and lead:
        said["days"] = days_between(lead, said["since"], event.at)
    return replace(event, said=said, lead=lead if len(leads) > 1 else None)


# By kind of event, what it says by a key that has words.
CHOICES = {
    "answer": {"evidence": Evidence},
    "call": {"outcome": DiscoveryCall.Outcome},
    "follow_up": {"kind": FollowUp.Kind},
    "hold": {"ended_how": Hold.End},
    "message": {"kind": Message.Kind},
    "objection": {"kind": Objection.Kind},
    "objection_answered": {"kind": Objection.Kind},
    "review": {"kind": ReviewDecision.Kind},
    "score": {"cause": ScoreChange.Cause},
    "track_entered": {"how": Enrolment.Entered},
    "track_left": {"how": Enrolment.Left},
}


def write(event):
    text = json.dumps([event.at.isoformat(), event.kind, event.pk])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read(token):
    try:
        at, kind, pk = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        return datetime.fromisoformat(at), str(kind), int(pk)
    except (ValueError, TypeError, binascii.Error):
        return None
