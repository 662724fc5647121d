"""A move that is taken back takes back what it did to tracks: nothing more is sent, or nothing is sent twice."""

import random
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.calendar import home_day
from pipeline.actions.bulk import change_many, undo_many
from pipeline.actions.messages import send_messages
from pipeline.actions.nurture import put_into_track, take_out_of_track
from pipeline.actions.nurture_sweep import keep_nurture
from pipeline.actions.nurture_tracks import change_step, retire_step
from pipeline.actions.outcomes import disqualify_lead, nurture_lead, reopen_lead, undo_decision
from pipeline.actions.stages import move_lead, undo_move
from pipeline.models import (
    BulkAct,
    Enrolment,
    EnrolmentStep,
    FollowUp,
    Lead,
    Message,
    Reason,
    Stage,
)
from pipeline.reports.nurture_leads import Which, stays_of
from tests.factories import TeamFactory, UserFactory
from tests.pipeline.mail_stories import at_any_hour, interested_lead
from tests.pipeline.nurture_stories import days_pass, lead_of, parked, signals, stay, track

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def always_working(monkeypatch):
    """Whatever the hour of the test, the team is at work, and mail goes."""
    monkeypatch.setattr("pipeline.actions.nurture_steps.working_moment", lambda _lead, now: now)
    Stage.objects.update(exit_criteria=[])
    at_any_hour()


@pytest.fixture
def maja():
    return UserFactory(sdr=True, team=TeamFactory(), first_name="Maja")


def again(lead):
    return Lead.objects.with_state().get(pk=lead.pk)


def reason(key="no_budget"):
    return Reason.objects.get(key=key)


def days_outside(days):
    """So many days ago each lead that is in no track left its last one."""
    for each in Enrolment.objects.exclude(left_at=None):
        for name in ("next_at", "arrived_at", "entered_at", "left_at"):
            setattr(each, name, getattr(each, name) - days * DAY)
        each.save()


def days_to_wait(lead):
    return round((stay(lead).next_at - timezone.now()) / DAY, 3)


def done(lead):
    return [(step.step.kind, step.skipped) for step in EnrolmentStep.objects.filter(enrolment__lead=lead)]


# The ways out of nurture, each with its way back.


def by_reopening(lead, maja):
    decision = reopen_lead(lead=again(lead), by=maja)
    return lambda: undo_decision(decision=decision, by=maja)


def by_disqualifying(lead, maja):
    decision = disqualify_lead(lead=again(lead), reason=reason("no_need"), by=maja)
    return lambda: undo_decision(decision=decision, by=maja)


def by_a_card(lead, maja):
    move = move_lead(lead=again(lead), stage=Stage.objects.get(key="contacting"), by=maja)
    return lambda: undo_move(move=move, by=maja)


def by_many(lead, maja):
    said = {"stage": Stage.objects.get(key="contacting").pk, "reason": None, "note": ""}
    act = change_many(kind=BulkAct.Kind.STAGE, ids=[lead.pk], said=said, token=uuid4(), by=maja)
    return lambda: undo_many(act=act, by=maja) == 1


WAYS_OUT = [by_reopening, by_disqualifying, by_a_card, by_many]


@pytest.mark.parametrize("leave", WAYS_OUT)
def test_taken_back_the_stay_goes_on_and_waits_as_long_as_it_still_had_to(maja, leave):
    track("budget_cycle", sends_mail=True)
    lead = parked(maja)
    days_pass(4)
    before = stay(lead)
    undo = leave(lead, maja)
    assert (stay(lead), Enrolment.objects.get().left_by) == (None, "moved")
    days_outside(12)
    keep_nurture()
    assert undo()
    keep_nurture()
    assert (stay(lead), stay(lead).next_step, days_to_wait(lead)) == (before, before.next_step, 10)
    assert (stay(lead).left_by, stay(lead).left_move, Message.objects.count()) == ("", None, 0)
    days_pass(9)
    assert Message.objects.count() == 0
    days_pass(1)
    keep_nurture()
    assert (Message.objects.count(), done(lead)) == (1, [("wait", ""), ("mail", "")])


