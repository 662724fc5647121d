"""A status moves only leads that nobody has touched; to disqualify is for a person."""

import pytest

from frameworks_app.actions.packs import load_pack
from frameworks_app.actions.publish import publish
from pipeline.actions.calls import start_call
from pipeline.actions.routes import handle_score_changes
from pipeline.models import LeadState, ScoreChange, StageMove
from pipeline.scoring.rescore import rescore_all_marked
from tests.factories import AnswerFactory, CompanyFactory, LeadFactory, UserFactory

pytestmark = pytest.mark.usefixtures("shipped")


def qualify(lead):
    for key in ("budget", "authority", "need", "timeline"):
        AnswerFactory(lead=lead, key=key, rating=4, evidence="confirmed")
    rescore_all_marked()


def stage(lead):
    return LeadState.objects.get(lead=lead).stage.key


def test_an_untouched_lead_follows_its_status():
    lead = LeadFactory()
    qualify(lead)
    handle_score_changes()
    assert stage(lead) == "qualified"
    assert list(StageMove.objects.values_list("from_stage__key", "to_stage__key", "by")) == [
        ("untouched", "qualified", None)
    ]
    assert ScoreChange.objects.unhandled().count() == 0


def test_a_lead_that_maja_has_called_stays_where_she_left_it():
    maja = UserFactory(sdr=True)
    lead = LeadFactory(owner=maja)
    start_call(lead=lead, by=maja, language="en")
    qualify(lead)
    handle_score_changes()
    assert stage(lead) == "untouched"


def test_handling_twice_moves_once():
    lead = LeadFactory()
    qualify(lead)
    handle_score_changes()
    handle_score_changes()
    assert StageMove.objects.filter(lead=lead).count() == 1


def test_nobody_is_disqualified_by_a_rule(outside_every_icp):
    rescore_all_marked()
    handle_score_changes()
    assert LeadState.objects.get(lead=outside_every_icp).category.key == "outside_icp"
    assert stage(outside_every_icp) == "untouched"


@pytest.fixture
def outside_every_icp(shipped):
    load_pack("tidepost")
    publish(by=None)
    return LeadFactory(company=CompanyFactory(employees=48000, country="US"))
