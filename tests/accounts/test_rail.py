"""Where people can go, and where they are."""

import re

import pytest
from django.urls import reverse

from accounts.models import Role, User

pytestmark = pytest.mark.django_db


def rail(client, address):
    page = client.get(address).content.decode()
    nav = page.split('<nav class="rail"')[1].split("</nav>")[0]
    links = re.findall(r'<a href="([^"]+)"( aria-current="page")?>', nav)
    return [(link, bool(here)) for link, here in links]


def test_an_sdr_sees_the_rooms_of_the_sales_floor_and_where_she_is(client):
    client.force_login(User.objects.create_user("ola", role=Role.SDR))
    queue, leads, calls = (reverse(f"pipeline:{name}") for name in ("queue", "lead_list", "call_list"))
    assert rail(client, leads) == [(queue, False), (leads, True), (calls, False)]
    assert rail(client, queue) == [(queue, True), (leads, False), (calls, False)]
    assert rail(client, reverse("accounts:preferences")) == [(queue, False), (leads, False), (calls, False)]


def test_an_admin_has_the_set_up_besides(client):
    client.force_login(User.objects.create_user("ewa", role=Role.ADMIN))
    assert rail(client, reverse("accounts:preferences"))[-1] == (reverse("admin:index"), False)
