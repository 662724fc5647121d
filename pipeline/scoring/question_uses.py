"""Calls that are over, held once more: which questions were answered, which skipped, and which answers mattered."""

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from accounts.calendar import home_day
from frameworks_app.models import ScoringModelVersion
from frameworks_app.scoring.fit import measure_fit
from frameworks_app.scoring.whole import counting_answers
from frameworks_app.verdict import Answer, judge
from pipeline.models import DiscoveryCall, QuestionUse, UncountedCall

from .compile import CompiledModel
from .current import published
from .days import number_of
from .facts import facts_of, load_answers, load_leads
from .inputs import Scope
from .sources import KnownOn

AT_ONCE = 50
# So that after an update years of calls do not keep a worker from everything else.
AT_MOST = 500


def count_question_uses(most=AT_MOST):
    """Count the questions of the calls that are marked, a few calls at a time; how many calls that were."""
    counted = 0
    while counted < most and (found := count_some()):
        counted += found
    return counted


@transaction.atomic
def count_some():
    """The rows and the end of the marks are one: whatever is killed between is counted again, and only once."""
    marked = UncountedCall.objects.select_for_update(skip_locked=True).order_by("pk")[:AT_ONCE]
    ids = [mark.pk for mark in marked]
    calls = DiscoveryCall.objects.ended().filter(pk__in=ids)
    found = calls.prefetch_related("answers", "passed_questions__question")
    QuestionUse.objects.bulk_create([use for call in found for use in uses_of(call)], ignore_conflicts=True)
    UncountedCall.objects.filter(pk__in=ids).delete()
    return len(ids)


def uses_of(call):
    answers = sorted(call.answers.all(), key=lambda answer: (answer.occurred_at, answer.pk))
    passed = [each.question for each in call.passed_questions.all()]
    by_question = answers_by_question(answers, passed)
    mattered = changes_by(call, last_words(answers)) if by_question else set()
    day = home_day(call.ended_at)
    for question_id in dict.fromkeys([*by_question, *(question.pk for question in passed)]):
        given = by_question.get(question_id, [])
        is_answered = any(answer.rating is not None for answer in last_words(given))
        yield QuestionUse(
            call=call,
            question_id=question_id,
            language=call.language,
            day=day,
            is_answered=is_answered,
            changed_verdict=is_answered and mattering(given, mattered),
        )


def mattering(given, mattered):
    return None if mattered is None else any(answer.pk in mattered for answer in given)


def answers_by_question(answers, passed):
    """Answers of a call by the id of their question.

    One that does not say how it was asked, such as a note that was rated, belongs to the one question of its criterion
    that was on the screen; with none or several of them nobody knows, and it belongs to none.
    """
    shown = {}
    for question in passed:
        shown.setdefault(question.criterion_id, []).append(question.pk)
    found = {}
    for answer in answers:
        known = [answer.question_id] if answer.question_id else shown.get(answer.criterion_id, [])
        if len(known) == 1:
            found.setdefault(known[0], []).append(answer)
    return found


def last_words(answers):
    """Without what the same person corrected in the same call, in the order of what is left."""
    found = {}
    for answer in answers:
        place = answer.criterion_id, answer.source_id
        found.pop(place, None)
        found[place] = answer
    return list(found.values())


def changes_by(call, answers):
    """Ids of the answers that changed the verdict of a framework that was active when the call began, each over all
    that was known before it; None where there was no version in force, or no such lead yet."""
    stood = standing_at(call)
    if stood is None:
        return None
    model, keys, facts = stood
    light = measure_fit(model, facts.results).company
    known, found = dict(facts.answers), set()
    before = verdicts(model, facts, known, light)
    for answer in answers:
        tell(known, keys.get(answer.criterion_id), answer)
        after = verdicts(model, facts, known, light)
        if after != before:
            found.add(answer.pk)
        before = after
    return found


def tell(known, key, answer):
    """What is known once this was said. No rating: it is unknown again."""
    if key is None:
        return
    known.pop(key, None)
    if answer.rating is not None:
        # It was said today: nothing but a last day of its own can make it stale at once.
        expires = number_of(answer.last_day) + 1 if answer.last_day else None
        known[key] = Answer(answer.rating, answer.evidence, expires, answer.pk)


def verdicts(model, facts, known, light):
    answers = counting_answers(model, replace(facts, answers=known), light)
    return [judge(model.frameworks[key], answers).verdict for key in model.active_frameworks]


@dataclass(frozen=True)
class BeforeCall(KnownOn):
    """What was known when a call began; what was heard in it is told one by one."""

    call_id: int

    @property
    def parameters(self):
        return super().parameters | {"call": self.call_id}

    def answers(self, scope):
        # By the lead as it is now: with a merged lead its calls and their answers moved together.
        return f"""
            FROM pipeline_answer answer
            WHERE {scope.of("answer.lead_id")} AND answer.occurred_at < %(cut)s AND answer.recorded_at < %(cut)s
                AND answer.call_id IS DISTINCT FROM %(call)s
        """


def standing_at(call):
    """The model in force when a call began, criterion keys by id, and the facts of the lead then, signals left out."""
    version = ScoringModelVersion.objects.filter(published_at__lte=call.started_at).defer("document").newest_first()
    if (version := version.first()) is None:
        return None
    version, model, keys = published(version.pk, version.published_at)
    compiled = CompiledModel(version.document, keys)
    day = timezone.localtime(call.started_at, ZoneInfo(version.document["time_zone"])).date()
    scope, source = Scope.ids([call.lead_id]), BeforeCall(call.started_at, call.pk)
    parameters = compiled.parameters(day, scope, source)
    rows = load_leads(compiled, scope, parameters, source)
    if not rows:
        return None
    answers = load_answers(compiled, scope, parameters, source)[call.lead_id]
    facts = facts_of(version.document, rows[0], [], answers)
    return model, {pk: key for key, pk in keys.criteria.items()}, facts
