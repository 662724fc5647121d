"""People set their own name, language, zone and theme."""

from datetime import time

import pytest
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db
CHOICES = {
    "first_name": "Ola",
    "last_name": "Zając",
    "language": "pl",
    "time_zone": "Asia/Shanghai",
    "theme": "dark",
    "digest_at": time(9, 30),
}


@pytest.fixture
def ola(client):
    person = User.objects.create_user("ola", "ola@tidepost.test", first_name="Ola", last_name="Nowak")
    client.force_login(person)
    return person


def chosen(person):
    return User.objects.filter(pk=person.pk).values(*CHOICES).get()


def test_ola_marries_and_moves_to_shanghai(client, ola):
    response = client.post(reverse("accounts:preferences"), CHOICES)
    assert (response.status_code, response.url) == (302, reverse("accounts:preferences"))
    assert chosen(ola) == CHOICES


def test_a_zone_that_is_nowhere_is_refused_by_its_field_and_nothing_typed_is_lost(client, ola):
    before = chosen(ola)
    response = client.post(reverse("accounts:preferences"), CHOICES | {"time_zone": "Mars/Olympus"})
    form = response.context["form"]
    assert list(form.errors) == ["time_zone"]
    assert form["last_name"].value() == "Zając"
    assert chosen(ola) == before
    # What was refused does not dress the page.
    assert response.context["user"].theme == "system"


@pytest.mark.parametrize("name", ["UTC", "Europe/Warsaw", "Asia/Shanghai", "America/Argentina/Buenos_Aires"])
def test_places_are_offered(client, ola, name):
    offered = dict(client.get(reverse("accounts:preferences")).context["form"].fields["time_zone"].choices)
    assert offered[name] == name.replace("_", " ")


@pytest.mark.parametrize("choice", [{"theme": "dark"}, {"language": "ru"}])
def test_the_menu_changes_one_thing_and_goes_back(client, ola, choice):
    before = chosen(ola)
    response = client.post(reverse("accounts:switch"), choice | {"next": "/leads/?q=yarn"})
    assert (response.status_code, response.url) == (302, "/leads/?q=yarn")
    assert chosen(ola) == before | choice


@pytest.mark.parametrize("choice", [{"theme": "pink"}, {"language": "tlh"}, {"first_name": "Mallory"}, {}])
def test_the_menu_refuses_what_is_no_choice_of_it(client, ola, choice):
    before = chosen(ola)
    assert client.post(reverse("accounts:switch"), choice).status_code == 302
    assert chosen(ola) == before


@pytest.mark.parametrize("address", ["https://elsewhere.test/", "//elsewhere.test/", "javascript:alert(1)", ""])
def test_the_menu_leads_to_no_other_site(client, ola, address):
    response = client.post(reverse("accounts:switch"), {"theme": "dark", "next": address})
    assert response.url == reverse("accounts:preferences")


def test_a_visitor_is_asked_to_sign_in(client, db):
    for name in ("accounts:preferences", "accounts:switch"):
        response = client.get(reverse(name))
        assert response.url.split("?")[0] == reverse("account_login")
