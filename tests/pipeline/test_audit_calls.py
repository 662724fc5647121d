"""Was it right to reject? A few of the leads that the rules reject are called all the same."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.calendar import home_day
from frameworks_app.actions.packs import load_pack
from frameworks_app.actions.publish import publish
from frameworks_app.models import Category
from pipeline.actions import audit_calls
from pipeline.actions.attempts import log_attempt, undo_attempt
from pipeline.actions.audit_calls import let_audits_go, ticket
from pipeline.actions.calls import start_call
from pipeline.actions.merge import merge_records
from pipeline.actions.overrides import override_category
from pipeline.actions.routes import handle_some
from pipeline.models import (
    AuditCall,
    AuditRule,
    Contact,
    FollowUp,
    HandOff,
    LeadState,
    RejectionCount,
    ScoreChange,
    Stage,
    StageMove,
)
from pipeline.reports.cadence import ATTEMPTS
from pipeline.reports.queue import Why, calls_today, queue_of
from pipeline.reports.rejections import named
from pipeline.scoring.current import current
from pipeline.scoring.rescore import rescore_all_marked
from tests.factories import LeadFactory, TeamFactory, UserFactory

from .audit_call_stories import audit_of, follow, rejected, rule, shrink, talk, tried


@pytest.fixture(autouse=True)
def tidepost(shipped):
    load_pack("tidepost")
    publish(by=None)
    rule()


@pytest.fixture
def everybody_is_drawn(monkeypatch):
    monkeypatch.setattr(audit_calls, "ticket", lambda _lead, _day: 0)


@pytest.fixture
def maja():
    return UserFactory(sdr=True)


def state(lead):
    return LeadState.objects.get(lead=lead)


def words(key):
    return named(key, current().document)


def outcome(lead):
    found = audit_of(lead)
    return (found.outcome, found.caused_by)


@pytest.mark.usefixtures("everybody_is_drawn")
def test_a_rejected_lead_is_drawn_with_what_rejected_it(maja):
    lead = rejected(maja)
    follow()
    found = audit_of(lead)
    assert (found.category.key, found.team, found.is_open) == ("outside_icp", maja.team, True)
    assert [words(key) for key in found.rejected_by] == ["10 to 500 employees", "5 to 50 employees"]
    assert state(lead).is_audited
    assert list(RejectionCount.objects.values_list("team", "considered", "over_cap")) == [(maja.team_id, 1, 0)]


def test_a_share_of_0_draws_nobody_and_counts_all(maja, everybody_is_drawn):
    rule(share=0)
    rejected(maja)
    follow()
    assert AuditCall.objects.count() == 0
    assert RejectionCount.objects.get().considered == 1


def test_tickets_are_spread_evenly_and_stay_as_they_are():
    today = home_day()
    tickets = [ticket(lead, today) for lead in range(5000)]
    assert tickets == [ticket(lead, today) for lead in range(5000)]
    # Three standard deviations of 5000 draws with a chance of a fifth.
    assert abs(sum(each < 0.2 for each in tickets) - 1000) < 85
    assert ticket(1, today) != ticket(1, today + timedelta(days=365))


@pytest.mark.usefixtures("everybody_is_drawn")
def test_no_team_gets_more_than_its_week_holds(maja):
    rule(most_per_week=2)
    jonas = UserFactory(sdr=True)
    for _each in range(3):
        rejected(maja)
    rejected(jonas)
    follow()
    assert AuditCall.objects.filter(team=maja.team).count() == 2
    assert AuditCall.objects.filter(team=jonas.team).count() == 1
    assert RejectionCount.objects.get(team=maja.team).over_cap == 1
    AuditCall.objects.update(drawn_at=timezone.now() - timedelta(days=7))
    rejected(maja)
    follow()
    assert AuditCall.objects.filter(team=maja.team).count() == 3


@pytest.mark.usefixtures("everybody_is_drawn")
def test_a_lead_is_drawn_once_in_365_days(maja):
    lead = rejected(maja)
    follow()
    AuditCall.objects.update(ended_at=timezone.now(), outcome="let_go")

    def come_and_go():
        shrink(lead)
        follow()
        type(lead.company).objects.filter(pk=lead.company_id).update(employees=48000)
        follow()

    come_and_go()
    assert AuditCall.objects.count() == 1
    AuditCall.objects.update(drawn_at=timezone.now() - timedelta(days=366))
    come_and_go()
    assert AuditCall.objects.count() == 2


@transaction.atomic
def killed_after(work):
    work()
    raise KeyboardInterrupt


@pytest.mark.usefixtures("everybody_is_drawn")
def test_a_worker_killed_in_between_changes_nothing(maja):
    lead = rejected(maja)
    rescore_all_marked()
    with pytest.raises(KeyboardInterrupt):
        killed_after(handle_some)
    assert (AuditCall.objects.count(), RejectionCount.objects.count()) == (0, 0)
    assert ScoreChange.objects.unhandled().count() == 1
    handle_some()
    handle_some()
    assert [audit.lead for audit in AuditCall.objects.all()] == [lead]
    assert RejectionCount.objects.get().considered == 1


@pytest.mark.usefixtures("everybody_is_drawn")
def test_only_leads_that_may_be_called_and_nobody_has_called(maja):
    shy, silent, called, closed, nobodys = (rejected(maja) for _each in range(5))
    Contact.objects.filter(pk=shy.contact_id).update(do_not_contact=True)
    Contact.objects.filter(pk=silent.contact_id).update(email="", phone="")
    talk(called, maja, stage="contacting")
    LeadState.objects.filter(lead=closed).update(stage=Stage.objects.get(key="disqualified"))
    LeadState.objects.filter(lead=nobodys).update(owner=None, team=None)
    follow()
    assert AuditCall.objects.count() == 0
    assert RejectionCount.objects.count() == 0


@pytest.mark.usefixtures("everybody_is_drawn")
def test_a_persons_word_is_no_rule(maja):
    fine, judged = LeadFactory(owner=maja), rejected(maja)
    override_category(lead=fine, category=Category.objects.get(key="outside_icp"), why="I know them", by=maja)
    override_category(lead=judged, category=Category.objects.get(key="check"), why="Their founder asked", by=maja)
    follow()
    assert AuditCall.objects.count() == 0


@pytest.mark.usefixtures("everybody_is_drawn")
def test_rightly_rejected_when_the_rules_still_say_no(maja):
    lead = rejected(maja)
    follow()
    call = talk(lead, maja)
    assert outcome(lead) == ("right", "")
    assert audit_of(lead).call == call
    assert not state(lead).is_audited


@pytest.mark.usefixtures("everybody_is_drawn")
def test_wrongly_rejected_when_the_call_corrects_what_rejected_it(maja):
    lead = rejected(maja)
    follow()
    talk(lead, maja, stage="discovery", during=shrink)
    assert (audit_of(lead).outcome, words(audit_of(lead).caused_by)) == ("wrong", "10 to 500 employees")


@pytest.mark.usefixtures("everybody_is_drawn")
def test_a_persons_reason_against_the_rules_is_wrong_without_a_criterion(maja):
    lead = rejected(maja)
    follow()
    talk(lead, maja, stage="discovery", summary="Their daughter company has 80 people and its own budget.")
    assert outcome(lead) == ("wrong", "")


@pytest.mark.usefixtures("everybody_is_drawn")
def test_left_where_it_stood_without_a_reason_the_rules_speak(maja):
    lead = rejected(maja)
    follow()
    talk(lead, maja, stage="untouched", summary="Nice people.")
    assert outcome(lead) == ("right", "")


@pytest.mark.usefixtures("everybody_is_drawn")
def test_rules_that_have_changed_since_are_not_asked(maja):
    """A later version that lets everybody in does not make the earlier rejection wrong."""
    from frameworks_app.models import IcpCriterion

    lead = rejected(maja)
    follow()
    IcpCriterion.objects.update(required=False)
    publish(by=None)
    talk(lead, maja)
    assert outcome(lead) == ("right", "")


@pytest.mark.usefixtures("everybody_is_drawn")
def test_attempts_used_up_are_neither_right_nor_wrong(maja):
    lead = rejected(maja)
    follow()
    tried(lead, maja, ATTEMPTS - 1)
    assert audit_of(lead).is_open
    attempt = log_attempt(lead=lead, outcome="no_answer", by=maja)
    assert outcome(lead) == ("not_reached", "")
    assert undo_attempt(attempt=attempt, by=maja)
    assert audit_of(lead).is_open


@pytest.mark.usefixtures("everybody_is_drawn")
def test_an_audit_call_stands_outside_quotas_and_clocks(maja):
    lead = rejected(maja)
    hand_off = HandOff.objects.create(lead=lead, to=maja)
    follow()
    tried(lead, maja, 1)
    talk(lead, maja)
    assert calls_today(maja).count() == 0
    assert FollowUp.objects.count() == 0
    hand_off.refresh_from_db()
    assert hand_off.accepted_at is None
    assert list(StageMove.objects.values_list("to_stage__key", flat=True)) == ["disqualified"]
    tried(LeadFactory(owner=maja), maja, 1)
    assert calls_today(maja).count() == 1


@pytest.mark.usefixtures("everybody_is_drawn")
def test_it_comes_last_in_the_queue_and_once_a_day(maja):
    lead, free = rejected(maja), rejected(team=maja.team)
    follow()
    ordinary = LeadFactory(owner=maja)
    follow()
    whys = [(entry.lead, entry.reason.why) for entry in queue_of(maja).mine]
    assert whys == [(ordinary, Why.FIRST_CALL), (lead, Why.AUDIT), (free, Why.AUDIT)]
    tried(lead, maja, 1)
    assert [entry.lead for entry in queue_of(maja).mine] == [ordinary, free]
    stranger = UserFactory(sdr=True)
    assert queue_of(stranger).mine == []


@pytest.mark.usefixtures("everybody_is_drawn")
def test_whoever_may_not_be_called_any_more_is_let_go(maja):
    rule(most_per_week=9)
    shy, closed, old, tried_once, waiting, held = leads = [rejected(maja) for _each in range(6)]
    follow()
    tried(tried_once, maja, 1)
    start_call(lead=held, by=maja, language="en")
    Contact.objects.filter(pk=shy.contact_id).update(do_not_contact=True)
    LeadState.objects.filter(lead=closed).update(stage=Stage.objects.get(key="lost"))
    late = AuditCall.objects.filter(lead__in=[old, tried_once, held])
    late.update(drawn_at=timezone.now() - timedelta(days=31))
    let_audits_go()
    assert [audit_of(lead).outcome for lead in leads] == ["let_go"] * 4 + [""] * 2
    assert [state(lead).is_audited for lead in leads] == [False] * 4 + [True] * 2


@pytest.mark.usefixtures("everybody_is_drawn")
def test_a_merge_takes_the_audit_along(maja):
    gone, kept = rejected(maja), LeadFactory(owner=maja)
    follow()
    merge_records(kind="lead", kept=kept, merged=gone, taken=[], by=maja)
    assert [state(lead).is_audited for lead in (gone, kept)] == [False, True]


@pytest.mark.usefixtures("everybody_is_drawn")
def test_the_database_keeps_one_open_audit_and_no_half_ended_one(maja):
    lead = rejected(maja)
    follow()
    found = audit_of(lead)
    twin = {"lead": lead, "version": found.version, "category": found.category}
    for wrong in ({}, {"ended_at": timezone.now()}, {"outcome": "right"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            AuditCall.objects.create(**twin, **wrong)
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditRule.objects.update(share=21)


def test_a_lead_that_is_gone_takes_its_audit_along(maja, everybody_is_drawn):
    lead = rejected(maja, team=TeamFactory())
    follow()
    audit_of(lead).delete()
    assert not state(lead).is_audited