@pytest.mark.parametrize("leave", WAYS_OUT)
def test_what_was_sent_before_is_not_sent_again(maja, leave):
    track("budget_cycle", sends_mail=True)
    lead = parked(maja)
    days_pass(14)
    waits = days_to_wait(lead)
    for _time in range(2):
        undo = leave(lead, maja)
        keep_nurture()
        assert undo()
        keep_nurture()
    assert (Message.objects.count(), days_to_wait(lead)) == (1, waits)


def test_the_day_on_which_the_lead_leaves_stays_that_day(maja):
    lead = lead_of(maja)
    nurture_lead(lead=lead, reason=reason(), by=maja, back_on=home_day() + 20 * DAY)
    ends_at = stay(lead).ends_at
    undo = by_a_card(lead, maja)
    days_outside(3)
    undo()
    assert stay(lead).ends_at == ends_at


def test_a_step_that_was_retired_meanwhile_is_passed_by_at_once(maja):
    lead = parked(maja)
    step = stay(lead).next_step
    undo = by_a_card(lead, maja)
    retire_step(step=step, by=maja)
    undo()
    keep_nurture()
    assert done(lead) == [("mail", "mail_off")]


def test_a_step_that_waits_longer_meanwhile_waits_so_long(maja):
    lead = parked(maja)
    days_pass(4)
    step = stay(lead).next_step
    undo = by_a_card(lead, maja)
    step.days = 30
    change_step(step=step, by=maja)
    undo()
    assert days_to_wait(lead) == 26


def test_a_letter_that_was_held_back_outside_goes_when_the_lead_is_back_and_once(maja, post_office):
    track("budget_cycle", sends_mail=True)
    lead = in_nurture(maja, interested_lead(owner=maja))
    days_pass(14)
    undo = by_reopening(lead, maja)
    send_messages()
    letter = Message.objects.get()
    assert (letter.state, letter.withheld_for, post_office.box.letters) == ("withheld", "over", [])
    undo()
    for _time in range(2):
        keep_nurture()
        send_messages()
    assert (Message.objects.get().state, len(post_office.box.letters)) == ("sent", 1)


def test_whoever_replied_while_the_lead_was_outside_is_heard(maja):
    lead = parked(maja)
    undo = by_a_card(lead, maja)
    signals(lead, "personal_reply")
    undo()
    assert again(lead).state.stage.kind == "nurture"
    keep_nurture()
    assert (again(lead).state.stage.key, Enrolment.objects.get().left_by) == ("contacting", "reply")


def in_nurture(maja, lead):
    nurture_lead(lead=again(lead), reason=reason(), by=maja)
    return again(lead)


# Parking that was not meant


def parked_by_key(lead, maja):
    decision = nurture_lead(lead=again(lead), reason=reason(), by=maja)
    return lambda: undo_decision(decision=decision, by=maja)


def parked_with_many(lead, maja):
    said = {"stage": Stage.objects.get(key="nurture").pk, "reason": reason().pk, "note": ""}
    act = change_many(kind=BulkAct.Kind.STAGE, ids=[lead.pk], said=said, token=uuid4(), by=maja)
    return lambda: undo_many(act=act, by=maja) == 1


@pytest.mark.parametrize("park", [parked_by_key, parked_with_many])
def test_parking_that_is_taken_back_sends_nothing_more(maja, post_office, park):
    track("budget_cycle", sends_mail=True)
    lead = interested_lead(owner=maja)
    undo = park(lead, maja)
    days_pass(14)
    assert Message.objects.get().state == "waiting"
    assert undo()
    keep_nurture()
    send_messages()
    ended = Enrolment.objects.get()
    assert (ended.left_by, ended.left_person, ended.left_at is not None) == ("undone", maja, True)
    assert (Message.objects.get().withheld_for, post_office.box.letters) == ("over", [])
    days_pass(60)
    assert (Message.objects.count(), FollowUp.objects.open().count()) == (1, 0)


def test_a_task_of_a_parking_that_is_taken_back_is_dropped(maja):
    lead = lead_of(maja)
    decision = nurture_lead(lead=lead, reason=reason("wrong_person"), by=maja)
    for days in (1, 10, 0):
        days_pass(days)
    task = FollowUp.objects.open().get(kind="task")
    assert undo_decision(decision=decision, by=maja)
    task.refresh_from_db()
    assert (task.is_dropped, FollowUp.objects.open().count()) == (True, 0)
    assert Enrolment.objects.get().left_by == "undone"


