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


def rooms(*names):
    return [reverse(f"pipeline:{name}") for name in names]


SALES_FLOOR = ("queue", "lead_list", "board", "review_list", "follow_up_list", "call_list")


def test_an_sdr_sees_the_rooms_of_the_sales_floor_and_where_she_is(client):
    client.force_login(User.objects.create_user("ola", role=Role.SDR))
    queue, leads, *others = rooms(*SALES_FLOOR)
    away = [(room, False) for room in others]
    assert rail(client, leads) == [(queue, False), (leads, True), *away]
    assert rail(client, queue) == [(queue, True), (leads, False), *away]
    assert rail(client, reverse("accounts:preferences")) == [(queue, False), (leads, False), *away]


def test_marketing_has_the_triage_in_place_of_a_queue_and_the_scoring(client):
    client.force_login(User.objects.create_user("ines", role=Role.MARKETING))
    found = [link for link, _here in rail(client, reverse("accounts:preferences"))]
    assert found == [*rooms("triage", *SALES_FLOOR[1:]), reverse("frameworks_app:model")]


def test_an_admin_has_the_set_up_besides(client):
    client.force_login(User.objects.create_user("ewa", role=Role.ADMIN))
    assert rail(client, reverse("accounts:preferences"))[-1] == (reverse("admin:index"), False)
