"""Many parked leads into a track at once, and out of it: who stays out and why, and all of it taken back."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from pipeline.actions.bulk import change_many, undo_many
from pipeline.actions.do_not_contact import leave_alone
from pipeline.actions.messages import send_messages
from pipeline.actions.nurture import put_into_track, take_out_of_track
from pipeline.actions.nurture_sweep import keep_nurture
from pipeline.actions.outcomes import reopen_lead
from pipeline.models import BulkAct, Enrolment, Lead, Message, NurtureTrack, Stage
from tests.factories import LeadFactory, TeamFactory, UserFactory
from tests.pipeline.bulk_stories import send_bulk
from tests.pipeline.mail_stories import at_any_hour, interested_lead
from tests.pipeline.nurture_stories import days_pass, parked, stay, track

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]
KIND = BulkAct.Kind


@pytest.fixture(autouse=True)
def always_working(monkeypatch):
    monkeypatch.setattr("pipeline.actions.nurture_steps.working_moment", lambda _lead, now: now)
    at_any_hour()


@pytest.fixture
def maja():
    return UserFactory(sdr=True, team=TeamFactory(), first_name="Maja")


@pytest.fixture
def send(client):
    return partial(send_bulk, client)


def told(response):
    return [str(message) for message in response.context["messages"]]


def asleep(maja, number=3):
    """Parked leads of people who have turned to us, in no track."""
    leads = [interested_lead(owner=maja, contact__email=f"anna{each}@shop.example") for each in range(number)]
    nurture = Stage.objects.get(key="nurture")
    for lead in leads:
        lead.state.stage = nurture
        lead.state.save(update_fields=["stage"])
    return leads


def put_in(leads, by, key="education", note=""):
    said = {"track": track(key).pk, "note": note}
    return change_many(kind=KIND.TRACK, ids=[lead.pk for lead in leads], said=said, token=uuid4(), by=by)


def take_out(leads, by):
    return change_many(kind=KIND.UNTRACK, ids=[lead.pk for lead in leads], said={}, token=uuid4(), by=by)


def in_tracks(leads):
    return [found and found.track.key for found in map(stay, leads)]


def test_parked_leads_begin_the_track_and_the_others_are_told_apart(send, maja):
    leads, awake, inside, alone = asleep(maja), LeadFactory(owner=maja), parked(maja), asleep(maja, 1)[0]
    leave_alone(contact=alone.contact, by=maja)
    education = track("education")
    response = send(maja, "track", [*leads, awake, inside, alone], track=education.pk, note="Met at the fair")
    (said,) = told(response)
    assert said == (
        "3 leads put into the track Education. 1 is not parked, and only parked leads are in tracks. "
        "1 is in a track already. 1 asked to be left alone."
    )
    assert in_tracks([*leads, awake, inside, alone]) == ["education"] * 3 + [None, "budget_cycle", None]
    found = stay(leads[0])
    assert (found.entered_by, found.note, found.by) == ("hand", "Met at the fair", maja)
    assert found.next_step == education.steps.standing().in_order().first()


def test_a_track_of_one_team_takes_only_its_leads(maja):
    ada, elsewhere = UserFactory(admin=True), UserFactory(sdr=True, team=TeamFactory())
    track("education", team=maja.team)
    ours, theirs = asleep(maja, 1), asleep(elsewhere, 1)
    act = put_in([*ours, *theirs], ada)
    assert (act.count, act.said["kept_out"], in_tracks([*ours, *theirs])) == (1, {"elsewhere": 1}, ["education", None])


def test_only_tracks_of_the_team_that_are_at_work_and_have_a_step_are_taken(send, maja):
    leads = asleep(maja)
    track("content", is_active=False)
    track("light_touch", team=TeamFactory())
    empty = NurtureTrack.objects.create(key="empty", name={"en": "Empty"})
    response = send(maja, "track", leads, track=empty.pk)
    assert response.context["form"].errors == {"track": ["This track has no step yet."]}
    offered = set(response.context["form"].fields["track"].queryset.values_list("key", flat=True))
    assert offered & {"content", "light_touch", "education"} == {"education"}
    assert Enrolment.objects.count() == 0


def test_taken_back_nothing_more_is_sent_and_who_has_moved_on_stays(maja, post_office):
    track("education", sends_mail=True)
    leads = asleep(maja)
    act = put_in(leads, maja)
    days_pass(60)
    put_into_track(lead=leads[0], track=track("restart"), by=maja)
    reopen_lead(lead=Lead.objects.with_state().get(pk=leads[1].pk), by=maja)
    written = Message.objects.count()
    assert undo_many(act=act, by=maja) == 1
    keep_nurture()
    send_messages()
    assert in_tracks(leads) == ["restart", None, None]
    ends = Enrolment.objects.filter(track__key="education").order_by("lead").values_list("left_by", flat=True)
    assert list(ends) == ["track", "moved", "undone"]
    assert (written, Message.objects.count()) == (3, 3)
    assert [str(letter["To"]) for letter in post_office.box.letters] == ["anna0@shop.example"]


def test_out_of_their_tracks_and_back_where_they_were(send, client, maja):
    leads = [parked(maja), parked(maja, reason="wrong_person"), *asleep(maja, 1)]
    days_pass(4)
    before = [stay(lead) for lead in leads[:2]]
    response = send(maja, "untrack", leads)
    assert told(response) == ["2 leads taken out of their tracks. 1 was so already."]
    assert in_tracks(leads) == [None] * 3
    assert set(Enrolment.objects.values_list("left_by", "left_person")) == {("hand", maja.pk)}
    act = BulkAct.objects.get()
    page = client.get(reverse("pipeline:bulk_act", args=[act.pk])).context
    assert [line.before for line in page["lines"]] == [str(each.track) for each in before]
    assert undo_many(act=act, by=maja) == 2
    waits = [(now.pk, now.next_step, round((now.next_at - was.next_at) / timedelta(minutes=1)))
             for now, was in zip(map(stay, leads[:2]), before, strict=True)]  # fmt: skip
    assert waits == [(was.pk, was.next_step, 0) for was in before]


def test_whom_somebody_put_elsewhere_since_stays_there(maja):
    leads = [parked(maja), parked(maja), parked(maja)]
    act = take_out(leads, maja)
    put_into_track(lead=leads[0], track=track("education"), by=maja)
    reopen_lead(lead=Lead.objects.with_state().get(pk=leads[1].pk), by=maja)
    assert undo_many(act=act, by=maja) == 1
    assert in_tracks(leads) == ["education", None, "budget_cycle"]


def test_a_stay_that_a_colleague_ended_is_not_the_acts_to_bring_back(maja):
    leads = [parked(maja), parked(maja)]
    take_out_of_track(lead=leads[0], by=maja)
    act = take_out(leads, maja)
    assert (act.count, undo_many(act=act, by=maja), in_tracks(leads)) == (1, 1, [None, "budget_cycle"])


def test_a_sweep_between_the_act_and_its_undoing_sends_nothing_twice(maja, post_office):
    track("budget_cycle", sends_mail=True)
    leads = asleep(maja, 2)
    put_in(leads, maja, key="budget_cycle")
    days_pass(14)
    act = take_out(leads, maja)
    keep_nurture()
    send_messages()
    assert post_office.box.letters == []
    undo_many(act=act, by=maja)
    for _time in range(2):
        keep_nurture()
        send_messages()
    assert sorted(str(letter["To"]) for letter in post_office.box.letters) == [
        "anna0@shop.example",
        "anna1@shop.example",
    ]


def test_the_dialog_says_what_becomes_of_the_leads(client, maja):
    leads = asleep(maja)
    client.force_login(maja)
    chosen = {"kind": "untrack", "lead": [lead.pk for lead in leads]}
    response = client.post(reverse("pipeline:bulk"), chosen, headers={"HX-Request": "true"})
    assert response.context["title"] == "Take out of the nurture track"
    assert "What the track has not sent yet is not sent any more." in response.content.decode()


@pytest.mark.parametrize("number", [1, 30])
def test_as_many_statements_for_many_as_for_one(maja, number, django_assert_num_queries):
    leads = asleep(maja, number)
    with django_assert_num_queries(12):
        act = put_in(leads, maja)
    assert (act.count, timezone.now() - act.at < timedelta(minutes=1)) == (number, True)
    with django_assert_num_queries(10):
        assert undo_many(act=act, by=maja) == number
