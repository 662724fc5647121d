"""Two people have one board open: what Helena does, Maja's page finds out by itself."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from accounts.calendar import home_day
from pipeline.actions.holds import put_on_hold
from pipeline.actions.stages import assign_lead, move_lead
from pipeline.models import FollowUp, Hold, Stage
from pipeline.reports.board import changes
from pipeline.reports.board.changes import Revision
from tests.factories import LeadFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(shipped):
    return TeamFactory(name="North")


@pytest.fixture
def maja(team):
    return UserFactory(sdr=True, team=team, first_name="Maja", last_name="Nowak")


@pytest.fixture
def helena(team):
    return UserFactory(manager=True, team=team, first_name="Helena", last_name="Wilk")


@pytest.fixture
def lead(maja):
    return LeadFactory(owner=maja, company__name="Velo Nord", stage=stage("discovery"), amount=1000, currency="EUR")


@pytest.fixture
def look(client, maja):
    """Maja's page, which remembers the revision that it was told last."""
    client.force_login(maja)
    long_ago()
    page = {"seen": str(client.get(reverse("pipeline:board")).context["revision"])}

    def ask(**said):
        response = client.get(reverse("pipeline:board_changes"), {**page, **said})
        if response.status_code == 204:
            return None
        page["seen"] = response.json()["revision"]
        return response.json()

    return ask


def stage(key):
    return Stage.objects.get(key=key)


def cards(body):
    return {int(pk) for pk in re.findall(r'data-card="(\d+)"', body["html"])}


def long_ago():
    """What has happened so far is settled, and looked at no more."""
    events().update(pgh_created_at=timezone.now() - timedelta(hours=1))


def events():
    return apps.get_model("pipeline", "LeadStateEvent").objects.all()


def test_nothing_has_changed(look, lead):
    look()
    assert look() is None


def test_a_card_that_a_colleague_moved_comes_with_both_figures_and_who_it_was(lead, helena, look):
    look()
    move_lead(lead=lead, stage=stage("proposal"), by=helena)
    body = look()
    assert (cards(body), body["gone"]) == ({lead.pk}, [])
    assert f'data-stage="{stage("proposal").pk}"' in body["html"]
    assert "Helena Wilk moved Velo Nord to Proposal." in body["html"]
    assert {key for key in ("discovery", "proposal") if f'id="figures-{stage(key).pk}"' in body["html"]} == {
        "discovery",
        "proposal",
    }
    assert look() is None


def test_ones_own_moves_and_those_of_rules_are_told_as_they_are(lead, maja, look):
    look()
    move_lead(lead=lead, stage=stage("proposal"), by=maja)
    assert "moved Velo Nord" not in look()["html"]
    move_lead(lead=lead, stage=stage("nurture"), by=None)
    assert "A rule moved Velo Nord to Nurture." in look()["html"]


def test_a_lead_that_leaves_the_team_leaves_the_board_and_one_that_comes_appears(lead, helena, look):
    look()
    elsewhere = UserFactory(sdr=True)
    assign_lead(lead=lead, owner=elsewhere, by=helena)
    assert look()["gone"] == [lead.pk]
    assign_lead(lead=lead, owner=helena, by=helena)
    body = look()
    assert (cards(body), body["gone"]) == ({lead.pk}, [])


def test_other_teams_are_none_of_her_business(lead, look):
    other = LeadFactory(owner=UserFactory(sdr=True))
    assert look()["html"] == ""
    move_lead(lead=other, stage=stage("proposal"), by=None)
    body = look()
    assert (body["html"], body["gone"]) == ("", [])


def test_the_filters_of_the_page_decide_what_stays(lead, helena, look):
    look()
    assign_lead(lead=lead, owner=helena, by=helena)
    assert look(owner="me")["gone"] == [lead.pk]


def test_a_colleague_who_puts_a_lead_on_hold_is_seen(lead, maja, look):
    look()
    until = home_day() + timedelta(days=9)
    put_on_hold(lead=lead, until=until, kind=Hold.Kind.AWAY, by=maja)
    assert "champion on leave" in look()["html"]
    assert look() is None


@pytest.fixture
def pair(helena):
    return LeadFactory.create_batch(2, owner=helena)


def test_what_is_committed_late_under_an_early_key_is_found(pair, helena, look):
    first, second = pair
    move_lead(lead=first, stage=stage("proposal"), by=helena)
    # The key of this move was given, and its row was not there yet.
    early = events().latest("pgh_id")
    events().filter(pk=early.pk).delete()
    move_lead(lead=second, stage=stage("proposal"), by=helena)
    assert cards(look()) == {second.pk}
    events().bulk_create([early])
    assert cards(look()) == {first.pk, second.pk}


def test_an_import_asks_for_the_page_anew(lead, helena, look, monkeypatch):
    monkeypatch.setattr(changes, "MANY", 2)
    leads = LeadFactory.create_batch(3, owner=helena)
    look()
    for each in leads:
        move_lead(lead=each, stage=stage("proposal"), by=helena)
    body = look()
    assert (body["isMuch"], body["html"]) == (True, "")


def test_a_page_that_cannot_say_what_it_has_seen_is_told_all(client, maja, lead, helena):
    move_lead(lead=lead, stage=stage("proposal"), by=helena)
    client.force_login(maja)
    for said in ("", "x", "1.2.3", "1.99999999999999999999.3.4"):
        assert cards(client.get(reverse("pipeline:board_changes"), {"seen": said}).json()) == {lead.pk}


def test_a_revision_reads_as_it_was_written(shipped):
    found = Revision.of_now()
    assert Revision.read(str(found)) == found


def test_looking_takes_one_statement_besides_session_and_user_and_few_where_something_has_changed(
    client, maja, helena, lead, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(maja)
    address = reverse("pipeline:board_changes")
    seen = client.get(address, {"seen": str(Revision.of_now())})
    seen = seen.json()["revision"] if seen.status_code == 200 else str(Revision.of_now())
    with django_assert_num_queries(3):
        assert client.get(address, {"seen": seen}).status_code == 204
    for each in [lead, *LeadFactory.create_batch(4, owner=maja)]:
        FollowUp.objects.create(lead=each, owner=maja, due_at=timezone.now())
        move_lead(lead=each, stage=stage("proposal"), by=helena)
    with django_assert_max_num_queries(15):
        assert len(cards(client.get(address, {"seen": seen}).json())) == 5
