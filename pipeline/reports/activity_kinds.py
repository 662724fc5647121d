"""What can happen to a lead, kind by kind: when it was, who did it, and what there is to say of it."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Case, CharField, F, OuterRef, Q, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce, Concat, JSONObject, Mod, NullIf, Trim

from pipeline.models import (
    Answer,
    CategoryOverride,
    DiscoveryCall,
    Enrolment,
    FollowUp,
    Hold,
    Message,
    Note,
    Objection,
    ReviewDecision,
    ScoreChange,
    Signal,
    StageMove,
)

# The smallest difference that the feed shows, in the units of the columns: a whole point, a tenth of engagement.
SHOWN = {"fit_low": 100, "fit_high": 100, "qual_low": 100, "qual_high": 100, "engagement": 100_000}


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


def track_before():
    """From which track the lead went into this one, if it did."""
    before = Enrolment.objects.filter(lead=OuterRef("lead"), entered_at__lt=OuterRef("entered_at"))
    went_on = Case(When(left_by=Enrolment.Left.TRACK, then="track__name"))
    return Subquery(before.order_by("-entered_at", "-pk").values_list(went_on)[:1])


# Then one event tells both.
ANSWERED_AT_ONCE = Q(answered_at=F("raised_at"))


def answer_at_once():
    return Case(When(ANSWERED_AT_ONCE, then="answer"), default=Value(""), output_field=TextField())


# Told by what else happened at that moment: the move, the beginning of the next track, the merge.
TOLD_ELSEWHERE = [Enrolment.Left.MOVED, Enrolment.Left.UNDONE, Enrolment.Left.TRACK, Enrolment.Left.MERGED]

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
    "objection": Kind(
        Objection,
        F("raised_at"),
        "raised_by",
        {"kind": "kind", "text": "text", "answer": answer_at_once()},
    ),
    "objection_answered": Kind(
        Objection,
        F("answered_at"),
        "answered_by",
        {"kind": "kind", "text": "text", "answer": "answer"},
        worth_telling=Q(answered_at__isnull=False) & ~ANSWERED_AT_ONCE,
    ),
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
        {"subject": "subject", "kind": "kind", "address": "address", "replied": "replied_at", "emptied": "emptied_at"},
        worth_telling=Q(state="sent"),
    ),
    "signal": Kind(
        Signal,
        F("occurred_at"),
        "",
        {"type": "type__name", "kind": "type__kind", "contact": "contact__name", "email": "contact__email"},
    ),
    "track_entered": Kind(
        Enrolment,
        F("entered_at"),
        "by",
        {
            "track": "track__name",
            "how": "entered_by",
            "what": "entered_what",
            "note": "note",
            "before": track_before(),
            "ended": "left_by",
        },
    ),
    "track_left": Kind(
        Enrolment,
        F("left_at"),
        "left_person",
        {"track": "track__name", "how": "left_by", "what": "left_what", "came_back": "came_back"},
        worth_telling=Q(left_at__isnull=False) & ~Q(left_by__in=TOLD_ELSEWHERE),
    ),
}
