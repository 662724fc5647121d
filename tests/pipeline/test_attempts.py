"""Maja dials from the top of her queue: voicemail, no answer, wrong number, and what follows each."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from pipeline.actions.attempts import log_attempt, undo_attempt
from pipeline.actions.outcomes import nurture_lead
from pipeline.models import Contact, DiscoveryCall, FollowUp, HandOff, Lead, LeadState, Note, Reason, Stage, StageMove
from pipeline.reports.attempts import with_attempts
from pipeline.reports.queue import Why, queue_of
from tests.factories import LeadFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db

# A Tuesday, twenty past nine in Warsaw.
TUESDAY = datetime(2026, 11, 3, 8, 20, tzinfo=UTC)


@pytest.fixture
def maja(shipped):
    return UserFactory(sdr=True, team=TeamFactory(), time_zone="Europe/Warsaw", first_name="Maja")


@pytest.fixture
def lead(maja):
    return LeadFactory(owner=maja, company__name="Baltic Yarn", contact__phone="+48 58 555 01 22")


@pytest.fixture
def clock(monkeypatch):
    """The hour at which things happen: clock(moment)."""

    def set_to(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    set_to(TUESDAY)
    return set_to


def placed(lead):
    return Lead.objects.select_related("state__owner", "state__team", "state__stage", "contact").get(pk=lead.pk)


def log(lead, by, outcome="voicemail", **how):
    return log_attempt(lead=placed(lead), outcome=outcome, by=by, **how)


def stage_of(lead):
    return LeadState.objects.get(lead=lead).stage.key


def planned(lead, zone="Europe/Warsaw"):
    return [
        (step.kind, step.due_at.astimezone(ZoneInfo(zone)).strftime("%a %d %H:%M"), step.note)
        for step in lead.follow_ups.open().order_by("due_at")
    ]


def post(client, lead, **said):
    return client.post(reverse("pipeline:lead_attempt", args=[lead.pk]), said)


def told(response):
    return [str(message) for message in response.wsgi_request._messages]


def test_a_voicemail_moves_an_untouched_lead_on_and_plans_the_other_half_of_tomorrow(clock, maja, lead):
    attempt = log(lead, maja)
    assert (attempt.outcome, attempt.started_at, attempt.ended_at, attempt.channel) == (
        "voicemail",
        TUESDAY,
        TUESDAY,
        "phone",
    )
    assert stage_of(lead) == "contacting"
    assert planned(lead) == [("call", "Wed 04 14:30", "")]


def test_nobody_answers_in_the_morning_and_the_afternoon_is_tried(clock, maja, lead):
    log(lead, maja, "no_answer")
    assert planned(lead) == [("call", "Tue 03 14:30", "")]


def test_a_lead_in_tokyo_is_tried_in_its_own_day(clock, maja, lead):
    Contact.objects.filter(pk=lead.contact_id).update(time_zone="Asia/Tokyo")
    clock(datetime(2026, 11, 3, 1, 0, tzinfo=UTC))
    log(lead, maja)
    assert planned(lead, "Asia/Tokyo") == [("call", "Wed 04 14:30", "")]


def test_where_nobody_knows_the_zone_it_is_the_teams(clock, maja, lead):
    Contact.objects.filter(pk=lead.contact_id).update(time_zone="Middle-earth/Shire")
    log(lead, maja)
    assert planned(lead) == [("call", "Wed 04 14:30", "")]


def test_a_wrong_number_is_noted_and_the_right_one_is_to_be_found(clock, maja, lead):
    log(lead, maja, "wrong_number")
    assert planned(lead) == [("task", "Tue 03 09:20", "Find the right number")]
    assert Note.objects.get(lead=lead).text == "Wrong number: +48 58 555 01 22"


def test_the_step_that_was_due_is_done_and_a_later_attempt_gives_way(clock, maja, lead):
    log(lead, maja)
    due = FollowUp.objects.create(lead=lead, owner=maja, due_at=TUESDAY + timedelta(hours=1), note="Call back")
    mail = FollowUp.objects.create(lead=lead, owner=maja, due_at=TUESDAY, kind="email", note="Send the price")
    clock(TUESDAY + timedelta(hours=2))
    log(lead, maja, "no_answer")
    due.refresh_from_db()
    mail.refresh_from_db()
    assert (due.done_at, due.is_dropped, mail.done_at) == (TUESDAY + timedelta(hours=2), False, None)
    assert planned(lead) == [("email", "Tue 03 09:20", "Send the price"), ("call", "Wed 04 14:30", "")]
    assert FollowUp.objects.filter(is_dropped=True).count() == 1


def test_an_hour_that_was_agreed_for_later_stands_and_is_not_doubled(clock, maja, lead):
    FollowUp.objects.create(lead=lead, owner=maja, due_at=TUESDAY + timedelta(days=3), has_hour=True, note="Demo")
    log(lead, maja)
    assert planned(lead) == [("call", "Fri 06 09:20", "Demo")]


def test_an_e_mail_is_an_attempt_too_and_leaves_the_call_that_is_planned(clock, maja, lead):
    log(lead, maja)
    clock(TUESDAY + timedelta(hours=1))
    log(lead, maja, "sent", channel="email")
    assert planned(lead) == [("call", "Wed 04 14:30", "")]
    assert with_attempts(Lead.objects.all()).get(pk=lead.pk).attempts == 2


def eight(clock, lead, by):
    """One attempt on each of eight business days; the clock stands at the last."""
    days = [3, 4, 5, 6, 9, 10, 11, 12]
    for day in days:
        clock(TUESDAY.replace(day=day))
        log(lead, by)


def test_after_the_eighth_attempt_parking_is_proposed_today(clock, maja, lead):
    eight(clock, lead, maja)
    assert planned(lead) == [("task", "Thu 12 09:20", "Nobody reached in 8 attempts: nurture?")]
    (entry,) = queue_of(maja).mine
    assert (entry.reason.why, entry.reason.is_spent, entry.lead.attempts) == (Why.DUE_TODAY, True, 8)


def test_parked_and_back_the_row_of_attempts_begins_anew(clock, maja, lead):
    eight(clock, lead, maja)
    nurture_lead(lead=placed(lead), reason=Reason.objects.get(key="no_response"), by=maja)
    clock(datetime(2027, 1, 12, 9, 0, tzinfo=UTC))
    log(lead, maja)
    assert with_attempts(Lead.objects.all()).get(pk=lead.pk).attempts == 1


def test_a_conversation_ends_the_row(clock, maja, lead):
    log(lead, maja)
    later = TUESDAY + timedelta(hours=1)
    DiscoveryCall.objects.create(lead=lead, by=maja, started_at=later, ended_at=later, outcome="reached")
    clock(TUESDAY + timedelta(days=1))
    log(lead, maja)
    assert with_attempts(Lead.objects.all()).get(pk=lead.pk).attempts == 1


def test_a_lead_rests_until_its_next_attempt_is_due(clock, maja, lead):
    log(lead, maja)
    assert queue_of(maja).mine == []
    clock(datetime(2026, 11, 4, 13, 31, tzinfo=UTC))
    (entry,) = queue_of(maja).mine
    assert (entry.reason.why, entry.lead.attempts) == (Why.FIRST_CALL, 1)


def test_an_attempt_of_a_manager_is_followed_by_the_owner(clock, maja, lead):
    log(lead, UserFactory(manager=True, team=maja.team))
    assert FollowUp.objects.get().owner == maja


def test_a_double_click_logs_one(clock, maja, lead):
    key = uuid4()
    assert log(lead, maja, client_id=key) == log(lead, maja, client_id=key)
    assert (DiscoveryCall.objects.count(), FollowUp.objects.count()) == (1, 1)


def test_whoever_tries_has_accepted(clock, maja, lead):
    hand_off = HandOff.objects.create(lead=lead, to=maja)
    log(lead, maja)
    hand_off.refresh_from_db()
    assert (hand_off.accepted_at, hand_off.accepted_by) == (TUESDAY, maja)


def test_undo_leaves_nothing_of_it(clock, maja, lead):
    due = FollowUp.objects.create(lead=lead, owner=maja, due_at=TUESDAY, note="Call back")
    hand_off = HandOff.objects.create(lead=lead, to=maja)
    entered = LeadState.objects.get(lead=lead).stage_changed_at
    assert undo_attempt(attempt=log(lead, maja, "wrong_number"), by=maja) is True
    hand_off.refresh_from_db()
    assert (stage_of(lead), LeadState.objects.get(lead=lead).stage_changed_at) == ("untouched", entered)
    assert (DiscoveryCall.objects.count(), Note.objects.count(), hand_off.accepted_at) == (0, 0, None)
    assert list(FollowUp.objects.values_list("pk", "done_at", "is_dropped")) == [(due.pk, None, False)]
    there, back = StageMove.objects.order_by("pk")
    assert back.undoes == there


def test_an_attempt_that_others_have_built_upon_stays(clock, maja, lead):
    attempt = log(lead, maja)
    clock(TUESDAY + timedelta(hours=1))
    log(lead, maja)
    assert undo_attempt(attempt=attempt, by=maja) is False
    assert DiscoveryCall.objects.count() == 2


def test_by_the_page_she_is_told_what_was_noted_and_when_the_next_one_is(client, clock, maja, lead):
    client.force_login(maja)
    response = post(client, lead, outcome="voicemail", back="queue")
    assert response.url == reverse("pipeline:queue")
    assert told(response) == ["Baltic Yarn: voicemail noted. Next attempt: Wednesday 2:30 p.m."]
    attempt = DiscoveryCall.objects.get()
    undo = reverse("pipeline:attempt_undo", args=[attempt.pk])
    assert [message.extra_tags for message in response.wsgi_request._messages] == [f"{undo}?back=queue"]
    assert told(client.post(undo))[-1] == "Baltic Yarn: the attempt is taken back."
    assert DiscoveryCall.objects.count() == 0


def test_a_colleagues_attempt_is_not_hers_to_take_back(client, clock, maja, lead):
    attempt = log(lead, maja)
    client.force_login(UserFactory(sdr=True, team=maja.team))
    assert client.post(reverse("pipeline:attempt_undo", args=[attempt.pk])).status_code == 404


def test_who_wants_to_be_left_alone_is_not_tried(client, clock, maja, lead):
    Contact.objects.filter(pk=lead.contact_id).update(do_not_contact=True)
    client.force_login(maja)
    response = post(client, lead, outcome="voicemail")
    assert told(response) == ["Baltic Yarn asked to be left alone: nothing was logged."]
    assert DiscoveryCall.objects.count() == 0


def test_marketing_and_colleagues_log_nothing(client, maja, lead):
    for person in (UserFactory(marketing=True), UserFactory(sdr=True, team=maja.team), UserFactory(sdr=True)):
        client.force_login(person)
        assert post(client, lead, outcome="voicemail").status_code == 404


def test_nonsense_is_refused_in_words(client, maja, lead):
    client.force_login(maja)
    assert told(post(client, lead, outcome="reached")) == ["That is no outcome of an attempt: nothing was logged."]
    assert told(post(client, lead, outcome="voicemail", client_id="x"))[-1] == (
        "That is no outcome of an attempt: nothing was logged."
    )
    assert DiscoveryCall.objects.count() == 0


def test_p_parks_with_its_reason_and_comes_back_in_sixty_days(client, clock, maja, lead):
    eight(clock, lead, maja)
    client.force_login(maja)
    response = client.post(reverse("pipeline:lead_park", args=[lead.pk]), {"back": "queue"})
    assert response.url == reverse("pipeline:queue")
    assert (stage_of(lead), StageMove.objects.first().reason.key) == ("nurture", "no_response")
    assert planned(lead) == [("call", "Mon 11 09:00", "Back from nurture: No response after all attempts")]
    client.post(response.wsgi_request._messages._queued_messages[-1].extra_tags)
    assert (stage_of(lead), planned(lead)) == (
        "contacting",
        [("task", "Thu 12 09:20", "Nobody reached in 8 attempts: nurture?")],
    )
    assert with_attempts(Lead.objects.all()).get(pk=lead.pk).attempts == 8


def test_a_stage_that_ends_with_contact_takes_the_first_attempt(clock, maja, lead):
    """Without such a stage the lead stays where it is."""
    Stage.objects.filter(key="contacting").update(is_active=False)
    log(lead, maja)
    assert stage_of(lead) == "untouched"
