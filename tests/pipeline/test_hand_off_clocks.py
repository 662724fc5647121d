"""Leads are handed over against a clock: which one runs, by whose calendar, and what ends it."""

from datetime import date
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Absence
from frameworks_app.models import SignalType
from pipeline.actions.attempts import log_attempt, undo_attempt
from pipeline.actions.calls import start_call
from pipeline.actions.follow_ups import NextStep, plan_follow_up
from pipeline.actions.hand_offs import give_lead
from pipeline.actions.leads import take_lead
from pipeline.actions.outcomes import accept_lead, disqualify_lead, return_lead, undo_decision
from pipeline.actions.stages import move_lead
from pipeline.models import HandOff, HandOffClock, LatenessRule, Reason, Stage
from tests.factories import SignalFactory, TeamFactory, UserFactory
from tests.pipeline.hand_off_stories import DAY, HOUR, MINUTE, TUESDAY, at, chain, fresh, lead_of, owner_of, passed

pytestmark = pytest.mark.django_db

WARSAW = ZoneInfo("Europe/Warsaw")


@pytest.fixture
def team(shipped):
    return TeamFactory(name="North", time_zone="Europe/Warsaw")


@pytest.fixture
def maja(team):
    return UserFactory(sdr=True, team=team)


@pytest.fixture
def omar(team):
    return UserFactory(account_executive=True, team=team)


@pytest.fixture(autouse=True)
def tuesday(monkeypatch):
    at(monkeypatch, TUESDAY)


def signal(lead, key, *, ago=HOUR):
    SignalFactory(lead=lead, type=SignalType.objects.get(key=key), occurred_at=TUESDAY - ago)


def clock(hand_off):
    """Key, and hours and minutes in Warsaw: warned, accepted, told, reassigned; tried."""
    moments = (hand_off.warn_at, hand_off.accept_by, hand_off.escalate_at, hand_off.attempt_by)
    return hand_off.clock.key, *(local(moment) for moment in moments)


def local(moment):
    return moment.astimezone(WARSAW).strftime("%a %d %H:%M")


def test_whoever_asked_for_a_demo_is_accepted_within_a_quarter_of_an_hour(maja):
    lead = lead_of()
    signal(lead, "demo_request")
    assert clock(passed(lead, to=maja)) == (
        "asked_for_us",
        "Tue 03 10:12",
        "Tue 03 10:15",
        "Tue 03 10:15",
        "Tue 03 10:30",
    )


@pytest.mark.parametrize(
    ("status", "done", "key", "accept_by", "attempt_by"),
    [
        ("mql", "contact_form", "asked_for_us", "Tue 03 10:15", "Tue 03 10:30"),
        ("mql", "customer_recommendation", "recommended", "Tue 03 11:00", "Tue 03 12:00"),
        ("pql", "product_page_view", "pql", "Tue 03 11:00", "Tue 03 14:00"),
        ("mql", "product_page_view", "mql", "Tue 03 14:00", "Wed 04 10:00"),
        ("inquiry", "product_page_view", "mql", "Tue 03 14:00", "Wed 04 10:00"),
    ],
)
def test_each_event_has_its_clock(maja, status, done, key, accept_by, attempt_by):
    lead = lead_of(status)
    signal(lead, done)
    hand_off = passed(lead, to=maja)
    assert (hand_off.clock.key, local(hand_off.accept_by), local(hand_off.attempt_by)) == (key, accept_by, attempt_by)


def test_a_demo_asked_for_last_week_hurries_nobody_today(maja):
    lead = lead_of()
    signal(lead, "demo_request", ago=3 * DAY)
    assert passed(lead, to=maja).clock.key == "mql"


def test_a_lead_that_is_back_from_nurture_has_a_day(maja):
    lead = lead_of(stage=Stage.objects.get(key="nurture"))
    move_lead(lead=lead, stage=Stage.objects.get(key="contacting"), by=None)
    hand_off = passed(lead, to=maja)
    assert (hand_off.clock.key, local(hand_off.accept_by)) == ("back_from_nurture", "Wed 04 10:00")


