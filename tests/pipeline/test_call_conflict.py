"""Ola and Piotr are in one call: what one has heard is never pushed aside unseen by the other."""

from uuid import uuid4

import pytest

from frameworks_app.models import Criterion
from pipeline.actions.calls import Said, record_answer
from pipeline.models import Answer
from tests.factories import LeadFactory, UserFactory
from tests.pipeline.call_stories import answer, begin

pytestmark = pytest.mark.django_db


@pytest.fixture
def ola(shipped):
    return UserFactory(sdr=True, first_name="Ola")


@pytest.fixture
def piotr(ola):
    return UserFactory(sdr=True, first_name="Piotr", last_name="Zych", team=ola.team)


@pytest.fixture
def call(ola):
    return begin(LeadFactory(owner=ola), ola)


@pytest.fixture
def desk(client, ola):
    client.force_login(ola)
    return client


def hears(call, by, rating):
    said = Said(uuid4(), Criterion.objects.get(key="budget").pk, rating, "heard", quote="Half of it is there")
    record_answer(call=call, said=said, by=by)
    return Answer.objects.latest("pk")


def ratings():
    return list(Answer.objects.order_by("pk").values_list("by__first_name", "rating"))


def test_another_answer_that_the_page_has_not_shown_is_shown_first(desk, call, piotr):
    theirs = hears(call, piotr, 1)
    response = answer(desk, call, rating="3", seen="0", quote="It is approved")
    assert response.status_code == 409
    conflict = response.json()["conflict"]
    assert (conflict["id"], conflict["criterion"]) == (theirs.pk, "budget")
    assert (conflict["theirs"]["who"], conflict["theirs"]["rating"]) == ("Piotr Zych", "1")
    assert (conflict["ours"]["rating"], conflict["ours"]["quote"]) == ("3", "It is approved")
    assert ratings() == [("Piotr", 1)]


def test_whoever_has_seen_it_may_say_otherwise(desk, call, piotr):
    theirs = hears(call, piotr, 1)
    assert answer(desk, call, rating="3", seen=theirs.pk).status_code == 200
    assert ratings() == [("Piotr", 1), ("Ola", 3)]


def test_to_agree_or_to_correct_oneself_pushes_nothing_aside(desk, call, piotr, ola):
    hears(call, ola, 2)
    assert answer(desk, call, rating="4", seen="0").status_code == 200
    hears(call, piotr, 1)
    assert answer(desk, call, rating="1", seen="0").status_code == 200


def test_what_the_server_has_already_is_no_conflict_when_sent_again(desk, call, piotr):
    key = uuid4()
    assert answer(desk, call, rating="3", seen="0", client_id=key).status_code == 200
    hears(call, piotr, 1)
    assert answer(desk, call, rating="3", seen="0", client_id=key).status_code == 200
    assert ratings() == [("Ola", 3), ("Piotr", 1)]


def test_a_plain_form_says_it_by_the_field_and_counts_when_sent_again(desk, call, piotr):
    theirs = hears(call, piotr, 1)
    response = answer(desk, call, headers={}, rating="3", seen="0", quote="It is approved")
    assert response.status_code == 422
    ask = response.context["current"]
    assert ask.shown["quote"] == "It is approved"
    assert "Piotr Zych answered at" in ask.errors["rating"][0]
    assert f'name="seen" value="{theirs.pk}"' in response.content.decode()


def test_nobody_sends_what_another_one_gave(desk, call, piotr):
    response = answer(desk, call, rating="3", person=piotr.pk)
    assert response.status_code == 403
    assert ratings() == []