def test_a_stay_that_was_taken_back_is_in_no_number(maja):
    helena = UserFactory(manager=True, team=maja.team)
    undo = parked_by_key(lead_of(maja), maja)
    assert [stays_of(helena, which=which).count() for which in (Which.ENTERED, Which.LEFT)] == [1, 0]
    undo()
    assert [stays_of(helena, which=which).count() for which in (Which.ENTERED, Which.LEFT)] == [0, 0]


# From one stage of nurture to another


@pytest.fixture
def far_away(shipped):
    return Stage.objects.create(key="far", name={"en": "Far away"}, kind="nurture", position=90)


def parked_farther(lead, stage, maja):
    return nurture_lead(lead=again(lead), reason=reason("content_only"), by=maja, stage=stage)


def test_parked_farther_and_taken_back_the_lead_is_in_its_first_track(maja, far_away):
    lead = parked(maja)
    days_pass(4)
    decision = parked_farther(lead, far_away, maja)
    assert stay(lead).track.key == "content"
    assert undo_decision(decision=decision, by=maja)
    assert (stay(lead).track.key, days_to_wait(lead)) == ("budget_cycle", 10)
    assert [each.left_by for each in Enrolment.objects.filter(track__key="content")] == ["undone"]


def test_what_somebody_has_done_since_stands(maja, far_away):
    lead = parked(maja)
    decision = parked_farther(lead, far_away, maja)
    put_into_track(lead=lead, track=track("education"), by=maja)
    assert undo_decision(decision=decision, by=maja)
    assert stay(lead).track.key == "education"


def test_whom_somebody_took_out_before_goes_into_no_track(maja):
    lead = parked(maja)
    take_out_of_track(lead=lead, by=maja)
    by_a_card(lead, maja)()
    assert (stay(lead), Enrolment.objects.get().left_by) == (None, "hand")


def test_parked_once_more_and_moved_again_only_the_last_move_is_taken_back(maja):
    lead = parked(maja)
    by_a_card(lead, maja)
    in_nurture(maja, lead)
    first, second = Enrolment.objects.order_by("pk")
    by_a_card(lead, maja)()
    assert (stay(lead), Enrolment.objects.get(pk=first.pk).left_by) == (second, "moved")


@pytest.mark.parametrize("seed", range(6))
def test_however_often_it_is_moved_and_brought_back_every_step_is_done_once_and_none_too_early(maja, seed):
    """One lead is left in peace, the other moved out and back between any two days: both are told the same."""
    track("budget_cycle", sends_mail=True)
    dice = random.Random(seed)
    calm, restless = (parked(maja) for _lead in range(2))
    for _step in range(25):
        for _time in range(dice.choice([0, 0, 1, 2])):
            undo = dice.choice(WAYS_OUT)(restless, maja)
            keep_nurture()
            days_outside(dice.randrange(20))
            assert undo()
        days_pass(dice.randrange(8))
        assert done(restless) == done(calm)
    letters = [Message.objects.filter(lead=lead).count() for lead in (calm, restless)]
    assert letters[0] == letters[1] > 0


@pytest.mark.parametrize("number", [1, 30])
def test_many_are_taken_back_in_as_many_statements_as_one(maja, number, django_assert_num_queries):
    leads = [lead_of(maja) for _lead in range(number)]
    said = {"stage": Stage.objects.get(key="nurture").pk, "reason": reason().pk, "note": ""}
    ids = [lead.pk for lead in leads]
    there = change_many(kind=BulkAct.Kind.STAGE, ids=ids, said=said, token=uuid4(), by=maja)
    said = {"stage": Stage.objects.get(key="contacting").pk, "reason": None, "note": ""}
    away = change_many(kind=BulkAct.Kind.STAGE, ids=ids, said=said, token=uuid4(), by=maja)
    with django_assert_num_queries(12):
        assert undo_many(act=away, by=maja) == number
    assert Enrolment.objects.open().count() == number
    with django_assert_num_queries(10):
        assert undo_many(act=there, by=maja) == number
    assert Enrolment.objects.filter(left_by="undone").count() == number