def test_an_account_executive_has_a_day_to_accept_and_five_to_meet(omar):
    hand_off = passed(lead_of("sql"), to=omar)
    assert (hand_off.clock.key, local(hand_off.accept_by)) == ("sql", "Wed 04 10:00")
    assert local(hand_off.attempt_by) == "Tue 10 10:00"


def test_the_clock_rests_while_maja_is_away(maja):
    Absence.objects.create(person=maja, first_day=date(2026, 11, 3), last_day=date(2026, 11, 4))
    assert local(passed(lead_of(), to=maja).accept_by) == "Thu 05 13:00"
    assert local(passed(lead_of(), team=maja.team).accept_by) == "Tue 03 14:00"


def test_admins_set_the_clock(maja):
    HandOffClock.objects.filter(key="mql").update(accept_minutes=100, attempt_minutes=200)
    LatenessRule.objects.update(warn_percent=50, escalate_percent=110, reassign_percent=120)
    assert clock(passed(lead_of(), to=maja)) == ("mql", "Tue 03 10:50", "Tue 03 11:40", "Tue 03 11:50", "Tue 03 13:20")


def test_without_an_active_clock_nobody_waits_by_one(maja):
    HandOffClock.objects.update(is_active=False)
    hand_off = passed(lead_of(), to=maja)
    assert (hand_off.clock, hand_off.accept_by, hand_off.warn_at) == (None, None, None)


def test_accepting_ends_the_first_clock_and_an_attempt_the_second(monkeypatch, maja):
    lead = lead_of()
    passed(lead, to=maja)
    at(monkeypatch, TUESDAY + 35 * MINUTE)
    accept_lead(lead=lead, by=maja)
    at(monkeypatch, TUESDAY + 50 * MINUTE)
    log_attempt(lead=fresh(lead), outcome="voicemail", by=maja, client_id=uuid4())
    at(monkeypatch, TUESDAY + 3 * HOUR)
    log_attempt(lead=fresh(lead), outcome="no_answer", by=maja, client_id=uuid4())
    hand_off = HandOff.objects.get()
    assert (hand_off.minutes_to_accept, hand_off.minutes_to_attempt) == (35, 50)
    assert hand_off.first_attempt_at == TUESDAY + 50 * MINUTE


def test_an_attempt_accepts_and_taken_back_it_has_done_neither(monkeypatch, maja):
    lead = lead_of()
    passed(lead, to=maja)
    at(monkeypatch, TUESDAY + 20 * MINUTE)
    attempt = log_attempt(lead=fresh(lead), outcome="voicemail", by=maja)
    hand_off = HandOff.objects.get()
    assert (hand_off.accepted_by, hand_off.minutes_to_accept, hand_off.minutes_to_attempt) == (maja, 20, 20)
    assert undo_attempt(attempt=attempt, by=maja)
    hand_off.refresh_from_db()
    assert (hand_off.is_waiting, hand_off.minutes_to_accept, hand_off.first_attempt_at) == (True, None, None)


def test_a_call_is_an_attempt(monkeypatch, maja):
    lead = lead_of()
    passed(lead, to=maja)
    at(monkeypatch, TUESDAY + 5 * MINUTE)
    start_call(lead=fresh(lead), by=maja, language="en")
    assert HandOff.objects.values_list("minutes_to_accept", "minutes_to_attempt").get() == (5, 5)


def test_a_voicemail_by_omar_is_no_meeting(monkeypatch, omar):
    lead = lead_of("sql")
    passed(lead, to=omar)
    log_attempt(lead=fresh(lead), outcome="voicemail", by=omar)
    hand_off = HandOff.objects.get()
    assert (hand_off.accepted_by, hand_off.first_attempt_at) == (omar, None)
    at(monkeypatch, TUESDAY + 40 * MINUTE)
    plan_follow_up(lead=fresh(lead), step=NextStep("meeting", TUESDAY + 3 * DAY), by=omar)
    hand_off.refresh_from_db()
    assert hand_off.minutes_to_attempt == 40


