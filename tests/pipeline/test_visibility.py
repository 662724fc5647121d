"""You see only what you may: own, team, or all, by role; companies and contacts follow their leads."""

import pytest

from accounts.models import Role
from pipeline.models import Company, Contact, DiscoveryCall, Lead
from tests.factories import CompanyFactory, LeadFactory, StakeholderFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.fixture
def north(db):
    return TeamFactory(name="North")


@pytest.fixture
def people(north):
    west = TeamFactory(name="West")
    return {
        "maja": UserFactory(sdr=True, team=north),
        "jonas": UserFactory(sdr=True, team=north),
        "tomasz": UserFactory(account_executive=True, team=north),
        "helena": UserFactory(manager=True, team=north),
        "claire": UserFactory(sdr=True, team=west),
        "ines": UserFactory(marketing=True),
        "ada": UserFactory(admin=True),
    }


@pytest.fixture
def leads(people, north):
    return {
        "maja's": LeadFactory(owner=people["maja"]),
        "tomasz's": LeadFactory(owner=people["tomasz"]),
        "north's": LeadFactory(team=north),
        "claire's": LeadFactory(owner=people["claire"]),
        "nobody's": LeadFactory(),
    }


NORTH = {"maja's", "tomasz's", "north's"}
ALL = NORTH | {"claire's", "nobody's"}
SEES = {
    "maja": NORTH,
    "jonas": NORTH,
    "tomasz": {"tomasz's"},
    "helena": NORTH,
    "claire": {"claire's"},
    "ines": ALL,
    "ada": ALL,
}
EDITS = SEES | {"maja": {"maja's", "north's"}, "jonas": {"north's"}}


def names(queryset, leads):
    found = set(queryset.values_list("pk", flat=True))
    return {name for name, lead in leads.items() if lead.pk in found}


@pytest.mark.parametrize("person", SEES)
def test_who_sees_which_lead(person, people, leads):
    assert names(Lead.objects.visible_to(people[person]), leads) == SEES[person]


@pytest.mark.parametrize("person", EDITS)
def test_who_changes_which_lead(person, people, leads):
    assert names(Lead.objects.editable_by(people[person]), leads) == EDITS[person]


def test_marketing_reads_everything_and_calls_nobody(people, leads):
    assert names(Lead.objects.callable_by(people["ines"]), leads) == set()


def test_a_team_may_let_its_sdrs_edit_each_other_s_leads(people, leads, north):
    north.sdr_may_edit_team_leads = True
    north.save()
    assert names(Lead.objects.editable_by(people["jonas"]), leads) == NORTH


@pytest.mark.parametrize("person", SEES)
def test_companies_and_calls_follow_their_leads(person, people, leads):
    calls = {name: DiscoveryCall.objects.create(lead=lead, by=people["ada"]) for name, lead in leads.items()}
    companies = {name: lead.company for name, lead in leads.items()}
    contacts = {name: lead.contact for name, lead in leads.items()}
    user = people[person]
    assert names(DiscoveryCall.objects.visible_to(user), calls) == SEES[person]
    assert names(Company.objects.visible_to(user), companies) == SEES[person]
    assert names(Contact.objects.visible_to(user), contacts) == SEES[person]


def test_a_stakeholder_is_seen_by_those_who_see_the_lead(people, leads):
    boss = StakeholderFactory(lead=leads["maja's"]).contact
    seen_by = {name for name, user in people.items() if Contact.objects.visible_to(user).filter(pk=boss.pk).exists()}
    assert seen_by == {"maja", "jonas", "helena", "ines", "ada"}


def test_a_company_without_leads_is_seen_by_whoever_made_it(people):
    company = CompanyFactory(created_by=people["maja"])
    seen_by = {
        name for name, user in people.items() if Company.objects.visible_to(user).filter(pk=company.pk).exists()
    }
    assert seen_by == {"maja", "ines", "ada"}


def test_an_sdr_without_a_team_sees_only_their_own():
    loner = UserFactory(role=Role.SDR, team=None)
    own = LeadFactory(owner=loner)
    LeadFactory()
    assert list(Lead.objects.visible_to(loner)) == [own]
