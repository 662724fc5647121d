"""The door: for people whom an admin added, and for nobody else."""

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def ola():
    return User.objects.create_user("ola", "ola@tidepost.test", "tide-and-post-9")


@pytest.mark.parametrize("name", ["ola", "ola@tidepost.test", "OLA@tidepost.test"])
def test_ola_signs_in_by_name_or_address(client, ola, name):
    client.post(reverse("account_login"), {"login": name, "password": "tide-and-post-9"})
    assert client.session["_auth_user_id"] == str(ola.pk)


def test_a_wrong_password_is_said_and_the_name_is_kept(client, ola):
    response = client.post(reverse("account_login"), {"login": "ola", "password": "tide"})
    assert response.status_code == 200
    assert response.context["form"]["login"].value() == "ola"
    assert response.context["form"].errors != {}
    assert "_auth_user_id" not in client.session


def test_there_is_no_way_to_sign_up(client):
    assert "signup" not in client.get(reverse("account_login")).content.decode()
    answer = client.post(
        reverse("account_signup"), {"email": "eve@x.test", "username": "eve", "password1": "a-b-c-9-8"}
    )
    assert [template.name for template in answer.templates][0] == "account/signup_closed.html"
    assert User.objects.count() == 0


@pytest.mark.parametrize("name", ["mfa_index", "mfa_activate_totp", "account_change_password", "account_logout"])
def test_ola_reaches_every_page_about_her_account(client, ola, name):
    client.force_login(ola)
    client.post(reverse("account_reauthenticate"), {"password": "tide-and-post-9"})
    assert client.get(reverse(name)).status_code == 200


def test_ola_turns_the_second_step_on_and_is_asked_for_it_at_the_door(client, ola):
    client.force_login(ola)
    client.post(reverse("account_reauthenticate"), {"password": "tide-and-post-9"})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert client.get(reverse("mfa_index")).content.decode().count("chip-pass") == 1
    client.logout()
    response = client.post(reverse("account_login"), {"login": "ola", "password": "tide-and-post-9"})
    assert response.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def code_of(secret):
    [counter, *_older] = yield_hotp_counters_from_time()
    return format_hotp_value(hotp_value(secret, counter))
