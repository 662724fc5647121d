"""Leads that are not ready wait in tracks, and come back by themselves."""

from datetime import timedelta

import pytest
from django.utils import formats, timezone

from accounts.calendar import home_day
from frameworks_app.models import SignalType
from pipeline.actions.do_not_contact import leave_alone
from pipeline.actions.nurture import put_into_track, take_out_of_track
from pipeline.actions.nurture_sweep import keep_nurture
from pipeline.actions.outcomes import disqualify_lead, nurture_lead, reopen_lead, undo_decision
from pipeline.actions.routes import handle_score_changes
from pipeline.actions.stages import move_lead
from pipeline.models import Enrolment, EnrolmentStep, FollowUp, Lead, Message, NurtureLook, Reason, Stage, StageMove
from pipeline.scoring.rescore import rescore_all_marked
from tests.factories import SignalFactory, UserFactory
from tests.pipeline.nurture_stories import days_pass, lead_of, parked, signals, stay, track

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.fixture
def maja(db):
    return UserFactory(sdr=True, first_name="Maja", last_name="Nowak")


@pytest.fixture(autouse=True)
def always_working(monkeypatch):
    """Whatever the hour of the test, the team is at work."""
    monkeypatch.setattr("pipeline.actions.nurture_steps.working_moment", lambda _lead, now: now)


def steps_done(lead):
    done = EnrolmentStep.objects.filter(enrolment__lead=lead).select_related("step")
    return [(each.step.kind, each.skipped) for each in done]


def test_a_parked_lead_begins_the_track_of_its_reason(maja):
    lead = parked(maja)
    found = stay(lead)
    assert (found.track.key, found.entered_by, found.entered_what["en"], found.by) == (
        "budget_cycle", "reason", "No budget this year", maja,
    )  # fmt: skip
    assert found.next_step.kind == "wait"


def test_no_letter_is_written_before_somebody_switches_them_on(maja):
    lead = parked(maja)
    days_pass(14)
    keep_nurture()
    assert steps_done(lead) == [("wait", ""), ("mail", "mail_off")]
    assert Message.objects.count() == 0


def test_a_letter_carries_the_leads_facts_in_its_language(maja):
    track("budget_cycle", sends_mail=True)
    lead = parked(maja, contact__name="Ewa Zając", contact__email="Ewa@shop.example", contact__language="pl")
    days_pass(14)
    letter = Message.objects.get()
    assert (letter.kind, letter.address, letter.language) == ("nurture", "ewa@shop.example", "pl")
    assert (letter.lead, letter.contact) == (lead, lead.contact)
    assert letter.subject == "Przed następną rundą budżetową"
    assert letter.text.strip().endswith("Maja Nowak")
    assert EnrolmentStep.objects.get(message=letter).step.kind == "mail"


def test_a_letter_is_written_once_however_often_the_sweep_runs(maja):
    track("budget_cycle", sends_mail=True)
    parked(maja)
    days_pass(14)
    for _again in range(3):
        keep_nurture()
    assert Message.objects.count() == 1


def test_whoever_asked_to_be_left_alone_is_not_written_to(maja):
    track("budget_cycle", sends_mail=True)
    lead = parked(maja)
    leave_alone(contact=lead.contact, by=maja)
    days_pass(14)
    assert Message.objects.count() == 0
    assert steps_done(lead)[-1] == ("mail", "leave_alone")


def test_a_contact_without_address_is_passed_over(maja):
    track("budget_cycle", sends_mail=True)
    lead = parked(maja, contact__email="")
    days_pass(14)
    assert steps_done(lead)[-1] == ("mail", "no_address")


def test_a_task_goes_to_the_owner_in_their_language(maja):
    maja.language = "pl"
    maja.save()
    lead = parked(maja, reason="wrong_person")
    for days in (1, 10, 0):
        days_pass(days)
    task = FollowUp.objects.get(lead=lead, kind="task")
    assert (task.owner, task.note) == (maja, "Ustal, kto decyduje: strona, sieć kontaktów, centrala")
    assert Enrolment.objects.get(lead=lead).left_by == "done"


def test_the_story_of_a_lead_that_comes_back(maja):
    """Parked, written to, seen reading, written to again, asks for a demo, and is in the queue with why."""
    track("budget_cycle", sends_mail=True)
    track("content", sends_mail=True)
    lead = lead_of(maja)
    worked_in = Stage.objects.get(key="contacting")
    move_lead(lead=lead, stage=worked_in, by=maja)
    nurture_lead(lead=lead, reason=Reason.objects.get(key="no_budget"), by=maja)
    days_pass(14)
    assert Message.objects.count() == 1

    signals(lead, "case_study_download", times=2)
    keep_nurture()
    assert (stay(lead).track.key, stay(lead).entered_by) == ("content", "signal")
    assert [each.left_by for each in Enrolment.objects.filter(track__key="budget_cycle")] == ["track"]
    days_pass(0)
    assert Message.objects.filter(subject="The part that is not in the case study").count() == 1

    signals(lead, "demo_request")
    rescore_all_marked()
    handle_score_changes()
    keep_nurture()
    lead = Lead.objects.with_state().get(pk=lead.pk)
    assert (lead.state.stage, lead.state.owner) == (worked_in, maja)
    move = StageMove.objects.filter(lead=lead).first()
    day = formats.date_format(home_day(), "SHORT_DATE_FORMAT")
    assert (move.by, move.note) == (None, f"Back from nurture: Demo request ({day}), status MQL")
    call = FollowUp.objects.open().filter(lead=lead).order_by("due_at").first()
    assert (call.owner, call.note) == (maja, move.note)
    last = Enrolment.objects.get(lead=lead, track__key="content")
    assert (last.came_back, last.left_at is not None) == (True, True)


