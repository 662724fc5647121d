"""Who changed what, when, from what to what."""

import pghistory
import pytest
from django.urls import reverse

from pipeline.actions.stages import assign_lead
from pipeline.reports.changes import changes
from tests.factories import LeadFactory, UserFactory

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.fixture
def maja(shipped):
    return UserFactory(sdr=True, first_name="Maja")


def told(lead):
    lead = type(lead).objects.with_state().get(pk=lead.pk)
    return [(change.by, str(change.of), change.what, change.old, change.new) for change in changes(lead)]


def test_each_change_says_who_what_from_and_to(maja):
    jonas = UserFactory(sdr=True, first_name="Jonas", team=maja.team)
    lead = LeadFactory(owner=maja, company__employees=20, company__custom={"subscribers": 900})
    company = lead.company
    with pghistory.context(user=maja.pk):
        company.employees = 45
        company.custom = {"subscribers": 900, "campaigns": 2}
        company.save()
    with pghistory.context(user=jonas.pk):
        company.employees = 60
        company.save()
    # Leads begin without an owner, and with one the moment somebody has it: both are kept.
    with pghistory.context(user=maja.pk):
        assign_lead(lead=lead, owner=jonas, by=maja)
    # Changes of one transaction share its time; here all do.
    assert sorted(told(lead), key=str) == sorted(
        [
            (jonas, "Company", "Employees", "45", "60"),
            (maja, "Company", "Employees", "20", "45"),
            (maja, "Company", "campaigns", "", "2"),
            (maja, "Lead", "Owner", str(maja), str(jonas)),
            (None, "Lead", "Owner", "", str(maja)),
            (None, "Lead", "Team", "", str(maja.team)),
        ],
        key=str,
    )


def test_a_lead_that_nobody_changed_says_so(client, maja):
    lead = LeadFactory(team=maja.team)
    type(lead.state).pgh_event_model.objects.all().delete()
    client.force_login(maja)
    response = client.get(reverse("pipeline:lead_changes", args=[lead.pk]))
    assert "Nothing has been changed yet" in response.content.decode()


@pytest.mark.parametrize("times", [1, 4])
def test_the_page_takes_as_many_statements_for_many_changes(client, maja, times, django_assert_num_queries):
    lead = LeadFactory(owner=maja)
    for employees in range(1, times + 1):
        with pghistory.context(user=maja.pk):
            lead.company.employees = employees
            lead.company.save()
    client.force_login(maja)
    with django_assert_num_queries(9):
        response = client.get(reverse("pipeline:lead_changes", args=[lead.pk]))
    assert response.content.decode().count("data-change") == times + 2
