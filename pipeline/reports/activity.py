"""All that happened to one lead, or to several, as one feed, newest first, in one statement."""

import base64
import binascii
import json
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Coalesce, Concat, JSONObject, Mod, NullIf, Trim
from django.utils.dateparse import parse_date, parse_datetime

from frameworks_app.models import Evidence
from pipeline.models import (
    Answer,
    CategoryOverride,
    DiscoveryCall,
    FollowUp,
    Hold,
    Message,
    Note,
    ReviewDecision,
    ScoreChange,
    Signal,
    StageMove,
)
from pipeline.models.hold import why

from .audit_veil import scores_shown_to
from .stage_history import days_between

SIZE = 25
# The smallest difference that the feed shows, in the units of the columns: a whole point, a tenth of engagement.
SHOWN = {"fit_low": 100, "fit_high": 100, "qual_low": 100, "qual_high": 100, "engagement": 100_000}


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
    return told | {"score": told["score"] & scores_shown_to(reader)} if reader else told


def of_contact(contact, ids):
    """What one person did and said, and what was said and written about the leads they are part of."""
    with_them = Q(lead__in=ids)
    return {
        "answer": with_them & Q(source__contact=contact),
        "signal": with_them & Q(contact=contact),
        "call": with_them,
        "note": with_them,
    }


@dataclass(frozen=True)
class Kind:
    """When an event of this kind was, who did it, and what it says."""

    model: type
    at: object
    who: str
    said: dict
    worth_telling: Q = Q()


def shows_a_change():
    """Rows of which the feed would say something: a score that reads otherwise than before, a status, a result."""
    units = (Q(**{f"{name}__lt": floor}) | Q(**{f"{name}__gte": floor + unit}) for name, floor, unit in shown_before())
    return reduce(or_, units, ~Q(verdict=F("old_verdict")) | Q(old_category=None) | ~Q(category=F("old_category")))


def shown_before():
    """Each score with the beginning of what reads like its old value, and how far that reaches."""
    for name, unit in SHOWN.items():
        yield name, F(f"old_{name}") - Mod(F(f"old_{name}"), Value(unit)), unit


def name_of(person):
    """As the person's own page writes it."""
    full = Trim(Concat(f"{person}__first_name", Value(" "), f"{person}__last_name"))
    return Coalesce(NullIf(full, Value("")), f"{person}__username", Value(""), output_field=CharField())


KINDS = {
    "answer": Kind(
        Answer,
        F("occurred_at"),
        "by",
        {
            "criterion": "criterion__name",
            "rubric": "criterion__rubric",
            "rating": "rating",
            "evidence": "evidence",
            "value": "value",
            "quote": "quote",
            "source": "source__contact__name",
        },
    ),
    "call": Kind(
        DiscoveryCall,
        F("started_at"),
        "by",
        {
            "outcome": "outcome",
            "channel": "channel",
            "ended_at": "ended_at",
            "summary": "summary",
            "stage": "stage__name",
        },
    ),
    "follow_up": Kind(
        FollowUp,
        Coalesce("done_at", "created_at"),
        "owner",
        {
            "kind": "kind",
            "note": "note",
            "due_at": "due_at",
            "has_hour": "has_hour",
            "done_at": "done_at",
            "is_dropped": "is_dropped",
        },
    ),
    "hold": Kind(
        Hold,
        F("occurred_at"),
        "by",
        {"kind": "kind", "reason": "reason", "until": "until", "ended_at": "ended_at", "ended_how": "ended_how"},
    ),
    "move": Kind(
        StageMove,
        F("occurred_at"),
        "by",
        {
            "from_stage": "from_stage__name",
            "to_stage": "to_stage__name",
            "reason": "reason__name",
            "note": "note",
            "competitor": "competitor",
            "undoes": "undoes",
            "since": "since",
            "overruled": "overruled",
        },
    ),
    "note": Kind(Note, F("occurred_at"), "by", {"text": "text", "criterion": "criterion__name"}),
    "override": Kind(CategoryOverride, F("created_at"), "by", {"category": "category__name", "why": "why"}),
    "review": Kind(
        ReviewDecision,
        F("at"),
        "by",
        {
            "review": "review",
            "title": "review__title",
            "kind": "kind",
            "note": "note",
            "stage": "stage__name",
            "owner": name_of("owner"),
            "day": "day",
            "reason": "reason__name",
        },
        # Merely kept is no news.
        worth_telling=Q(replaced_at=None) & ~Q(kind="keep", note=""),
    ),
    "score": Kind(
        ScoreChange,
        F("recorded_at"),
        "",
        {
            "cause": "cause",
            "old_category": "old_category__name",
            "category": "category__name",
            "old_fit": JSONObject(low="old_fit_low", high="old_fit_high"),
            "fit": JSONObject(low="fit_low", high="fit_high"),
            "old_qual": JSONObject(low="old_qual_low", high="old_qual_high"),
            "qual": JSONObject(low="qual_low", high="qual_high"),
            "old_verdict": "old_verdict",
            "verdict": "verdict",
            "old_engagement": "old_engagement",
            "engagement": "engagement",
        },
        worth_telling=shows_a_change(),
    ),
    "message": Kind(
        Message,
        F("sent_at"),
        "by",
        {"subject": "subject", "kind": "kind", "address": "address", "replied": "replied_at"},
        worth_telling=Q(state="sent"),
    ),
    "signal": Kind(
        Signal,
        F("occurred_at"),
        "",
        {"type": "type__name", "kind": "type__kind", "contact": "contact__name", "email": "contact__email"},
    ),
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
    said = dict(event.said)
    for name in ("ended_at", "due_at", "done_at", "since"):
        said[name] = parse_datetime(said[name]) if said.get(name) else None
    if event.kind == "call":
        said["outcome"] = label(DiscoveryCall.Outcome, said["outcome"])
    if event.kind == "message":
        said["kind"] = label(Message.Kind, said["kind"])
    if event.kind == "follow_up":
        said["kind"] = label(FollowUp.Kind, said["kind"])
    if event.kind == "hold":
        said["why"], said["until"] = why(said["kind"], said["reason"]), parse_date(said["until"])
        said["ended_how"] = label(Hold.End, said["ended_how"])
    if event.kind == "review":
        said["kind"] = label(ReviewDecision.Kind, said["kind"])
        said["day"] = parse_date(said["day"]) if said["day"] else None
    if event.kind == "answer":
        said["evidence"] = label(Evidence, said["evidence"])
        said["level"] = said["rubric"][said["rating"]] if said["rating"] is not None else None
    if event.kind == "score":
        said["cause"] = label(ScoreChange.Cause, said["cause"])
    lead = leads.get(event.lead)
    if event.kind == "move" and said["since"] and lead:
        said["days"] = days_between(lead, said["since"], event.at)
    return replace(event, said=said, lead=lead if len(leads) > 1 else None)


def label(choices, value):
    return choices(value).label if value else ""


def write(event):
    text = json.dumps([event.at.isoformat(), event.kind, event.pk])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read(token):
    try:
        at, kind, pk = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        return datetime.fromisoformat(at), str(kind), int(pk)
    except (ValueError, TypeError, binascii.Error):
        return None
