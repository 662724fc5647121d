"""Maja lets leads wait for reasons that she knows; the clock stands, and they come back by themselves."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Team
from pipeline.actions import holds
from pipeline.actions.attempts import log_attempt
from pipeline.actions.holds import CannotWait, bring_back, end_hold, put_on_hold, resume_hold, take_back_hold
from pipeline.actions.outcomes import disqualify_lead, undo_decision
from pipeline.actions.stages import move_lead, undo_move
from pipeline.models import FollowUp, Hold, HoldRule, Lead, LeadState, Reason, Stage
from pipeline.reports.board.clock import Clock, with_clock
from pipeline.reports.queue import queue_of
from tests.factories import LeadFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
# A Monday, ten in the morning in Warsaw.
MONDAY = datetime(2026, 5, 4, 8, tzinfo=UTC)


@pytest.fixture
def now(monkeypatch):
    """Time goes on as the story says."""

    class Time:
        at = MONDAY

        def goes_on(self, **span):
            self.at += timedelta(**span)

        def is_at(self, *when):
            self.at = datetime(*when, tzinfo=UTC)

    time = Time()
    monkeypatch.setattr(timezone, "now", lambda: time.at)
    return time


@pytest.fixture
def team(shipped):
    return TeamFactory(name="North")


@pytest.fixture
def maja(team):
    return UserFactory(sdr=True, team=team, first_name="Maja", last_name="Nowak")


@pytest.fixture
def lead(now, maja):
    """In Proposal since this morning."""
    found = LeadFactory(owner=maja, company__name="Kolonia Bikes", occurred_at=now.at - timedelta(days=30))
    move_lead(lead=found, stage=stage("proposal"), by=maja)
    return found


def stage(key):
    return Stage.objects.get(key=key)


def wait(lead, days, by, **said):
    said = {"kind": Hold.Kind.AWAY, "until": timezone.now().date() + timedelta(days=days), **said}
    return put_on_hold(lead=lead, by=by, **said)


def state_of(lead):
    return LeadState.objects.select_related("stage", "team").get(lead=lead)


def read(lead):
    found = with_clock(Lead.objects.with_state()).get(pk=lead.pk)
    return Clock.of(found.state).read(found)


def clocks(lead):
    found = state_of(lead)
    return found.held_until, found.clock_restarted_at


# Waiting


def test_a_lead_waits_until_a_day_and_its_state_says_so(lead, maja):
    hold = wait(lead, 8, maja)
    assert clocks(lead) == (date(2026, 5, 12), None)
    assert (hold.stage.key, hold.since, hold.why) == ("proposal", date(2026, 5, 4), "champion on leave")


def test_the_clock_stands_while_it_waits_and_starts_anew_at_its_end(lead, maja, now):
    now.goes_on(days=2)
    wait(lead, 6, maja)
    now.goes_on(days=5)
    assert (read(lead).days, read(lead).is_late, read(lead).hold.why) == (2, False, "champion on leave")
    now.goes_on(days=1)
    assert bring_back() == 1
    assert clocks(lead) == (None, datetime(2026, 5, 12, 7, tzinfo=UTC))
    now.goes_on(days=3)
    assert read(lead).told == "3 business days since waiting ended on May 12, 2026"


def test_a_lead_that_waits_is_not_late_however_long_it_has_stood(lead, maja, now):
    Stage.objects.filter(key="proposal").update(expected_days=2)
    now.goes_on(days=21)
    late = Lead.objects.filter(Clock([stage("proposal")]).late())
    stalled = Lead.objects.filter(Clock([stage("proposal")]).stalled())
    assert ([*late], [*stalled]) == ([lead], [lead])
    wait(lead, 10, maja)
    assert ([*late.all()], [*stalled.all()]) == ([], [])


@pytest.mark.parametrize(("expected", "first_stalled"), [(0, 1), (1, 2), (2, 3), (5, 8), (10, 15)])
def test_stalled_is_half_as_many_again_as_expected(lead, now, expected, first_stalled):
    Stage.objects.filter(key="proposal").update(expected_days=expected)
    found = {}
    for _day in range(30):
        is_found = Lead.objects.filter(Clock([stage("proposal")]).stalled()).exists()
        assert is_found == read(lead).is_stalled
        found.setdefault(read(lead).days, is_found)
        now.goes_on(days=1)
    assert min(days for days, is_stalled in found.items() if is_stalled) == first_stalled


def test_nothing_else_sets_the_clock_back(lead, maja, team, now):
    now.goes_on(days=3)
    lead.title = "Another title"
    lead.save()
    log_attempt(lead=Lead.objects.with_state().get(pk=lead.pk), outcome="voicemail", by=maja)
    LeadState.objects.filter(lead=lead).update(owner=UserFactory(sdr=True, team=team))
    assert read(lead).days == 3
    assert read(lead).told == "3 business days since it came to Proposal on May 4, 2026, moved by Maja Nowak"


def test_the_clock_says_who_or_what_started_it(shipped, now, maja):
    arrived = LeadFactory(owner=maja, occurred_at=now.at)
    assert read(arrived).told == "0 business days since it arrived in Untouched on May 4, 2026"
    move_lead(lead=arrived, stage=stage("nurture"), by=None)
    assert read(arrived).told == "0 business days since a rule moved it to Nurture on May 4, 2026"


# Coming back


def test_it_comes_back_when_its_teams_day_begins_with_a_step_that_says_why(lead, maja, now):
    wait(lead, 8, maja, reason="back from Crete")
    now.is_at(2026, 5, 12, 6, 59)
    assert bring_back() == 0
    now.is_at(2026, 5, 12, 7, 0)
    assert (bring_back(), bring_back()) == (1, 0)
    step = FollowUp.objects.get(lead=lead)
    assert (step.owner, step.due_at) == (maja, now.at)
    assert step.note == "Back from waiting: champion on leave: back from Crete"
    hold = Hold.objects.get(lead=lead)
    assert (hold.ended_how, hold.ended_by, hold.follow_up) == (Hold.End.DAY, None, step)


def test_her_queue_says_what_it_has_waited_for(lead, maja, now):
    wait(lead, 8, maja)
    assert [entry.lead for entry in queue_of(maja).mine] == []
    now.is_at(2026, 5, 12, 7, 1)
    bring_back()
    (entry,) = queue_of(maja).mine
    assert entry.reason.back_from == "Back from waiting: champion on leave"


def test_a_holiday_is_waited_out_and_a_late_worker_changes_nothing(lead, maja, team, now):
    Team.objects.filter(pk=team.pk).update(holidays=[date(2026, 5, 12)])
    wait(lead, 8, maja)
    now.is_at(2026, 5, 12, 12)
    assert bring_back() == 0
    # Nobody swept for a week.
    now.is_at(2026, 5, 20, 12)
    assert bring_back() == 1
    assert state_of(lead).clock_restarted_at == datetime(2026, 5, 13, 7, tzinfo=UTC)
    assert FollowUp.objects.get(lead=lead).due_at == datetime(2026, 5, 13, 7, tzinfo=UTC)


def test_the_owner_of_that_day_is_told_in_their_language(lead, maja, team, now):
    hold = wait(lead, 8, maja)
    jonas = UserFactory(sdr=True, team=team)
    LeadState.objects.filter(lead=lead).update(owner=jonas)
    now.is_at(2026, 5, 12, 7, 0)
    bring_back()
    hold.refresh_from_db()
    assert hold.follow_up.owner == jonas


def test_of_nobodys_lead_whoever_let_it_wait_is_told(lead, maja, now):
    wait(lead, 8, maja)
    LeadState.objects.filter(lead=lead).update(owner=None)
    now.is_at(2026, 5, 12, 7, 0)
    bring_back()
    assert FollowUp.objects.get(lead=lead).owner == maja


def test_looking_for_leads_to_bring_back_costs_one_statement(lead, maja, django_assert_num_queries):
    wait(lead, 8, maja)
    with django_assert_num_queries(1):
        bring_back()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_bring_a_lead_back_once(shipped, now, maja):
    lead = LeadFactory(owner=maja, stage=stage("proposal"), occurred_at=now.at)
    wait(lead, 8, maja)
    now.is_at(2026, 5, 12, 7, 0)
    with transaction.atomic(), ThreadPoolExecutor() as workers:
        # One has the lead in hand, and has not committed yet.
        LeadState.objects.select_for_update().get(lead=lead)
        assert workers.submit(with_own_connection, bring_back).result() == 0
    with ThreadPoolExecutor() as workers:
        found = [workers.submit(with_own_connection, bring_back) for _n in range(3)]
    assert sum(each.result() for each in found) == 1
    assert (FollowUp.objects.count(), Hold.objects.get().ended_how) == (1, Hold.End.DAY)


def with_own_connection(act):
    try:
        return act()
    finally:
        connection.close()


def test_a_worker_killed_on_the_way_leaves_nothing_half_done(lead, maja, now, monkeypatch):
    wait(lead, 8, maja)
    now.is_at(2026, 5, 12, 7, 0)
    with monkeypatch.context() as killed:
        killed.setattr(holds, "end", interrupted)
        with pytest.raises(KeyboardInterrupt):
            bring_back()
    assert (FollowUp.objects.count(), state_of(lead).held_until) == (0, date(2026, 5, 12))
    assert (bring_back(), FollowUp.objects.count()) == (1, 1)


def interrupted(*_args, **_options):
    raise KeyboardInterrupt


# Ended early


def test_she_ends_the_waiting_and_takes_that_back(lead, maja, now):
    hold = wait(lead, 8, maja)
    now.goes_on(days=1)
    end_hold(lead=lead, by=maja)
    assert clocks(lead) == (None, now.at)
    assert resume_hold(hold=hold, by=maja)
    assert clocks(lead) == (date(2026, 5, 12), None)


def test_a_waiting_taken_back_leaves_no_trace_on_the_clock_and_is_not_counted(lead, maja, now):
    now.goes_on(days=3)
    hold = wait(lead, 8, maja)
    assert take_back_hold(hold=hold, by=maja)
    assert clocks(lead) == (None, None)
    assert read(lead).days == 3
    assert not take_back_hold(hold=hold, by=maja)
    for _n in range(3):
        wait(lead, 2, maja)


def test_another_day_ends_the_first_waiting_and_taking_it_back_brings_that_again(lead, maja, now):
    first = wait(lead, 8, maja)
    now.goes_on(days=1)
    second = wait(lead, 20, maja, kind=Hold.Kind.BUDGET)
    assert state_of(lead).held_until == second.until
    take_back_hold(hold=second, by=maja)
    assert state_of(lead).held_until == first.until
    assert [*Hold.objects.open()] == [first]


def test_leaving_the_stage_ends_it_and_undoing_the_move_brings_it_back(lead, maja, now):
    wait(lead, 8, maja)
    now.goes_on(days=1)
    move = move_lead(lead=lead, stage=stage("negotiation"), by=maja)
    assert clocks(lead) == (None, None)
    assert Hold.objects.get(lead=lead).ended_how == Hold.End.MOVE
    undo_move(move=move, by=maja)
    assert clocks(lead) == (date(2026, 5, 12), None)
    assert Hold.objects.get(lead=lead).is_open


def test_undoing_a_move_gives_the_end_of_the_last_waiting_back_to_the_clock(lead, maja, now):
    wait(lead, 8, maja)
    now.is_at(2026, 5, 12, 8)
    bring_back()
    before = clocks(lead)
    now.goes_on(days=1)
    move = move_lead(lead=lead, stage=stage("negotiation"), by=maja)
    assert clocks(lead) == (None, None)
    undo_move(move=move, by=maja)
    assert clocks(lead) == before == (None, datetime(2026, 5, 12, 7, tzinfo=UTC))


def test_closing_ends_it_and_taking_the_decision_back_brings_it_again(lead, maja, now):
    wait(lead, 8, maja)
    now.goes_on(days=1)
    reason = Reason.objects.filter(kind="disqualified").first()
    decision = disqualify_lead(lead=Lead.objects.with_state().get(pk=lead.pk), reason=reason, by=maja)
    assert Hold.objects.open().count() == 0
    assert undo_decision(decision=decision, by=maja)
    assert clocks(lead) == (date(2026, 5, 12), None)


# Limits


def test_three_times_in_a_stage_and_no_more_also_for_a_manager(lead, maja, team, now):
    helena = UserFactory(manager=True, team=team)
    for _n in range(3):
        wait(lead, 2, maja)
        end_hold(lead=lead, by=maja)
    with pytest.raises(CannotWait, match="It has waited 3 of 3 times in Proposal."):
        wait(lead, 2, helena)
    # In another stage it may wait again.
    move_lead(lead=lead, stage=stage("negotiation"), by=maja)
    assert wait(lead, 2, helena).is_open


def test_sixty_days_together_counted_as_they_were_waited(lead, maja, now):
    wait(lead, 50, maja)
    now.goes_on(days=20)
    end_hold(lead=lead, by=maja)
    with pytest.raises(CannotWait, match="It has waited 20 of 60 days in Proposal: until July 3, 2026 at the latest."):
        wait(lead, 41, maja)
    assert wait(lead, 40, maja).until == date(2026, 7, 3)


def test_an_admin_sets_the_limits(lead, maja):
    HoldRule.objects.update(most_times=1, most_days=5)
    with pytest.raises(CannotWait, match="0 of 5 days"):
        wait(lead, 6, maja)
    wait(lead, 5, maja)
    with pytest.raises(CannotWait, match="1 of 1 times"):
        wait(lead, 2, maja)


def test_only_a_lead_that_is_worked_waits(lead, maja):
    move_lead(lead=lead, stage=stage("lost"), by=maja)
    with pytest.raises(CannotWait, match="this one is in Closed lost"):
        wait(lead, 2, maja)


def test_the_database_keeps_one_open_waiting_per_lead(lead, maja):
    hold = wait(lead, 2, maja)
    hold.pk = None
    with pytest.raises(IntegrityError, match="one_open_hold_per_lead"):
        hold.save(force_insert=True)


# The form


def send(client, lead, **said):
    return client.post(reverse("pipeline:lead_hold", args=[lead.pk]), said)


def test_the_form_puts_a_lead_on_hold_and_says_what_is_left(client, lead, maja):
    client.force_login(maja)
    page = client.get(reverse("pipeline:lead_hold", args=[lead.pk]))
    said = page.context["form"].fields["until"].help_text
    assert said == (
        "So far in Proposal: 0 of 3 times, 0 of 60 days. Until July 3, 2026 at the latest; it comes back by itself."
    )
    response = send(client, lead, until="2026-05-25", kind="budget", reason="the new year's plan")
    assert response.url == reverse("pipeline:lead_detail", args=[lead.pk])
    page = client.get(response.url)
    assert [str(each) for each in page.context["messages"]] == [
        "On hold until May 25, 2026: time 1 of 3, 21 of 60 days."
    ]
    assert page.context["waited"] == "time 1 of 3, 21 of 60 days"
    assert page.context["clock"].hold.why == "budget round: the new year's plan"
    told = [event.said["why"] for event in page.context["feed"].events if event.kind == "hold"]
    assert told == ["budget round: the new year's plan"]


def test_errors_stand_by_their_fields_and_nothing_typed_is_lost(client, lead, maja):
    client.force_login(maja)
    page = send(client, lead, until="2026-05-04", kind="other", reason="")
    assert page.context["form"].errors == {
        "until": ["Choose a later day than today."], "reason": ["Say what the lead waits for."]
    }  # fmt: skip
    page = send(client, lead, until="2026-09-04", kind="away", reason="sabbatical")
    assert page.context["form"].errors == {
        "until": ["It has waited 0 of 60 days in Proposal: until July 3, 2026 at the latest."]
    }
    assert page.context["form"]["reason"].value() == "sabbatical"


def test_it_is_ended_and_undone_from_the_page(client, lead, maja):
    client.force_login(maja)
    hold = wait(lead, 8, maja)
    send(client, lead, act="end")
    assert state_of(lead).held_until is None
    client.post(reverse("pipeline:hold_undo", args=[hold.pk]))
    assert state_of(lead).held_until == hold.until
    client.post(reverse("pipeline:hold_undo", args=[hold.pk]))
    assert state_of(lead).held_until is None
    assert Hold.objects.get().ended_how == Hold.End.UNDONE


def test_only_who_may_change_the_lead_lets_it_wait(client, lead, maja, team):
    hold = wait(lead, 8, maja)
    claire = UserFactory(sdr=True)
    jonas = UserFactory(sdr=True, team=team)
    for other in (claire, jonas):
        client.force_login(other)
        assert send(client, lead, until="2026-05-25", kind="away").status_code == 404
        assert client.post(reverse("pipeline:hold_undo", args=[hold.pk])).status_code == 404


# Untouched


def untouched(*leads):
    return [LeadState.objects.get(lead=lead).untouched_since for lead in leads]


def test_a_lead_is_untouched_since_it_arrived_until_it_is_tried(now, maja):
    lead = LeadFactory(owner=maja, occurred_at=now.at)
    assert untouched(lead) == [now.at]
    move_lead(lead=lead, stage=stage("contacting"), by=None)
    LeadState.objects.filter(lead=lead).update(owner=UserFactory(sdr=True))
    assert untouched(lead) == [now.at]
    attempt = log_attempt(lead=Lead.objects.with_state().get(pk=lead.pk), outcome="voicemail", by=maja)
    assert untouched(lead) == [None]
    attempt.delete()
    assert untouched(lead) == [now.at]


def test_a_move_by_a_person_touches_it_unless_it_is_taken_back(now, maja):
    lead = LeadFactory(owner=maja, occurred_at=now.at)
    move = move_lead(lead=lead, stage=stage("discovery"), by=maja)
    assert untouched(lead) == [None]
    undo_move(move=move, by=maja)
    assert untouched(lead) == [now.at]


def test_many_moves_at_once_are_followed_by_one_statement(now, maja):
    leads = LeadFactory.create_batch(3, occurred_at=now.at)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO pipeline_stagemove (lead_id, to_stage_id, note, competitor, overruled, by_id, occurred_at)"
            " SELECT id, %s, '', '', '[]', CASE WHEN id = %s THEN NULL ELSE %s END, now() FROM pipeline_lead",
            [stage("discovery").pk, leads[0].pk, maja.pk],
        )
    assert untouched(*leads) == [now.at, None, None]
