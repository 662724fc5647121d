import pytest
from django.urls import reverse

from accounts.models import Role, Team, User
from tests.admin_pages import said, send

LIST = "admin:accounts_user_changelist"


@pytest.fixture
def ada(client, db):
    ada = User.objects.create_user("ada", role=Role.ADMIN)
    client.force_login(ada)
    return ada


def page_of(person):
    return reverse("admin:accounts_user_change", args=[person.pk])


def add(client, **values):
    return send(client, reverse("admin:accounts_user_add"), "user_form", **values)


def act(client, action, *people):
    return client.post(
        reverse(LIST), {"action": action, "_selected_action": [person.pk for person in people], "index": "0"}
    )


def test_ada_adds_sam_with_a_password(client, ada):
    team = Team.objects.create(name="North")
    response = add(
        client,
        username="sam",
        email="sam@example.com",
        role=Role.SDR,
        team=team.pk,
        usable_password="true",
        password1="long-and-odd-7",
        password2="long-and-odd-7",
    )
    assert response.status_code == 302
    sam = User.objects.get(username="sam")
    assert (sam.role, sam.team, sam.is_staff, sam.check_password("long-and-odd-7")) == (Role.SDR, team, False, True)


def test_ada_adds_kim_who_signs_in_elsewhere(client, ada):
    assert add(client, username="kim", role=Role.ADMIN, usable_password="false").status_code == 302
    kim = User.objects.get(username="kim")
    assert (kim.has_usable_password(), kim.is_staff) == (False, True)


def test_an_address_that_somebody_has_is_told(client, ada):
    User.objects.create_user("sam", email="sam@example.com")
    response = add(client, username="sam2", email="SAM@example.com", role=Role.SDR, usable_password="false")
    assert response.context["adminform"].form.errors == {"__all__": ["Somebody has this e-mail address already."]}


def test_sam_is_deactivated_and_comes_back(client, ada):
    sam = User.objects.create_user("sam", role=Role.SDR)
    act(client, "deactivate", sam)
    sam.refresh_from_db()
    assert sam.is_active is False
    act(client, "activate", sam)
    sam.refresh_from_db()
    assert sam.is_active is True


def test_the_last_admin_cannot_be_shut_out(client, ada):
    response = send(client, page_of(ada), "user_form", role=Role.SDR, is_active=None)
    assert response.context["adminform"].form.errors == {
        "role": ["This is the last active admin: give the role to somebody else first."],
        "is_active": ["This is the last active admin: somebody must be able to sign in here."],
    }
    response = act(client, "deactivate", ada)
    ada.refresh_from_db()
    assert (ada.is_active, ada.role) == (True, Role.ADMIN)
    assert said(response) == ["Somebody must remain who can sign in here: an active admin."]


def test_with_a_second_admin_the_first_may_go(client, ada):
    User.objects.create_user("bo", role=Role.ADMIN)
    assert send(client, page_of(ada), "user_form", role=Role.SDR).status_code == 302
    ada.refresh_from_db()
    assert (ada.role, ada.is_staff) == (Role.SDR, False)
    assert client.get(reverse("admin:index"), follow=True).status_code == 403


def test_a_team_works_on_days_that_are_ticked(client, ada):
    url = reverse("admin:accounts_team_add")
    values = {"name": "Weekend", "time_zone": "Europe/Warsaw", "works_from": "09:00", "works_until": "17:00"}
    response = send(client, url, "team_form", **values, working_days=["6", "7"])
    assert response.status_code == 302
    assert Team.objects.get(name="Weekend").working_days == [6, 7]


def test_a_team_without_a_working_day_is_told_by_the_field(client, ada):
    url = reverse("admin:accounts_team_add")
    response = send(client, url, "team_form", name="Never", working_days=None, works_until="08:00")
    assert response.context["adminform"].form.errors == {
        "working_days": ["This field is required."],
        "works_until": ["The working day ends after it begins."],
    }
