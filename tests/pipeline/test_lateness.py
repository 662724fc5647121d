"""Maja lets a lead wait: she is reminded, her manager is told once, then the next person has it."""

from datetime import UTC, date, datetime, time

import pytest

from accounts.models import Absence
from pipeline.actions import lateness
from pipeline.actions.attempts import log_attempt
from pipeline.actions.hand_off_rules import ask_for_hand_over, hand_over_noted
from pipeline.actions.lateness import keep_clocks
from pipeline.actions.outcomes import accept_lead
from pipeline.actions.stages import move_lead
from pipeline.models import HandOff, Message, Stage
from tests.factories import TeamFactory, UserFactory
from tests.pipeline.hand_off_stories import (
    DAY,
    HOUR,
    MINUTE,
    TUESDAY,
    at,
    chain,
    fresh,
    lead_of,
    letters,
    owner_of,
    passed,
    rule_of,
    together,
)

pytestmark = pytest.mark.django_db

# The clock of an MQL, four hours: reminded at 80 percent, told at 100, reassigned at 150.
NEARLY, LATE, TOO_LATE = TUESDAY + 192 * MINUTE, TUESDAY + 240 * MINUTE, TUESDAY + 360 * MINUTE


@pytest.fixture
def team(shipped):
    return TeamFactory(name="North", time_zone="Europe/Warsaw")


@pytest.fixture
def people(team):
    """Maja and Ola."""
    return [UserFactory(sdr=True, team=team, first_name=name, email=f"{name}@t.example") for name in ("Maja", "Ola")]


@pytest.fixture
def piotr(team):
    return UserFactory(manager=True, team=team, email="piotr@t.example", language="pl")


@pytest.fixture(autouse=True)
def tuesday(monkeypatch):
    at(monkeypatch, TUESDAY)


def sweep_at(monkeypatch, moment):
    at(monkeypatch, moment)
    keep_clocks()
    # Whatever is done twice shows.
    keep_clocks()


def given(team, **said):
    """A lead that the rule has given to the first person."""
    lead = lead_of(company__name="Baltic Yarn", **said)
    ask_for_hand_over([lead.pk])
    hand_over_noted()
    return lead


def test_from_the_reminder_to_the_next_person_and_on_to_the_manager(monkeypatch, team, people, piotr):
    maja, ola = people
    rule_of(team)
    lead = given(team)
    sweep_at(monkeypatch, NEARLY - MINUTE)
    assert letters() == []
    sweep_at(monkeypatch, NEARLY)
    assert letters() == [("maja@t.example", "Accept or return by Nov. 3, 2026, 2 p.m.: Baltic Yarn")]
    sweep_at(monkeypatch, LATE)
    assert [address for address, _subject in letters()] == ["maja@t.example", "piotr@t.example"]
    assert chain(lead) == [(maja, "waiting")]
    sweep_at(monkeypatch, TOO_LATE)
    assert (chain(lead), owner_of(lead)) == ([(maja, "reassigned"), (ola, "waiting")], ola)
    second = HandOff.objects.waiting().get()
    assert (second.previous.to, second.accept_by) == (maja, TUESDAY + DAY + 2 * HOUR)
    # Ola lets it wait as well: nobody is left.
    sweep_at(monkeypatch, second.reassign_at)
    assert chain(lead) == [(maja, "reassigned"), (ola, "reassigned"), (None, "waiting")]
    third = HandOff.objects.waiting().get()
    assert (owner_of(lead), third.team, third.reassign_at) == (None, team, None)
    sweep_at(monkeypatch, third.escalate_at + 30 * DAY)
    assert len(chain(lead)) == 3
    # Of each hand-off the manager has heard once.
    assert Message.objects.filter(person=piotr, lead=lead).count() == 3


