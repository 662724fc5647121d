"""What each question is good for: Ola's calls are counted once they are over, and what they changed is kept."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from frameworks_app.actions.publish import publish
from frameworks_app.models import Framework, FrameworkCriterion, Question, ScoringModelVersion
from pipeline.actions.calls import Said, rate_note, record_answer, write_note
from pipeline.actions.question_uses import pass_question
from pipeline.models import DiscoveryCall, PassedQuestion, QuestionUse, UncountedCall
from pipeline.scoring import question_uses
from pipeline.scoring.question_uses import count_question_uses
from pipeline.tasks import sweep
from tests.factories import AnswerFactory, LeadFactory, UserFactory
from tests.pipeline.call_stories import JSON, begin

pytestmark = pytest.mark.django_db


@pytest.fixture
def ola(shipped):
    return UserFactory(sdr=True, first_name="Ola")


@pytest.fixture
def call(ola):
    return begin(LeadFactory(owner=ola), ola)


def wordings(key):
    return list(Question.objects.filter(criterion__key=key, framework=None).order_by("position", "pk"))


def say(call, question, rating, evidence="heard", **more):
    said = Said(uuid4(), question.criterion_id, rating, evidence, question_id=question.pk, **more)
    record_answer(call=call, said=said, by=call.by)


def over(*calls, minutes=12):
    for call in calls:
        DiscoveryCall.objects.filter(pk=call.pk).update(ended_at=timezone.now() + timedelta(minutes=minutes))


def counted():
    rows = QuestionUse.objects.order_by("call_id", "question__key")
    return list(rows.values_list("question__key", "language", "is_answered", "changed_verdict"))


def test_answered_skipped_and_what_decided_are_counted_once_the_call_is_over(call):
    budget, need, pain = wordings("budget")[0], wordings("need")[0], wordings("pain")[0]
    say(call, need, 3)
    say(call, budget, 0)
    pass_question(call=call, question_id=pain.pk)
    assert count_question_uses() == 0
    over(call)
    assert (count_question_uses(), count_question_uses()) == (1, 0)
    # One no decides BANT; the yes before it left everything open.
    assert counted() == sorted(
        [(need.key, "en", True, False), (budget.key, "en", True, True), (pain.key, "en", False, False)]
    )


def test_asked_and_not_answered_is_a_skip_and_an_answer_after_all_is_none(call):
    budget, need, timeline = wordings("budget")[0], wordings("need")[0], wordings("timeline")[0]
    say(call, budget, None)
    pass_question(call=call, question_id=need.pk)
    say(call, need, 3)
    say(call, timeline, 2)
    say(call, timeline, None)
    over(call)
    count_question_uses()
    assert counted() == sorted(
        [(budget.key, "en", False, False), (need.key, "en", True, False), (timeline.key, "en", False, False)]
    )


def test_two_wordings_of_one_criterion_are_told_apart(call):
    first, second = wordings("budget")[:2]
    pass_question(call=call, question_id=first.pk)
    say(call, second, 0)
    over(call)
    count_question_uses()
    assert counted() == sorted([(first.key, "en", False, False), (second.key, "en", True, True)])


def test_a_slip_of_the_finger_changes_no_verdict(call):
    budget = wordings("budget")[0]
    say(call, budget, 0)
    say(call, budget, 3)
    over(call)
    count_question_uses()
    assert counted() == [(budget.key, "en", True, False)]


def test_what_stood_before_the_call_is_what_an_answer_changes(ola):
    lead = LeadFactory(owner=ola)
    for key in ("budget", "authority", "need"):
        AnswerFactory(lead=lead, key=key, rating=4, evidence="confirmed", days_ago=3)
    call = begin(lead, ola)
    timeline = wordings("timeline")[0]
    say(call, timeline, 3)
    over(call)
    count_question_uses()
    assert counted() == [(timeline.key, "en", True, True)]


def test_the_rules_of_then_count_and_not_those_of_today(call):
    budget = wordings("budget")[0]
    say(call, budget, 1)
    over(call)
    FrameworkCriterion.objects.filter(gate__isnull=False).update(gate=1)
    publish(by=None)
    count_question_uses()
    assert counted() == [(budget.key, "en", True, True)]


def test_without_a_version_in_force_nobody_can_say_what_changed(call):
    budget, need = wordings("budget")[0], wordings("need")[0]
    say(call, budget, 0)
    pass_question(call=call, question_id=need.pk)
    over(call)
    before = ScoringModelVersion.objects.earliest("pk").published_at - timedelta(days=1)
    DiscoveryCall.objects.filter(pk=call.pk).update(started_at=before)
    count_question_uses()
    assert counted() == sorted([(budget.key, "en", True, None), (need.key, "en", False, False)])


def rated_note(call, question, rating):
    note = write_note(
        lead=call.lead, call=call, text="20k a year", by=call.by, client_id=uuid4(), criterion_id=question.criterion_id
    )
    rate_note(note=note, criterion_id=question.criterion_id, rating=rating, evidence="heard", by=call.by)


def test_a_rated_note_counts_for_the_one_question_that_was_on_the_screen(call):
    budget = wordings("budget")[0]
    pass_question(call=call, question_id=budget.pk)
    rated_note(call, budget, 0)
    over(call)
    count_question_uses()
    assert counted() == [(budget.key, "en", True, True)]


def test_nobody_guesses_which_question_a_note_answered(call):
    first, second = wordings("budget")[:2]
    rated_note(call, wordings("need")[0], 3)
    for question in (first, second):
        pass_question(call=call, question_id=question.pk)
    rated_note(call, first, 3)
    over(call)
    count_question_uses()
    assert counted() == sorted([(first.key, "en", False, False), (second.key, "en", False, False)])


def test_the_language_is_the_one_the_call_ended_in(call):
    DiscoveryCall.objects.filter(pk=call.pk).update(language="pl")
    say(call, wordings("need")[0], 3)
    over(call)
    sweep()
    assert [row[1] for row in counted()] == ["pl"]


def test_an_attempt_asks_nothing_and_is_not_even_marked(ola):
    now = timezone.now()
    DiscoveryCall.objects.create(lead=LeadFactory(), by=ola, started_at=now, ended_at=now, outcome="no_answer")
    held = DiscoveryCall.objects.create(
        lead=LeadFactory(), by=ola, started_at=now - timedelta(minutes=9), ended_at=now, outcome="reached"
    )
    assert list(UncountedCall.objects.values_list("call_id", flat=True)) == [held.pk]
    assert (count_question_uses(), counted(), UncountedCall.objects.count()) == (1, [], 0)


def test_a_worker_killed_in_the_middle_leaves_the_call_to_the_next(call, ola, monkeypatch):
    other = begin(LeadFactory(owner=ola), ola)
    for each in (call, other):
        say(each, wordings("need")[0], 3)
    over(call, other)
    monkeypatch.setattr(question_uses, "AT_ONCE", 1)
    assert question_uses.count_some() == 1
    monkeypatch.setattr(QuestionUse.objects, "bulk_create", killed)
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        question_uses.count_some()
    assert (QuestionUse.objects.count(), UncountedCall.objects.count()) == (1, 1)
    monkeypatch.undo()
    assert (count_question_uses(), QuestionUse.objects.count()) == (1, 2)


def killed(*args, **kwargs):
    raise KeyboardInterrupt


def test_what_was_counted_stays_when_the_call_is_counted_again(call):
    say(call, wordings("budget")[0], 0)
    over(call)
    count_question_uses()
    before = counted()
    Framework.objects.update(is_active=False)
    publish(by=None)
    UncountedCall.objects.create(call=call)
    assert (count_question_uses(), counted()) == (1, before)


# What the page sends


def send(client, call, question, **fields):
    url = reverse("pipeline:call_passed", args=[call.pk])
    return client.post(url, {"client_id": uuid4(), "question": question.pk, **fields}, headers=JSON)


def passed():
    return list(PassedQuestion.objects.values_list("call_id", "question_id"))


def test_a_passed_question_is_kept_once_however_often_it_is_sent(client, call, ola):
    client.force_login(ola)
    budget = wordings("budget")[0]
    assert [send(client, call, budget).status_code for _time in range(2)] == [200, 200]
    assert passed() == [(call.pk, budget.pk)]


def test_it_happened_when_the_page_says_and_never_later_than_now(client, call, ola):
    client.force_login(ola)
    heard = timezone.now() - timedelta(minutes=4)
    send(client, call, wordings("budget")[0], heard=int(heard.timestamp() * 1000))
    row = PassedQuestion.objects.get()
    assert abs(row.occurred_at - heard) < timedelta(seconds=1)


def test_a_question_that_is_gone_meanwhile_is_no_trouble(client, call, ola):
    client.force_login(ola)
    url = reverse("pipeline:call_passed", args=[call.pk])
    for said in ("999999999", "", "x"):
        assert client.post(url, {"client_id": uuid4(), "question": said}, headers=JSON).status_code == 200
    assert passed() == []


def test_after_the_end_nothing_more_is_kept(client, call, ola):
    client.force_login(ola)
    over(call)
    assert send(client, call, wordings("budget")[0]).status_code == 409
    assert passed() == []


def test_nobody_tells_it_of_a_call_that_is_not_theirs(client, call):
    claire = UserFactory(sdr=True)
    client.force_login(claire)
    assert send(client, call, wordings("budget")[0]).status_code == 404
    assert send(client, call, wordings("budget")[0], person=call.by_id).status_code == 403
    assert passed() == []


def test_what_was_passed_is_never_rewritten(call):
    pass_question(call=call, question_id=wordings("budget")[0].pk)
    with pytest.raises(Exception, match="Cannot update or delete"), transaction.atomic():
        PassedQuestion.objects.update(occurred_at=timezone.now())
    assert connection.is_usable()
