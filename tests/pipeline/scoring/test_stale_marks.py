"""Whatever changes an input marks the lead in the same transaction, by whichever way it was written."""

import pytest
from django.db import ProgrammingError, connection
from django.utils import timezone

from frameworks_app.models import Framework, SignalType
from pipeline.models import Answer, Company, Contact, Lead, LeadState, Signal, StaleLead, TeamWorkflow
from pipeline.scoring.rescore import rescore_all_marked
from tests.factories import AnswerFactory, LeadFactory, SignalFactory, TeamFactory

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.fixture
def lead(shipped):
    lead = LeadFactory()
    SignalFactory(lead=lead)
    AnswerFactory(lead=lead)
    rescore_all_marked()
    return lead


def marked():
    return set(StaleLead.objects.values_list("lead_id", flat=True))


def raw(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


WRITES = {
    "a signal is saved": lambda lead: SignalFactory(lead=lead),
    "signals are loaded in bulk": lambda lead: Signal.objects.bulk_create(
        Signal(lead=lead, type=SignalType.objects.first(), occurred_at=timezone.now()) for _ in range(3)
    ),
    "a signal changes in raw SQL": lambda lead: raw(
        "UPDATE pipeline_signal SET occurred_at = now() WHERE lead_id = %s", lead.pk
    ),
    "a signal is deleted": lambda lead: Signal.objects.filter(lead=lead).delete(),
    "an answer is appended": lambda lead: AnswerFactory(lead=lead, key="need"),
    "the company changes in a queryset": lambda lead: Company.objects.filter(pk=lead.company_id).update(employees=9),
    "the contact changes": lambda lead: Contact.objects.filter(pk=lead.contact_id).update(seniority="manager"),
    "the lead's source changes": lambda lead: Lead.objects.filter(pk=lead.pk).update(source="event"),
    "the lead goes to another team": lambda lead: LeadState.objects.filter(lead=lead).update(team=TeamFactory()),
    "a team works another way": lambda lead: TeamWorkflow.objects.create(
        team=TeamFactory(), leading_framework=Framework.objects.get(key="meddic")
    ),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
def test_the_lead_is_marked_when(write, lead):
    assert marked() == set()
    write(lead)
    assert marked() == {lead.pk}


def test_a_new_lead_gets_its_state_and_a_mark(shipped):
    lead = LeadFactory()
    assert LeadState.objects.get(lead=lead).stage.key == "untouched"
    assert marked() == {lead.pk}


def test_leads_loaded_in_bulk_get_a_state_each(shipped):
    leads = Lead.objects.bulk_create(Lead(title=f"Row {n}") for n in range(50))
    assert LeadState.objects.filter(lead__in=leads).count() == 50
    assert marked() == {lead.pk for lead in leads}


def test_nothing_is_marked_by_what_changes_no_score(lead):
    LeadState.objects.filter(lead=lead).update(stage_changed_at=timezone.now(), revision=7)
    lead.notes.create(text="Call again on Monday")
    assert marked() == set()


def test_an_answer_is_never_edited_or_deleted(lead):
    with pytest.raises(ProgrammingError, match="Cannot update or delete rows"):
        Answer.objects.filter(lead=lead).update(rating=4)
