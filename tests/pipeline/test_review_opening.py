"""A review opens: what stands in its scope is written down, flagged and put on an agenda, and stays so."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.calendar import home_day
from pipeline.actions.follow_ups import NextStep, plan_follow_up
from pipeline.actions.holds import put_on_hold
from pipeline.actions.outcomes import close_lead
from pipeline.actions.review_opening import open_review
from pipeline.actions.stages import assign_lead, move_lead
from pipeline.models import (
    Flag,
    Group,
    HandOff,
    Lead,
    LeadState,
    Review,
    ReviewFlag,
    ReviewLead,
    ReviewRule,
    ReviewSchedule,
    Stage,
    Stakeholder,
)
from tests.factories import AnswerFactory, ContactFactory, LeadFactory, StakeholderFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(shipped):
    return TeamFactory()


@pytest.fixture
def helena(team):
    return UserFactory(manager=True, team=team)


@pytest.fixture
def maja(team):
    return UserFactory(sdr=True, team=team)


@pytest.fixture
def fridays(team, helena, maja):
    made = ReviewSchedule.objects.create(name="Friday review", team=team, at=time(10))
    made.people.set([helena, maja])
    return made


def stage(key):
    return Stage.objects.get(key=key)


def lead_in(key, owner, *, days_ago=0, **fields):
    lead = LeadFactory(owner=owner, stage=stage(key), **fields)
    LeadState.objects.filter(lead=lead).update(stage_changed_at=timezone.now() - timedelta(days=days_ago))
    return lead


def close(review):
    Review.objects.filter(pk=review.pk).update(closed_at=timezone.now())


def groups(review):
    return dict(review.leads.values_list("lead", "moved"))


def flags_of(review, lead):
    return set(review.leads.get(lead=lead).flags)


def step(lead, by):
    due_at = timezone.now() + timedelta(days=1)
    return plan_follow_up(lead=lead, step=NextStep(kind="call", due_at=due_at), by=by)


def test_the_second_review_tells_what_became_of_the_leads_of_the_first(fridays, helena, maja):
    stays, grows, gone, sold = (lead_in("discovery", maja, amount=100, currency="EUR") for _each in range(4))
    first = open_review(plan=fridays, by=helena)
    close(first)
    move_lead(lead=grows, stage=stage("evaluation"), by=maja)
    assign_lead(lead=gone, owner=UserFactory(sdr=True), by=helena)
    close_lead(lead=sold, stage=stage("won"), reason=None, by=maja, amount=120, currency="EUR")
    fresh = lead_in("contacting", maja)
    second = open_review(plan=fridays, by=helena)
    assert second.previous == first
    assert groups(second) == {
        stays.pk: Group.IDLE,
        grows.pk: Group.ADVANCED,
        gone.pk: Group.LEFT,
        sold.pk: Group.WON,
        fresh.pk: Group.NEW,
    }
    told = second.leads.get(lead=sold)
    assert (told.amount_then, told.amount, told.has_new_amount, told.is_carried) == (100, 120, True, False)
    assert (second.leads.then().count(), second.leads.now().count(), second.leads.carried().count()) == (4, 4, 3)


def test_a_lead_that_was_won_is_told_once(fridays, helena, maja):
    sold = lead_in("discovery", maja)
    close(open_review(plan=fridays, by=helena))
    move_lead(lead=sold, stage=stage("won"), by=maja)
    second = open_review(plan=fridays, by=helena)
    assert groups(second) == {sold.pk: Group.WON}
    close(second)
    assert groups(open_review(plan=fridays, by=helena)) == {}


def test_two_who_open_the_same_review_open_one(fridays, helena, maja):
    assert open_review(plan=fridays, by=helena) == open_review(plan=fridays, by=maja)
    with pytest.raises(IntegrityError, match="one_open_review_per_schedule"), transaction.atomic():
        Review.objects.create(schedule=fridays, title="Again", since=timezone.now())


def test_the_first_review_looks_back_a_week(fridays, helena, maja):
    review = open_review(plan=fridays, by=helena)
    assert (review.opened_at - review.since, review.previous) == (timedelta(days=7), None)
    assert set(review.people.all()) == {helena, maja}


def test_a_snapshot_stays_as_it_was(fridays, helena, maja):
    lead = lead_in("discovery", maja)
    review = open_review(plan=fridays, by=helena)
    move_lead(lead=lead, stage=stage("evaluation"), by=maja)
    assert review.leads.get(lead=lead).stage.key == "discovery"
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        ReviewLead.objects.update(days=3)


def test_a_closed_review_never_changes(fridays, helena):
    review = open_review(plan=fridays, by=helena)
    close(review)
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(notes="On second thought")


def test_days_are_business_days_of_the_team_and_stand_while_the_lead_waits(fridays, helena, maja, team):
    lead, waits = (lead_in("evaluation", maja, days_ago=14) for _each in range(2))
    put_on_hold(lead=waits, until=home_day() + timedelta(days=20), kind="budget", by=maja)
    team.holidays = [home_day() - timedelta(days=back) for back in range(3, 10)]
    team.save()
    review = open_review(plan=fridays, by=helena)
    assert review.leads.get(lead=lead).days == 5
    assert review.leads.get(lead=waits).held_until == home_day() + timedelta(days=20)


def test_each_flag_looks_at_what_it_names(fridays, helena, maja):
    ann = ContactFactory()
    lead = lead_in("evaluation", maja, days_ago=60, contact=ann)
    assert flags_of(open_review(plan=fridays, by=helena), lead) == {
        Flag.STALLED, Flag.NO_NEXT_STEP, Flag.SINGLE_THREADED, Flag.NO_ECONOMIC_BUYER, Flag.GATE_OPEN,
    }  # fmt: skip


def test_what_is_seen_to_has_no_flag(fridays, helena, maja):
    lead = lead_in("evaluation", maja, days_ago=1)
    step(lead, maja)
    StakeholderFactory(lead=lead, role=Stakeholder.Role.ECONOMIC_BUYER)
    for key in ("budget", "authority", "need", "timeline"):
        AnswerFactory(lead=lead, key=key, rating=3)
    assert flags_of(open_review(plan=fridays, by=helena), lead) == set()


def test_waiting_for_a_reason_is_neither_stalled_nor_without_a_next_step(fridays, helena, maja):
    lead = lead_in("evaluation", maja, days_ago=60)
    put_on_hold(lead=lead, until=home_day() + timedelta(days=9), kind="budget", by=maja)
    assert not flags_of(open_review(plan=fridays, by=helena), lead) & {Flag.STALLED, Flag.NO_NEXT_STEP}


def test_flags_wait_for_their_stage(fridays, helena, maja):
    early = lead_in("contacting", maja)
    assert flags_of(open_review(plan=fridays, by=helena), early) == set()
    close(Review.objects.get())
    ReviewFlag.objects.filter(kind=Flag.NO_NEXT_STEP).update(from_stage=stage("contacting"))
    assert flags_of(open_review(plan=fridays, by=helena), early) == {Flag.NO_NEXT_STEP}
    close(Review.objects.latest("pk"))
    ReviewFlag.objects.update(is_active=False)
    assert flags_of(open_review(plan=fridays, by=helena), early) == set()


def test_a_close_date_that_slipped_twice_is_flagged(fridays, helena, maja):
    lead = lead_in("discovery", maja, expected_close=date(2026, 3, 1))
    for day, expected in ((date(2026, 4, 1), False), (date(2026, 3, 20), False), (date(2026, 5, 1), True)):
        Lead.objects.filter(pk=lead.pk).update(expected_close=day)
        review = open_review(plan=fridays, by=helena)
        assert (Flag.SLIPPED in flags_of(review, lead)) == expected
        close(review)


def test_an_answer_past_its_shelf_life_and_a_late_hand_off_are_flagged(fridays, helena, maja):
    asked = lead_in("discovery", maja)
    AnswerFactory(lead=asked, key="need", days_ago=400)
    passed = lead_in("untouched", maja)
    HandOff.objects.create(
        lead=passed,
        team=maja.team,
        occurred_at=timezone.now() - timedelta(hours=3),
        accept_by=timezone.now() - timedelta(hours=1),
        warn_at=timezone.now() - timedelta(hours=2),
        escalate_at=timezone.now() - timedelta(hours=1),
    )
    review = open_review(plan=fridays, by=helena)
    assert Flag.ANSWER_AGED in flags_of(review, asked)
    assert Flag.LATE_HAND_OFF in flags_of(review, passed)


def test_the_agenda_is_short_and_fair(fridays, helena, maja, team):
    """The most valuable first, five of one owner at most, and no more than the rule says."""
    piotr = UserFactory(sdr=True, team=team)
    majas = [lead_in("discovery", maja, amount=1000 - number, currency="EUR") for number in range(7)]
    piotrs = [lead_in("discovery", piotr, amount=500 + number, currency="EUR") for number in range(3)]
    late = lead_in("negotiation", piotr, amount=200, currency="EUR")
    ReviewRule.objects.update(most_leads=8)
    review = open_review(plan=fridays, by=helena)
    expected = [late, *majas[:5], *reversed(piotrs)][:8]
    assert list(review.leads.agenda().values_list("lead", flat=True)) == [lead.pk for lead in expected]
    assert list(review.leads.agenda().values_list("place", flat=True)) == list(range(1, 9))


@pytest.mark.parametrize("number", [1, 30])
def test_opening_takes_as_many_statements_for_many_leads_as_for_one(fridays, helena, maja, number):
    for _each in range(number):
        lead_in("discovery", maja)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        open_review(plan=fridays, by=helena)
    statements = [each["sql"] for each in asked if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(statements) == 29
