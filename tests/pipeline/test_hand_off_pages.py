"""Hand-offs as people meet them: in the queue, on the lead, in their list, and as marketing's numbers."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Absence
from frameworks_app.models import SignalType
from pipeline.actions.attempts import log_attempt
from pipeline.actions.outcomes import accept_lead, return_lead
from pipeline.models import FollowUp, HandOff, HandOffRule, Reason
from pipeline.reports.acceptance import acceptance
from pipeline.reports.hand_offs import in_words
from pipeline.reports.queue import Why, queue_of
from tests.factories import LeadFactory, SignalFactory, TeamFactory, UserFactory
from tests.pipeline.hand_off_stories import DAY, HOUR, MINUTE, TUESDAY, at, chain, fresh, lead_of, passed

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(shipped):
    return TeamFactory(name="North", time_zone="Europe/Warsaw")


@pytest.fixture
def maja(team):
    return UserFactory(sdr=True, team=team, first_name="Maja", time_zone="Europe/Warsaw")


@pytest.fixture
def piotr(team):
    return UserFactory(manager=True, team=team)


@pytest.fixture
def ines(shipped):
    return UserFactory(marketing=True, first_name="Ines")


@pytest.fixture(autouse=True)
def tuesday(monkeypatch):
    at(monkeypatch, TUESDAY)


def asked(lead, *, ago=MINUTE):
    SignalFactory(lead=lead, type=SignalType.objects.get(key="demo_request"), occurred_at=timezone.now() - ago)


def left(entry):
    time = entry.reason.left
    return entry.lead.pk, entry.reason.why, time and (time.minutes, time.is_late, time.is_short)


def mine(user):
    return [left(entry) for entry in queue_of(user).mine]


def test_the_queue_goes_by_minutes_left(monkeypatch, maja):
    slow, fast, overdue = lead_of(), lead_of(), lead_of("inquiry", owner=maja)
    FollowUp.objects.create(lead=overdue, owner=maja, due_at=TUESDAY - DAY)
    asked(fast)
    passed(slow, to=maja)
    at(monkeypatch, TUESDAY + 230 * MINUTE)
    passed(fast, to=maja)
    assert mine(maja) == [
        (fast.pk, Why.FAST_LANE, (15, False, False)),
        (slow.pk, Why.HAND_OFF, (10, False, True)),
        (overdue.pk, Why.DUE_TODAY, None),
    ]
    at(monkeypatch, TUESDAY + 250 * MINUTE)
    assert mine(maja)[:2] == [(fast.pk, Why.FAST_LANE, (5, True, False)), (slow.pk, Why.HAND_OFF, (10, True, False))]


def test_of_two_who_asked_the_one_with_fewer_minutes_left_comes_first(monkeypatch, maja):
    first, second = lead_of(), lead_of()
    asked(second, ago=2 * HOUR)
    asked(first)
    passed(first, to=maja)
    at(monkeypatch, TUESDAY + 5 * MINUTE)
    passed(second, to=maja)
    assert [pk for pk, _why, _left in mine(maja)] == [first.pk, second.pk]


def test_an_agreed_hour_comes_before_every_clock(maja):
    lead = lead_of()
    passed(lead, to=maja)
    FollowUp.objects.create(lead=lead, owner=maja, due_at=TUESDAY, has_hour=True)
    (entry,) = queue_of(maja).mine
    assert (entry.reason.why, entry.hand_off.is_waiting) == (Why.DUE_NOW, True)


def test_accepted_the_clock_to_the_first_attempt_is_shown_until_it_is_made(monkeypatch, maja):
    lead = lead_of()
    passed(lead, to=maja)
    accept_lead(lead=lead, by=maja)
    at(monkeypatch, TUESDAY + 6 * HOUR)
    (entry,) = queue_of(maja).mine
    assert (entry.reason.is_accepted, left(entry)) == (True, (lead.pk, Why.HAND_OFF, (120, False, False)))
    log_attempt(lead=fresh(lead), outcome="voicemail", by=maja)
    assert mine(maja) == []


def test_what_is_for_anyone_is_offered_first_and_taken_by_one(client, maja, team):
    free, handed = LeadFactory(team=team), lead_of(team=team)
    passed(handed, team=team)
    assert [left(entry) for entry in queue_of(maja).to_take] == [
        (handed.pk, Why.HAND_OFF, (240, False, False)),
        (free.pk, Why.FIRST_CALL, None),
    ]
    client.force_login(maja)
    client.post(reverse("pipeline:lead_take", args=[handed.pk]))
    assert HandOff.objects.get().accepted_by == maja


def test_a_manager_sees_the_teams_clocks_and_a_stranger_none(maja, piotr, team):
    late, anyones = lead_of(), lead_of()
    passed(late, to=maja)
    passed(anyones, team=team)
    assert [pk for pk, why, _left in mine(piotr) if why is Why.HAND_OFF] == [late.pk, anyones.pk]
    assert mine(UserFactory(manager=True)) == mine(UserFactory(sdr=True)) == []


def test_maja_accepts_from_her_queue(client, maja):
    lead = lead_of(company__name="Baltic Yarn")
    passed(lead, to=maja)
    client.force_login(maja)
    page = client.get("/").content.decode()
    assert [text in page for text in ("new MQL, 4 h left to accept", 'data-row-key="y"', 'data-row-key="r"')] == [
        True
    ] * 3
    said = {"HTTP_HX-Request": "true"}
    answer = client.post(reverse("pipeline:lead_accept", args=[lead.pk]), {"back": "queue"}, **said)
    assert 'id="queue"' in answer.content.decode()
    assert chain(lead) == [(maja, "accepted")]


def test_the_lead_says_what_is_left(client, maja, piotr, ines):
    lead = lead_of()
    passed(lead, to=maja, by=ines)
    client.force_login(maja)
    address = reverse("pipeline:lead_detail", args=[lead.pk])
    page = client.get(address)
    hand_off = page.context["hand_off"]
    assert (hand_off.time, hand_off.may_accept) == ("4 h", True)
    assert "Handed to you" in page.content.decode()
    ola = UserFactory(sdr=True, team=maja.team)
    client.force_login(ola)
    assert client.get(address).context["hand_off"].may_accept is False
    accept_lead(lead=lead, by=maja)
    log_attempt(lead=fresh(lead), outcome="voicemail", by=maja)
    assert client.get(address).context["hand_off"] is None


def words(hand_off):
    hand_off.refresh_from_db()
    return in_words(HandOff.objects.get(pk=hand_off.pk))


def test_what_became_of_it_in_words(monkeypatch, maja, team):
    lead = lead_of()
    hand_off = passed(lead, to=maja)
    assert words(hand_off) == "waiting, 4 h left"
    at(monkeypatch, TUESDAY + 5 * HOUR)
    assert words(hand_off) == "late by 60 min"
    at(monkeypatch, TUESDAY + 35 * MINUTE)
    accept_lead(lead=lead, by=maja)
    assert words(hand_off) == "accepted after 35 min"
    log_attempt(lead=fresh(lead), outcome="voicemail", by=maja)
    return_lead(lead=fresh(lead), reason=Reason.objects.get(key="no_interest"), by=maja)
    assert words(hand_off) == "returned: No interest, was content only"
    HandOff.objects.filter(pk=hand_off.pk).update(returned_at=None, accepted_at=None, reassigned_at=TUESDAY)
    assert words(hand_off) == "given to somebody else"


def listed(client, query=""):
    return [row["hand_off"].lead.headline for row in client.get(f"/hand-offs/{query}").context["rows"]]


def test_everybody_sees_the_hand_offs_of_their_leads(client, maja, piotr, ines):
    theirs = UserFactory(sdr=True, team=TeamFactory(name="South"))
    passed(lead_of(company__name="Ours"), to=maja)
    passed(lead_of(company__name="Theirs"), to=theirs)
    for person, seen in ((maja, ["Ours"]), (piotr, ["Ours"]), (theirs, ["Theirs"]), (ines, ["Theirs", "Ours"])):
        client.force_login(person)
        assert listed(client) == seen


def test_the_list_is_narrowed_by_team_person_and_state(client, monkeypatch, maja, ines):
    theirs = UserFactory(sdr=True, team=TeamFactory(name="South"))
    late, done = lead_of(company__name="Late"), lead_of(company__name="Done")
    passed(late, to=maja)
    passed(done, to=theirs)
    accept_lead(lead=done, by=theirs)
    at(monkeypatch, TUESDAY + DAY)
    client.force_login(ines)
    assert listed(client, f"?team={maja.team_id}") == ["Late"]
    assert listed(client, f"?person={theirs.pk}") == ["Done"]
    assert [listed(client, f"?state={state}") for state in ("late", "waiting", "accepted", "returned")] == [
        ["Late"],
        ["Late"],
        ["Done"],
        [],
    ]
    assert "No such hand-offs" in client.get("/hand-offs/?state=returned").content.decode()
    assert listed(client, "?state=nonsense&team=x") == ["Done", "Late"]


@pytest.mark.parametrize("number", [1, 4])
def test_the_list_asks_no_more_for_many(client, maja, ines, number, django_assert_num_queries):
    for _number in range(number):
        passed(lead_of(), to=maja, by=ines)
    client.force_login(ines)
    with django_assert_num_queries(5):
        response = client.get("/hand-offs/")
    assert response.content.decode().count("data-row-link") == number


def test_an_empty_list_says_what_will_be_there(client, maja):
    client.force_login(maja)
    assert "No hand-offs yet" in client.get("/hand-offs/").content.decode()


def test_marketing_reads_how_long_it_takes(monkeypatch, maja, ines):
    for minutes in (20, 30, 500):
        at(monkeypatch, TUESDAY)
        lead = lead_of(source="webinar")
        passed(lead, to=maja, by=ines)
        at(monkeypatch, TUESDAY + minutes * MINUTE)
        log_attempt(lead=fresh(lead), outcome="voicemail", by=maja)
    at(monkeypatch, TUESDAY)
    waits = lead_of(source="list")
    passed(waits, to=maja, by=ines)
    at(monkeypatch, TUESDAY + HOUR)
    found = acceptance(30)
    assert [(row.source, row.time_to_accept, row.time_to_attempt, row.late_share) for row in found.rows] == [
        ("webinar", "30 min", "30 min", 33),
        ("list", "", "", 100),
    ]
    assert (found.total.to_accept, found.total.late, found.total.timed) == (30, 2, 4)


def test_a_lead_that_went_from_hand_to_hand_is_counted_once(maja, ines):
    lead = lead_of(source="webinar")
    first = passed(lead, to=maja, by=ines)
    HandOff.objects.filter(pk=first.pk).update(reassigned_at=TUESDAY)
    HandOff.objects.create(lead=lead, to=maja, team=maja.team, by=ines, previous=first, occurred_at=TUESDAY)
    (row,) = acceptance(30).rows
    assert (row.passed, row.groups["waiting"].count) == (1, 1)


def test_marketing_answers_first_what_is_due_first(client, monkeypatch, maja, ines):
    early, later = lead_of(company__name="Early"), lead_of(company__name="Later")
    for days, lead in enumerate((early, later)):
        at(monkeypatch, TUESDAY + days * DAY)
        passed(lead, to=maja, by=ines)
        return_lead(lead=fresh(lead), reason=Reason.objects.get(key="bad_contact_data"), by=maja)
    client.force_login(ines)
    room = client.get("/triage/").context["room"]
    assert [(str(lead.company), lead.time, lead.left.is_late) for lead in room.leads] == [
        ("Early", "8 h", False),
        ("Later", "2 working days", False),
    ]
    assert room.returned == 2
    at(monkeypatch, TUESDAY + 3 * DAY)
    page = client.get("/triage/").content.decode()
    assert ("returned, answer 8 h late" in page, "2 returned, to be answered" in page) == (True, True)


def test_maja_says_when_she_is_away_and_takes_it_back(client, maja):
    client.force_login(maja)
    said = {"person": maja.pk, "first_day": "2026-12-24", "last_day": "2026-12-28", "reason": "Skiing"}
    client.post(reverse("accounts:absence_list"), said)
    absence = Absence.objects.get()
    assert (absence.person, absence.first_day, absence.last_day) == (maja, date(2026, 12, 24), date(2026, 12, 28))
    assert "Skiing" in client.get(reverse("accounts:absence_list")).content.decode()
    client.post(reverse("accounts:absence_delete", args=[absence.pk]))
    assert Absence.objects.count() == 0


def test_an_absence_that_ends_before_it_begins_is_told_by_the_field_and_nothing_typed_is_lost(client, maja):
    client.force_login(maja)
    said = {"person": maja.pk, "first_day": "2026-12-28", "last_day": "2026-12-24", "reason": "Skiing"}
    response = client.post(reverse("accounts:absence_list"), said)
    assert response.context["form"].non_field_errors() == ["The last day is not before the first."]
    assert 'value="Skiing"' in response.content.decode()


def test_a_manager_notes_it_for_the_team_and_nobody_for_strangers(client, maja, piotr):
    stranger = UserFactory(sdr=True)
    day = (timezone.now() + timedelta(days=3)).date().isoformat()
    client.force_login(piotr)
    for person in (maja, stranger):
        client.post(reverse("accounts:absence_list"), {"person": person.pk, "first_day": day, "last_day": day})
    absence = Absence.objects.get()
    assert absence.person == maja
    client.force_login(stranger)
    assert client.post(reverse("accounts:absence_delete", args=[absence.pk])).status_code == 404


def test_an_admin_writes_a_rule(client, maja, team):
    client.force_login(UserFactory(admin=True))
    stranger = UserFactory(sdr=True, first_name="Stan")
    said = {
        "name": "Poland", "kind": "sdr", "team": team.pk, "way": "round_robin", "people": [maja.pk],
        "territories": "pl, de", "position": 0, "is_active": "on",
    }  # fmt: skip
    address = reverse("admin:pipeline_handoffrule_add")
    refused = client.post(address, said | {"people": [maja.pk, stranger.pk], "territories": "Poland"})
    errors = refused.context["adminform"].form.errors
    assert (errors["people"], list(errors)) == ([f"Not in North: {stranger}."], ["territories", "people"])
    client.post(address, said)
    rule = HandOffRule.objects.get()
    assert (rule.territories, list(rule.people.all())) == (["PL", "DE"], [maja])
