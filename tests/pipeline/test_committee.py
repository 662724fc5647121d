"""Ola sees who decides, who is missing, and who stands against whom."""

import pytest
from django.urls import reverse

from pipeline.reports.committee import committee_of
from tests.factories import LeadFactory, StakeholderFactory, UserFactory
from tests.pipeline.call_stories import begin

pytestmark = pytest.mark.django_db


@pytest.fixture
def ola(shipped):
    return UserFactory(sdr=True, first_name="Ola")


@pytest.fixture
def lead(ola):
    return LeadFactory(owner=ola, contact__name="Ewa Zając")


def test_everything_hangs_on_the_only_person_we_know(lead):
    assert committee_of(lead).alone == lead.contact
    StakeholderFactory(lead=lead, contact=lead.contact, role="champion")
    assert committee_of(lead).alone == lead.contact
    StakeholderFactory(lead=lead, role="economic_buyer")
    found = committee_of(lead)
    assert (found.alone, found.missing) == (None, ["Decision maker"])


def test_those_for_and_against_us_are_set_beside_each_other_with_what_they_care_about(lead, client, ola):
    ours = StakeholderFactory(
        lead=lead, contact__name="Jan Bąk", role="champion", stance="for", cares_about="time saved"
    )
    theirs = StakeholderFactory(
        lead=lead, contact__name="Iga Sowa", role="blocker", stance="against", cares_about="the old tool"
    )
    StakeholderFactory(lead=lead, role="user", stance="against", cares_about="")
    found = committee_of(lead)
    assert found.conflicts == [(ours, theirs)]
    assert (len(found.supporters), len(found.opponents)) == (1, 2)
    client.force_login(ola)
    sentence = "Jan Bąk is for us and cares about “time saved”; Iga Sowa is against us and cares about “the old tool”."
    for page in (
        reverse("pipeline:lead_detail", args=[lead.pk]),
        reverse("pipeline:call", args=[begin(lead, ola).pk]),
    ):
        assert sentence in client.get(page).content.decode()