def test_the_manager_reads_it_in_polish(monkeypatch, team, people, piotr):
    piotr.time_zone = "Asia/Shanghai"
    piotr.save()
    passed(lead_of(company__name="Baltic Yarn"), to=people[0])
    sweep_at(monkeypatch, LATE)
    message = Message.objects.get(person=piotr)
    assert (message.kind, message.language, message.address) == ("hand_off", "pl", "piotr@t.example")
    assert "Baltic Yarn" in message.subject
    assert "3 listopada 2026, 21:00" in message.text


def test_who_accepts_in_time_is_left_alone(monkeypatch, team, people, piotr):
    rule_of(team)
    lead = given(team)
    accept_lead(lead=lead, by=people[0])
    log_attempt(lead=fresh(lead), outcome="voicemail", by=people[0])
    sweep_at(monkeypatch, TUESDAY + 30 * DAY)
    assert (letters(), chain(lead)) == ([], [(people[0], "accepted")])


def test_who_accepts_and_does_not_call_is_reminded_and_the_manager_told_but_keeps_the_lead(
    monkeypatch, team, people, piotr
):
    rule_of(team)
    lead = given(team)
    accept_lead(lead=lead, by=people[0])
    # 480 minutes from the hand-off: ten on Wednesday.
    sweep_at(monkeypatch, TUESDAY + 384 * MINUTE)
    assert letters() == [("maja@t.example", "First attempt due by Nov. 4, 2026, 10 a.m.: Baltic Yarn")]
    sweep_at(monkeypatch, TUESDAY + DAY)
    assert [address for address, _subject in letters()] == ["maja@t.example", "piotr@t.example"]
    sweep_at(monkeypatch, TUESDAY + 30 * DAY)
    assert (len(letters()), chain(lead)) == (2, [(people[0], "accepted")])


def test_after_a_weekend_without_sweeps_nobody_is_told_that_it_is_nearly_time(monkeypatch, team, people, piotr):
    passed(lead_of(), to=people[0])
    sweep_at(monkeypatch, TUESDAY + 5 * DAY)
    assert [address for address, _subject in letters()] == ["piotr@t.example"]


def test_passed_by_hand_without_a_rule_it_stays_where_it_is(monkeypatch, team, people, piotr):
    lead = lead_of()
    passed(lead, to=people[0])
    sweep_at(monkeypatch, TUESDAY + 5 * DAY)
    assert chain(lead) == [(people[0], "waiting")]


def test_passed_by_hand_the_teams_rule_finds_the_next(monkeypatch, team, people):
    ines = UserFactory(marketing=True)
    rule = rule_of(team)
    lead = lead_of("inquiry")
    passed(lead, to=people[0], by=ines)
    sweep_at(monkeypatch, TOO_LATE)
    assert chain(lead) == [(people[0], "reassigned"), (people[1], "waiting")]
    assert HandOff.objects.order_by("pk").values_list("by", "rule").last() == (ines.pk, rule.pk)


def test_the_next_is_nobody_who_is_away_or_has_enough(monkeypatch, team, people):
    maja, ola = people
    cleo = UserFactory(sdr=True, team=team, capacity=0)
    rule_of(team, last_given=cleo)
    lead = given(team)
    Absence.objects.create(person=ola, first_day=date(2026, 11, 3), last_day=date(2026, 11, 3))
    sweep_at(monkeypatch, TOO_LATE)
    assert chain(lead) == [(maja, "reassigned"), (None, "waiting")]


def test_what_waited_for_somebody_with_room_goes_to_who_has_it_by_then(monkeypatch, team, people, piotr):
    maja = people[0]
    rule_of(team, people=[maja])
    Absence.objects.create(person=maja, first_day=date(2026, 11, 3), last_day=date(2026, 11, 3))
    lead = given(team)
    sweep_at(monkeypatch, LATE)
    assert HandOff.objects.get().escalated_at == LATE
    Absence.objects.all().delete()
    sweep_at(monkeypatch, TOO_LATE)
    assert chain(lead) == [(None, "reassigned"), (maja, "waiting")]


