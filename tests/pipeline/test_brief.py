"""Ola reads one page before she calls."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pipeline.actions.objections import answer_objection, raise_objection
from pipeline.models import DiscoveryCall
from tests.factories import AnswerFactory, LeadFactory, SignalFactory, StakeholderFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ola(shipped):
    return UserFactory(sdr=True, first_name="Ola")


@pytest.fixture
def lead(ola):
    return LeadFactory(owner=ola, company__name="Baltic Yarn", company__employees=40)


@pytest.fixture
def desk(client, ola):
    client.force_login(ola)
    return client


def brief(desk, lead):
    return desk.get(reverse("pipeline:lead_brief", args=[lead.pk])).context["brief"]


def spoke(lead, by, days_ago):
    at = timezone.now() - timedelta(days=days_ago)
    DiscoveryCall.objects.create(
        lead=lead, by=by, started_at=at, ended_at=at + timedelta(minutes=9), outcome="reached"
    )


def test_it_says_what_we_know_what_has_aged_and_what_to_ask(desk, lead):
    AnswerFactory(lead=lead, key="pain", rating=3, days_ago=2, quote="Three days for every campaign")
    AnswerFactory(lead=lead, key="timeline", rating=3, days_ago=400)
    found = brief(desk, lead)
    assert [(each.name, each.answer.quote) for each in found.known] == [("Pain", "Three days for every campaign")]
    assert [each.name for each in found.aged] == ["Timeline"]
    assert "Budget" in found.unknown
    assert len(found.questions) == 5
    assert found.since is None


def test_only_what_happened_since_the_last_conversation_is_new(desk, lead, ola):
    SignalFactory(lead=lead, occurred_at=timezone.now() - timedelta(days=9))
    spoke(lead, ola, days_ago=5)
    fresh = SignalFactory(lead=lead, occurred_at=timezone.now() - timedelta(days=1))
    lead.company.employees = 60
    lead.company.save()
    found = brief(desk, lead)
    assert [each.pk for each in found.happened.events if each.kind == "signal"] == [fresh.pk]
    edits = [(each.what, each.old, each.new) for each in found.edits if each.of == "Company"]
    assert edits == [("Employees", "40", "60")]


def test_what_a_colleague_heard_against_it_meanwhile_is_new(desk, lead, ola):
    jonas = UserFactory(sdr=True, team=ola.team)
    old = raise_objection(lead=lead, kind="price", by=jonas)
    old.raised_at = timezone.now() - timedelta(days=9)
    old.save()
    spoke(lead, ola, days_ago=5)
    raise_objection(lead=lead, kind="timing", text="After the season", by=jonas)
    answer_objection(objection=old, answer="A third of what they spend on print", by=jonas)
    told = [(each.kind, each.said["answer"]) for each in brief(desk, lead).happened.events if "objection" in each.kind]
    assert told == [("objection_answered", "A third of what they spend on print"), ("objection", "")]


def test_an_attempt_is_no_conversation(desk, lead, ola):
    at = timezone.now()
    DiscoveryCall.objects.create(lead=lead, by=ola, started_at=at, ended_at=at, outcome="voicemail")
    assert brief(desk, lead).since is None


def test_its_statements_do_not_grow_with_the_story(desk, lead, ola, django_assert_max_num_queries):
    address = reverse("pipeline:lead_brief", args=[lead.pk])
    desk.get(address)
    with django_assert_max_num_queries(24) as empty:
        desk.get(address)
    spoke(lead, ola, days_ago=5)
    SignalFactory.create_batch(5, lead=lead)
    StakeholderFactory.create_batch(4, lead=lead)
    AnswerFactory(lead=lead, key="pain", rating=3)
    with django_assert_max_num_queries(24) as full:
        desk.get(address)
    assert abs(len(full) - len(empty)) <= 1


def test_a_stranger_reads_no_brief(client, lead):
    client.force_login(UserFactory(sdr=True))
    assert client.get(reverse("pipeline:lead_brief", args=[lead.pk])).status_code == 404
