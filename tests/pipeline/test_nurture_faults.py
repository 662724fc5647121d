"""Sweeps that are killed, run twice and run at once: nothing is done twice, and nothing is lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from pipeline.actions import nurture_steps
from pipeline.actions.nurture_sweep import keep_nurture, take_one_step
from pipeline.actions.outcomes import reopen_lead
from pipeline.models import Enrolment, EnrolmentStep, Lead, LeadState, Message, NurtureLook
from tests.factories import UserFactory
from tests.pipeline.nurture_stories import parked, signals, stay, track

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shipped")]


class Killed(Exception):
    pass


@transaction.atomic
def swept_until_killed():
    take_one_step()
    raise Killed


@pytest.fixture(autouse=True)
def always_working(monkeypatch):
    monkeypatch.setattr("pipeline.actions.nurture_steps.working_moment", lambda _lead, now: now)


@pytest.fixture
def maja(shipped):
    return UserFactory(sdr=True)


def waiting_for_a_letter(maja, number=1):
    """Leads that come to their first letter at the next sweep."""
    found = track("budget_cycle", sends_mail=True)
    letter = found.steps.filter(kind="mail").in_order().first()
    leads = [parked(maja) for _lead in range(number)]
    Enrolment.objects.open().update(next_step=letter, next_at=timezone.now())
    return leads


@pytest.mark.parametrize("after", ["letter", "row", "everything"])
def test_a_sweep_that_is_killed_anywhere_writes_the_letter_once(maja, monkeypatch, after):
    waiting_for_a_letter(maja)
    kill(monkeypatch, after)
    with pytest.raises(Killed):
        swept_until_killed()
    assert Message.objects.count() == 0
    monkeypatch.undo()
    keep_nurture()
    assert (Message.objects.count(), EnrolmentStep.objects.exclude(message=None).count()) == (1, 1)


def kill(monkeypatch, after):
    """The process ends here: what it had not committed is gone."""

    def dies(*_args, **_said):
        raise Killed

    if after == "letter":
        monkeypatch.setattr(EnrolmentStep.objects, "create", dies)
    if after == "row":
        monkeypatch.setattr(nurture_steps, "go_on", dies)


def test_four_sweeps_at_once_write_each_letter_once(maja):
    leads = waiting_for_a_letter(maja, number=6)

    def sweep(_number):
        try:
            keep_nurture()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(sweep, range(4)))
    keep_nurture()
    assert sorted(Message.objects.values_list("lead", flat=True)) == sorted(lead.pk for lead in leads)


def test_the_sweep_passes_by_whom_somebody_holds_and_waits_for_nobody(maja):
    lead, other = waiting_for_a_letter(maja, number=2)
    signals(lead, "personal_reply")

    def sweep():
        try:
            keep_nurture()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        LeadState.objects.select_for_update().get(lead=lead)
        pool.submit(sweep).result(timeout=20)
        assert list(Message.objects.values_list("lead", flat=True)) == [other.pk]
        assert NurtureLook.objects.count() == 1
    keep_nurture()
    assert (stay(lead), NurtureLook.objects.count()) == (None, 0)


def test_a_lead_that_is_reopened_at_this_moment_gets_no_letter(maja):
    (lead,) = waiting_for_a_letter(maja)
    reopen_lead(lead=Lead.objects.with_state().get(pk=lead.pk), by=maja)
    assert not take_one_step()
    assert Message.objects.count() == 0


def test_a_step_is_done_once_even_if_the_sweep_forgets_that_it_was(maja):
    """The database keeps it: the same step of the same stay is no second row."""
    (lead,) = waiting_for_a_letter(maja)
    keep_nurture()
    done = EnrolmentStep.objects.get(message__isnull=False)
    Enrolment.objects.filter(lead=lead).update(next_step=done.step, next_at=timezone.now())
    with pytest.raises(IntegrityError, match="each_step_once_per_enrolment"):
        keep_nurture()
    assert Message.objects.count() == 1