def test_a_meeting_that_maja_has_agreed_for_omar_counts_when_he_accepts(monkeypatch, maja, omar):
    lead = lead_of("sql", owner=maja)
    plan_follow_up(lead=lead, step=NextStep("meeting", TUESDAY + 3 * DAY), by=maja, owner=omar)
    passed(lead, to=omar)
    at(monkeypatch, TUESDAY + 30 * MINUTE)
    accept_lead(lead=lead, by=omar)
    assert HandOff.objects.values_list("minutes_to_accept", "minutes_to_attempt").get() == (30, 30)


def test_what_was_for_anyone_is_whoevers_who_takes_it(maja, team):
    lead = lead_of(team=team)
    passed(lead, team=team)
    assert take_lead(lead=fresh(lead), by=maja)
    assert HandOff.objects.get().accepted_by == maja


def test_an_sql_that_waits_for_a_closer_is_not_accepted_by_who_has_qualified_it(maja, omar, team):
    lead = lead_of("sql", owner=maja)
    HandOff.objects.create(lead=lead, kind=HandOff.Kind.ACCOUNT_EXECUTIVE, team=team)
    log_attempt(lead=fresh(lead), outcome="voicemail", by=maja)
    assert accept_lead(lead=lead, by=maja) is None
    assert accept_lead(lead=lead, by=omar).accepted_by == omar
    assert owner_of(lead) == omar


def test_a_colleague_does_not_accept_what_was_given_to_maja_and_the_manager_does(maja, team):
    ola, piotr = UserFactory(sdr=True, team=team), UserFactory(manager=True, team=team)
    lead = lead_of()
    passed(lead, to=maja)
    assert accept_lead(lead=lead, by=ola) is None
    assert accept_lead(lead=lead, by=piotr).accepted_by == piotr
    assert owner_of(lead) == maja


def test_given_to_a_colleague_by_hand_the_clock_begins_anew(monkeypatch, maja, team):
    ola, piotr = UserFactory(sdr=True, team=team), UserFactory(manager=True, team=team)
    lead = lead_of()
    first = passed(lead, to=maja)
    at(monkeypatch, TUESDAY + HOUR)
    give_lead(lead=fresh(lead), owner=ola, by=piotr)
    assert chain(lead) == [(maja, "reassigned"), (ola, "waiting")]
    second = HandOff.objects.waiting().get()
    assert (second.previous, owner_of(lead), local(second.accept_by)) == (first, ola, "Tue 03 15:00")
    give_lead(lead=fresh(lead), owner=piotr, by=piotr)
    assert chain(lead) == [(maja, "reassigned"), (ola, "reassigned"), (piotr, "accepted")]


def test_who_disqualifies_has_decided_and_who_takes_it_back_has_not(maja):
    lead = lead_of()
    passed(lead, to=maja)
    decision = disqualify_lead(lead=fresh(lead), reason=Reason.objects.get(key="no_need"), by=maja)
    assert chain(lead) == [(maja, "accepted")]
    assert undo_decision(decision=decision, by=maja)
    assert chain(lead) == [(maja, "waiting")]


def test_marketing_has_two_days_to_answer_what_came_back(maja):
    lead = lead_of()
    passed(lead, to=maja)
    decision = return_lead(lead=fresh(lead), reason=Reason.objects.get(key="bad_contact_data"), by=maja)
    # 960 minutes of plain working days.
    assert local(HandOff.objects.get().answer_by) == "Thu 05 10:00"
    undo_decision(decision=decision, by=maja)
    assert HandOff.objects.get().answer_by is None


def test_of_two_next_ones_the_database_keeps_one(maja, team):
    lead = lead_of()
    first = passed(lead, to=maja)
    HandOff.objects.filter(pk=first.pk).update(reassigned_at=timezone.now())
    HandOff.objects.create(lead=lead, team=team, previous=first, accepted_at=TUESDAY)
    with pytest.raises(IntegrityError, match="previous_id"), transaction.atomic():
        HandOff.objects.create(lead=lead, team=team, previous=first)


def test_what_was_given_away_cannot_be_accepted_as_well(maja):
    hand_off = passed(lead_of(), to=maja)
    with pytest.raises(IntegrityError, match="reassigned_hand_off_was_not_answered"):
        HandOff.objects.filter(pk=hand_off.pk).update(reassigned_at=TUESDAY, accepted_at=TUESDAY)
