"""Ola notes what comes out of order, and makes answers of it before she ends the call."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from frameworks_app.models import Criterion
from pipeline.actions.calls import rate_note, write_note
from pipeline.models import Answer, Note
from tests.factories import LeadFactory, UserFactory
from tests.pipeline.call_stories import begin, hear

pytestmark = pytest.mark.django_db


@pytest.fixture
def ola(shipped):
    return UserFactory(sdr=True, first_name="Ola")


@pytest.fixture
def call(ola):
    return begin(LeadFactory(owner=ola, company__name="Baltic Yarn"), ola)


@pytest.fixture
def desk(client, ola):
    client.force_login(ola)
    return client


def noted(call, text, about=None, minutes_ago=5):
    criterion = about and Criterion.objects.get(key=about).pk
    at = timezone.now() - timedelta(minutes=minutes_ago)
    return write_note(
        lead=call.lead, call=call, text=text, by=call.by, client_id=uuid4(), criterion_id=criterion, at=at
    )


def wrap_up(call):
    return reverse("pipeline:call_wrap_up", args=[call.pk])


def end(call):
    return reverse("pipeline:call_end", args=[call.pk])


def test_a_tagged_note_is_rated_on_the_way_to_the_end(desk, call):
    note = noted(call, "Twelve thousand are set aside", "budget")
    assert desk.get(end(call)).headers["Location"] == wrap_up(call)
    sent = {"note": note.pk, "tag": "budget", "rating": "3", "evidence": "heard"}
    assert desk.post(wrap_up(call), sent).status_code == 302
    answer = Answer.objects.get()
    assert (answer.rating, answer.quote, answer.call) == (3, "Twelve thousand are set aside", call)
    assert answer.occurred_at == note.occurred_at
    assert desk.get(end(call)).status_code == 200


def test_a_note_about_nothing_in_particular_stays_a_note(desk, call):
    noted(call, "Nice people")
    assert desk.get(end(call)).status_code == 200
    assert b"Nice people" in desk.get(wrap_up(call)).content


def test_a_note_is_tagged_first_and_rated_then(desk, call):
    note = noted(call, "The board decides")
    desk.post(wrap_up(call), {"note": note.pk, "tag": "authority", "evidence": "heard"})
    note.refresh_from_db()
    assert (note.criterion.key, Answer.objects.count()) == ("authority", 0)
    card = desk.get(wrap_up(call)).context["cards"][0]
    assert [rating for rating, _words in card["levels"]] == [0, 1, 2, 3, 4]


def test_another_criterion_is_not_rated_by_the_words_of_the_first(desk, call):
    note = noted(call, "The board decides", "budget")
    desk.post(wrap_up(call), {"note": note.pk, "tag": "authority", "rating": "2", "evidence": "heard"})
    note.refresh_from_db()
    assert (note.criterion.key, Answer.objects.count()) == ("authority", 0)


def test_a_double_click_makes_one_answer(call, ola):
    note = noted(call, "Twelve thousand", "budget")
    said = {"criterion_id": note.criterion_id, "rating": 3, "evidence": "heard", "by": ola}
    assert rate_note(note=note, **said) == Answer.objects.get()
    assert rate_note(note=note, **said) is None
    assert Note.objects.get().answer == Answer.objects.get()


def test_what_was_answered_after_the_note_still_counts(desk, call):
    note = noted(call, "No money at all", "budget")
    hear(call, budget=4)
    desk.post(wrap_up(call), {"note": note.pk, "tag": "budget", "rating": "0", "evidence": "heard"})
    assert Answer.objects.standing().get().rating == 4


def test_a_note_without_its_criterion_says_so_by_the_field(desk, call):
    note = noted(call, "Twelve thousand")
    page = desk.post(wrap_up(call), {"note": note.pk, "tag": "", "evidence": "heard"})
    assert page.status_code == 422
    assert page.context["cards"][0]["form"].errors["tag"] == ["Choose what the note is about."]


def test_nobody_else_rates_her_notes(client, call):
    client.force_login(UserFactory(sdr=True))
    assert client.get(wrap_up(call)).status_code == 404
