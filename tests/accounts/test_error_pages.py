"""What people read when something went wrong."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from accounts.models import User


@pytest.mark.parametrize("page", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_an_error_page_needs_neither_a_person_nor_a_request(page):
    assert render_to_string(page).count("<h1>") == 1


@pytest.mark.django_db
def test_a_mistyped_address_keeps_the_frame_for_ola_and_has_none_for_a_visitor(client):
    assert client.get("/nowhere/").content.decode().count('<nav class="rail"') == 0
    client.force_login(User.objects.create_user("ola"))
    response = client.get("/nowhere/")
    assert (response.status_code, response.content.decode().count('<nav class="rail"')) == (404, 1)


@pytest.mark.django_db
def test_a_page_left_open_over_night_says_that_nothing_was_saved(client):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(User.objects.create_user("ola"))
    response = careful.post(reverse("accounts:switch"), {"theme": "dark"})
    assert response.status_code == 403
    assert "Nothing was saved yet" in response.content.decode()
    assert User.objects.get().theme == "system"