def test_a_person_who_replies_leaves_and_comes_back(maja):
    lead = parked(maja)
    signals(lead, "personal_reply")
    keep_nurture()
    lead = Lead.objects.with_state().get(pk=lead.pk)
    found = Enrolment.objects.get(lead=lead)
    assert (found.left_by, found.came_back, lead.state.stage.is_open) == ("reply", True, True)


def test_whoever_unsubscribes_leaves_and_stays_parked(maja):
    lead = parked(maja)
    signals(lead, "unsubscribed")
    keep_nurture()
    lead = Lead.objects.with_state().get(pk=lead.pk)
    found = Enrolment.objects.get(lead=lead)
    assert (found.left_by, found.left_what["en"], found.came_back) == ("signal", "Unsubscribed", False)
    assert lead.state.stage.kind == "nurture"


def test_the_day_that_parking_named_ends_the_track(maja):
    lead = lead_of(maja)
    day = home_day() + timedelta(days=20)
    nurture_lead(lead=lead, reason=Reason.objects.get(key="no_budget"), by=maja, back_on=day)
    days_pass(19)
    assert stay(lead) is not None
    days_pass(2)
    assert Enrolment.objects.get(lead=lead).left_by == "date"
    assert FollowUp.objects.open().filter(lead=lead).count() == 1


def test_a_lead_that_was_mql_before_it_was_parked_stays_parked(maja):
    lead = lead_of(maja)
    signals(lead, "demo_request")
    rescore_all_marked()
    nurture_lead(lead=lead, reason=Reason.objects.get(key="no_budget"), by=maja)
    handle_score_changes()
    keep_nurture()
    assert Lead.objects.with_state().get(pk=lead.pk).state.stage.kind == "nurture"


def test_a_persons_disqualification_is_never_reopened(maja):
    lead = parked(maja)
    disqualify_lead(lead=lead, reason=Reason.objects.get(key="no_need"), by=maja)
    assert Enrolment.objects.get(lead=lead).left_by == "moved"
    signals(lead, "demo_request")
    signals(lead, "personal_reply")
    rescore_all_marked()
    handle_score_changes()
    keep_nurture()
    assert Lead.objects.with_state().get(pk=lead.pk).state.stage.kind == "disqualified"
    assert NurtureLook.objects.count() == 0


def test_whoever_is_reopened_by_hand_leaves_the_track(maja):
    lead = parked(maja)
    reopen_lead(lead=lead, by=maja)
    assert (stay(lead), Enrolment.objects.get(lead=lead).left_by) == (None, "moved")


def test_parking_that_is_taken_back_ends_the_track(maja):
    lead = lead_of(maja)
    decision = nurture_lead(lead=lead, reason=Reason.objects.get(key="no_budget"), by=maja)
    assert undo_decision(decision=decision, by=maja)
    assert stay(lead) is None


def test_a_person_puts_in_and_takes_out(maja):
    lead = parked(maja)
    assert put_into_track(lead=lead, track=track("education"), by=maja, note="Reads a lot").track.key == "education"
    assert Enrolment.objects.filter(lead=lead, left_by="track").count() == 1
    assert take_out_of_track(lead=lead, by=maja)
    assert (stay(lead), take_out_of_track(lead=lead, by=maja)) == (None, False)


def test_a_lead_at_work_is_in_no_track(maja):
    lead = lead_of(maja)
    assert put_into_track(lead=lead, track=track("education"), by=maja) is None
    signals(lead, "case_study_download", times=3)
    assert NurtureLook.objects.count() == 0


def test_one_download_brings_nobody_into_the_track_of_two(maja):
    lead = parked(maja)
    signals(lead, "case_study_download")
    keep_nurture()
    assert stay(lead).track.key == "budget_cycle"


def test_tracks_that_lead_to_each_other_end(maja):
    content, touch = track("content"), track("light_touch")
    for one, other in ((content, touch), (touch, content)):
        one.steps.update(retired_at=timezone.now())
        one.steps.create(kind="change", to_track=other)
    lead = lead_of(maja)
    nurture_lead(lead=lead, reason=Reason.objects.get(key="content_only"), by=maja)
    days_pass(0)
    assert Enrolment.objects.filter(lead=lead).count() == 6
    assert Enrolment.objects.filter(lead=lead).order_by("pk").last().left_by == "looped"


def test_a_resting_track_takes_nobody_in_and_lets_its_leads_wait(maja):
    lead = parked(maja)
    track("budget_cycle", is_active=False)
    days_pass(30)
    assert (stay(lead).next_step.kind, steps_done(lead)) == ("wait", [])
    assert stay(parked(maja)) is None


def test_an_old_signal_that_is_imported_late_takes_nobody_out(maja):
    lead = parked(maja)
    demo = SignalType.objects.get(key="demo_request")
    SignalFactory(lead=lead, type=demo, occurred_at=timezone.now() - timedelta(days=400))
    keep_nurture()
    assert stay(lead).track.key == "budget_cycle"
