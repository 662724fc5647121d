"""The editor of the draft: saved as a whole, in order, and never over what somebody else has saved."""

import pytest
from django.urls import reverse

from accounts.models import Role, User
from frameworks_app.actions.packs import load_pack
from frameworks_app.actions.publish import publish

PARTS = ("fit", "engagement", "qualification", "statuses", "thresholds")


@pytest.fixture
def ada(client, shipped):
    load_pack("tidepost")
    publish(by=None, note="Tidepost")
    client.force_login(User.objects.create_user("ada", first_name="Ada", role=Role.ADMIN))
    return client


@pytest.mark.parametrize("part", PARTS)
def test_open(ada, part):
    assert ada.get(reverse("frameworks_app:draft", args=[part])).status_code == 200
