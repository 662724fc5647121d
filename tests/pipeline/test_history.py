"""History keeps what was replaced, with who and when; scores are kept elsewhere."""

import pghistory
import pytest
from django.apps import apps

from pipeline.actions.stages import assign_lead, move_lead
from pipeline.models import Company, LeadState, Stage, StageMove
from pipeline.scoring.rescore import rescore_all_marked
from tests.factories import CompanyFactory, LeadFactory, UserFactory

pytestmark = pytest.mark.usefixtures("shipped")


def events(name):
    return apps.get_model("pipeline", name).objects.order_by("pgh_id")


def test_a_company_remembers_what_it_was_and_who_changed_it():
    ada = UserFactory(admin=True)
    company = CompanyFactory(name="Shop", employees=20)
    with pghistory.context(user=ada.pk):
        company.employees = 45
        company.save()
    event = events("CompanyEvent").get()
    assert (event.pgh_label, event.employees, event.pgh_context.metadata["user"]) == ("update", 20, ada.pk)


def test_a_bulk_change_remembers_every_row():
    CompanyFactory.create_batch(3, employees=20)
    Company.objects.update(employees=45)
    assert list(events("CompanyEvent").values_list("employees", flat=True)) == [20, 20, 20]


def test_an_owner_is_remembered_and_a_rescore_is_not():
    maja, jonas = UserFactory(sdr=True), UserFactory(sdr=True)
    lead = LeadFactory(owner=maja)
    assign_lead(lead=lead, owner=jonas, by=maja)
    rescore_all_marked()
    owners = events("LeadStateEvent").filter(pgh_obj_id=lead.pk).values_list("owner", flat=True)
    assert list(owners) == [None, maja.pk]


def test_a_move_says_from_where_to_where_by_whom():
    maja = UserFactory(sdr=True)
    lead = LeadFactory(owner=maja)
    discovery = Stage.objects.get(key="discovery")
    move_lead(lead=lead, stage=discovery, by=maja, note="Picked up at once")
    move = StageMove.objects.get(lead=lead)
    assert (move.from_stage.key, move.to_stage.key, move.by, move.note) == (
        "untouched",
        "discovery",
        maja,
        "Picked up at once",
    )
    assert LeadState.objects.get(lead=lead).stage_changed_at == move.occurred_at


def test_moving_to_where_it_stands_is_no_move():
    maja = UserFactory(sdr=True)
    lead = LeadFactory(owner=maja)
    assert move_lead(lead=lead, stage=Stage.objects.get(key="untouched"), by=maja) is None
    assert StageMove.objects.count() == 0
