"""A lead's history tells of its nurture tracks and of what was held against buying: each thing once."""

import pytest
from django.urls import reverse
from django.utils import timezone

from frameworks_app.models import SignalType
from pipeline.actions.nurture import put_into_track, take_out_of_track
from pipeline.actions.nurture_sweep import keep_nurture
from pipeline.actions.objections import answer_objection, raise_objection
from pipeline.actions.outcomes import nurture_lead, undo_decision
from pipeline.actions.stages import move_lead
from pipeline.models import Enrolment, FollowUp, LeadState, Message, Reason, Stage
from pipeline.reports.activity import feed, of_contact, of_leads
from tests.factories import TeamFactory, UserFactory
from tests.pipeline.nurture_stories import days_pass, lead_of, parked, signals, track

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]
TRACKS = {"track_entered", "track_left"}


@pytest.fixture(autouse=True)
def always_working(monkeypatch):
    monkeypatch.setattr("pipeline.actions.nurture_steps.working_moment", lambda _lead, now: now)


@pytest.fixture
def maja():
    return UserFactory(sdr=True, team=TeamFactory(), first_name="Maja", last_name="Nowak")


def told(lead, *kinds, reader=None):
    """What the history says of these kinds, the oldest first."""
    events = feed(of_leads(lead.pk, reader=reader)).events
    return [event for event in reversed(events) if event.kind in kinds]


def tracks(lead, reader=None):
    """Which way, which track, how, what, and who."""
    return [
        (event.kind.removeprefix("track_"), event.said["track"]["en"], event.said["how"],
         event.said["what"].get("en", ""), event.who)
        for event in told(lead, *TRACKS, reader=reader)
    ]  # fmt: skip


def test_parked_with_a_reason_and_taken_out_by_hand(maja):
    lead = parked(maja)
    take_out_of_track(lead=lead, by=maja)
    assert tracks(lead) == [
        ("entered", "Budget cycle", "Parked", "No budget this year", "Maja Nowak"),
        ("left", "Budget cycle", "Taken out by hand", "", "Maja Nowak"),
    ]


def test_a_reply_leads_out_of_the_track_and_back_to_the_queue(maja):
    lead = parked(maja)
    signals(lead, "personal_reply")
    keep_nurture()
    assert tracks(lead)[1:] == [("left", "Budget cycle", "Reply", "", "")]
    (left,) = told(lead, "track_left")
    assert left.said["came_back"]
    assert [move.said["note"].split(":")[0] for move in told(lead, "move")] == ["", "Back from nurture"]


def test_another_track_is_told_once_with_the_one_before(maja):
    lead = parked(maja)
    signals(lead, "case_study_download", times=2)
    keep_nurture()
    put_into_track(lead=lead, track=track("education"), by=maja, note="Reads a lot")
    download = str(SignalType.objects.get(key="case_study_download"))
    assert tracks(lead) == [
        ("entered", "Budget cycle", "Parked", "No budget this year", "Maja Nowak"),
        ("entered", "Content", "Signal", download, ""),
        ("entered", "Education", "By hand", "", "Maja Nowak"),
    ]
    before = [(event.said["before"] or {}).get("en") for event in told(lead, *TRACKS)]
    assert (before, told(lead, *TRACKS)[-1].said["note"]) == ([None, "Budget cycle", "Content"], "Reads a lot")


def test_a_change_of_track_by_a_step_is_told_once(maja):
    content, touch = track("content"), track("light_touch")
    content.steps.update(retired_at=timezone.now())
    content.steps.create(kind="change", to_track=touch)
    lead = parked(maja, reason="content_only")
    days_pass(0)
    assert [each[1:4] for each in tracks(lead)] == [
        ("Content", "Parked", str(Reason.objects.get(key="content_only"))),
        ("Light touch", "From another track", "Content"),
    ]


def test_the_letter_and_the_task_of_a_track_are_told_once_each(maja):
    track("budget_cycle", sends_mail=True)
    lead = parked(maja)
    days_pass(14)
    Message.objects.update(state="sent", sent_at=timezone.now())
    other = parked(maja, reason="wrong_person")
    for days in (1, 10, 0):
        days_pass(days)
    assert [event.said["subject"] for event in told(lead, "message")] == [Message.objects.get(lead=lead).subject]
    steps = [event.pk for event in told(other, "follow_up") if event.said["kind"] == "Task"]
    assert steps == list(FollowUp.objects.filter(lead=other, kind="task").values_list("pk", flat=True))
    assert [each[:3] for each in tracks(other)][-1][2] == "All steps done"


def test_a_track_that_a_move_ends_is_told_by_the_move(maja):
    lead = parked(maja)
    move_lead(lead=lead, stage=Stage.objects.get(key="contacting"), by=maja)
    assert [each[0] for each in tracks(lead)] == ["entered"]


def test_parking_that_was_taken_back_says_so(client, maja):
    lead = lead_of(maja)
    decision = nurture_lead(lead=lead, reason=Reason.objects.get(key="no_budget"), by=maja)
    undo_decision(decision=decision, by=maja)
    assert [event.said["ended"] for event in told(lead, *TRACKS)] == ["undone"]
    client.force_login(maja)
    page = client.get(reverse("pipeline:lead_detail", args=[lead.pk])).content.decode()
    assert page.count("taken back") == 2


def test_an_objection_that_is_answered_later_is_told_twice_and_one_answered_at_once_once(maja):
    lead = lead_of(maja)
    raise_objection(lead=lead, kind="price", by=maja, text="Too dear", answer="It pays in a year")
    later = raise_objection(lead=lead, kind="timing", by=maja, text="After Christmas")
    jonas = UserFactory(sdr=True, first_name="Jonas", last_name="Berg")
    answer_objection(objection=later, answer="We start small", by=jonas)
    found = told(lead, "objection", "objection_answered")
    assert [(each.kind, each.said["kind"], each.said["text"], each.said["answer"], each.who) for each in found] == [
        ("objection", "Price", "Too dear", "It pays in a year", "Maja Nowak"),
        ("objection", "Timing", "After Christmas", "", "Maja Nowak"),
        ("objection_answered", "Timing", "After Christmas", "We start small", "Jonas Berg"),
    ]


def test_a_persons_page_tells_what_was_held_against_buying(maja):
    lead = lead_of(maja)
    raise_objection(lead=lead, kind="price", by=maja)
    assert [event.kind for event in feed(of_contact(lead.contact, [lead.pk])).events] == ["objection"]


def test_whoever_is_not_to_know_the_score_does_not_read_it_from_a_track(maja):
    """Ahead of an audit call, a track that a status has led into says which status that is."""
    lead = parked(maja)
    Enrolment.objects.update(entered_by="category", entered_what={"en": "Not qualified"})
    helena = UserFactory(manager=True, team=maja.team)
    LeadState.objects.filter(lead=lead).update(is_audited=True)
    assert (len(tracks(lead, reader=helena)), tracks(lead, reader=maja)) == (1, [])
    LeadState.objects.filter(lead=lead).update(is_audited=False)
    assert len(tracks(lead, reader=maja)) == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_history_is_one_statement_however_much_there_is_to_tell(maja, number, django_assert_num_queries):
    lead = parked(maja)
    for _time in range(number):
        put_into_track(lead=lead, track=track("education"), by=maja)
        raise_objection(lead=lead, kind="price", by=maja)
    with django_assert_num_queries(1):
        kinds = [event.kind for event in feed(of_leads(lead.pk, reader=maja)).events]
    assert (kinds.count("objection"), kinds.count("track_entered")) == (number, number + 1)