def test_a_lead_that_is_over_keeps_nobody_waiting(monkeypatch, team, people, piotr):
    lead = lead_of()
    passed(lead, to=people[0])
    move_lead(lead=lead, stage=Stage.objects.get(key="nurture"), by=None)
    sweep_at(monkeypatch, TUESDAY + 5 * DAY)
    assert letters() == []


def test_without_an_address_nobody_is_written_to_and_the_clock_goes_on(monkeypatch, team, people, piotr):
    type(piotr).objects.filter(pk=piotr.pk).update(email="")
    passed(lead_of(), to=people[0])
    sweep_at(monkeypatch, LATE)
    assert (letters(), HandOff.objects.get().escalated_at) == ([], LATE)


STEPS = ["tell_managers", "next_person", "reassign"]


@pytest.mark.parametrize("step", STEPS)
def test_killed_anywhere_the_next_sweep_does_the_rest_and_nothing_twice(monkeypatch, team, people, piotr, step):
    maja, ola = people
    rule_of(team)
    lead = given(team)
    at(monkeypatch, TOO_LATE)
    with monkeypatch.context() as patch:
        # The step is done, and the worker is killed before its transaction ends.
        done = getattr(lateness, step)
        patch.setattr(lateness, step, lambda *args, **said: killed(done(*args, **said)))
        with pytest.raises(KeyboardInterrupt):
            keep_clocks()
    keep_clocks()
    keep_clocks()
    assert (chain(lead), owner_of(lead)) == ([(maja, "reassigned"), (ola, "waiting")], ola)
    assert [address for address, _subject in letters()] == ["piotr@t.example"]


def killed(_done):
    raise KeyboardInterrupt


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_do_nothing_twice(monkeypatch, shipped):
    team = TeamFactory(name="North", time_zone="Europe/Warsaw")
    people = UserFactory.create_batch(3, sdr=True, team=team)
    piotr = UserFactory(manager=True, team=team)
    rule_of(team)
    leads = [given(team) for _number in range(9)]
    at(monkeypatch, TOO_LATE)
    together(2, keep_clocks)
    keep_clocks()
    assert Message.objects.filter(person=piotr).count() == 9
    for lead in leads:
        (first, became), (second, waits) = chain(lead)
        assert (became, waits, first != second) == ("reassigned", "waiting", True)
    assert sorted(HandOff.objects.waiting().filter(to=person).count() for person in people) == [3, 3, 3]


@pytest.mark.django_db(transaction=True)
def test_maja_accepts_while_the_sweep_is_about_to_give_it_away(monkeypatch, shipped):
    team = TeamFactory(name="North", time_zone="Europe/Warsaw")
    maja, _ola = UserFactory.create_batch(2, sdr=True, team=team)
    rule_of(team)
    lead = given(team)
    at(monkeypatch, TOO_LATE)
    turns = [True, False]

    def act():
        keep_clocks() if turns.pop() else accept_lead(lead=lead, by=maja)

    together(2, act)
    ended = [became for _to, became in chain(lead)]
    assert ended in (["accepted"], ["reassigned", "waiting"])
    assert HandOff.objects.filter(accepted_by=maja).count() == (ended == ["accepted"])


def test_the_night_in_which_clocks_go_back_is_an_hour_longer(monkeypatch, shipped):
    team = TeamFactory(time_zone="Europe/Warsaw", working_days=[7], works_from=time(0), works_until=time(6))
    maja = UserFactory(sdr=True, team=team)
    # 25 October, one in the morning; clocks go back at three. Four hours on it is four by the wall.
    at(monkeypatch, datetime(2026, 10, 24, 23, tzinfo=UTC))
    assert passed(lead_of(), to=maja).accept_by == datetime(2026, 10, 25, 3, tzinfo=UTC)


def test_a_sweep_asks_two_questions_when_nothing_is_late(team, people, django_assert_num_queries):
    passed(lead_of(), to=people[0])
    with django_assert_num_queries(2):
        keep_clocks()
