"""A practice call from its start to its end. Nothing here touches a lead, a call or a score."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from pipeline.models import PracticeAnswer, PracticeCall, RatingHistory, TeamWorkflow
from pipeline.reports.practice import findings_of, judge_of, practice_of, with_version


@transaction.atomic
def start_practice(*, scenario, version_id, by, language):
    """Begin a try, or go on with the one that is open: a double click starts one."""
    call, _is_new = PracticeCall.objects.get_or_create(
        by=by,
        scenario=scenario.key,
        ended_at=None,
        defaults={
            "version_id": version_id,
            "language": language,
            "leading": leading_framework(by),
            "history": history_of(by),
        },
    )
    return call


def leading_framework(person):
    """The framework that the person's team works by with any segment; the row of the team wins over the common one."""
    ways = TeamWorkflow.objects.filter(Q(team=person.team_id) | Q(team=None), segment=None)
    way = ways.order_by(F("team").asc(nulls_last=True)).select_related("leading_framework").first()
    return way.leading_framework.key if way else ""


def history_of(person):
    rows = RatingHistory.objects.filter(team_id=person.team_id)
    return dict(rows.values_list("criterion__key", "counts"))


@dataclass(frozen=True)
class Rated:
    """What was made of an answer; `client_id` makes a replay harmless."""

    client_id: object
    criterion: str
    rating: int | None
    evidence: str
    at: object


@transaction.atomic
def put_question(*, call, criterion, kind, at):
    """Ask, or ask on; a question that was put already is not put twice. True when it is new."""
    asked = PracticeAnswer(call=call, criterion=criterion, kind=kind, at=at)
    return append(call, asked)


@transaction.atomic
def rate_practice_answer(*, call, rated):
    """Append what was made of an answer; the same client_id again changes nothing. True when it is new."""
    answer = PracticeAnswer(
        client_id=rated.client_id,
        call=call,
        criterion=rated.criterion,
        rating=rated.rating,
        evidence=rated.evidence,
        at=rated.at,
    )
    return append(call, answer)


def append(call, turn):
    written = PracticeAnswer.objects.append(turn)
    if written:
        # The same call in another tab sees by the revision that something is new.
        PracticeCall.objects.filter(pk=call.pk).update(revision=F("revision") + 1)
    return written


@transaction.atomic
def change_practice_language(*, call, language):
    PracticeCall.objects.filter(pk=call.pk).update(language=language)


@transaction.atomic
def end_practice(*, call):
    """Close it, and keep what it came to for the lists."""
    # Locked and still open, so that a double click cannot end it twice.
    call = with_version(PracticeCall.objects.select_for_update(of=["self"]).open()).get(pk=call.pk)
    call.ended_at = timezone.now()
    practice = practice_of(call)
    call.findings = findings_of(practice, judge_of(call)).kept if practice.scenario else {}
    call.save(update_fields=["ended_at", "findings"])
    return call
