"""Whoever edits scoring: Ada, over the definitions of the demo company."""

import pytest

from accounts.models import Role, User
from frameworks_app.actions.packs import load_pack
from frameworks_app.actions.publish import publish


@pytest.fixture
def tidepost(shipped):
    load_pack("tidepost")
    return publish(by=None, note="Tidepost")


@pytest.fixture
def ada(client, tidepost):
    client.force_login(User.objects.create_user("ada", first_name="Ada", role=Role.ADMIN))
    return client
