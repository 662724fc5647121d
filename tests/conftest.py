"""What every test may use: services of its own, people's browser, pictures, real data."""

import os
from pathlib import Path

import pytest

from leadqual.embedded import CHECKOUT
from tests import services
from tests.shipped import load_and_keep, load_shipped

# Before anything imports a model: settings read the environment once.
services.start()

pytest_plugins = ["tests.left_out", "tests.browser", "tests.smtp"]


@pytest.fixture(scope="session", autouse=True)
def quick_passwords():
    """A slow hash protects people; here it would only slow the tests."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def quick_emptying():
    from django.test import TransactionTestCase

    from tests.emptied import empty

    TransactionTestCase._fixture_teardown = empty


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The shipped definitions are there in every test that rolls back."""
    with django_db_blocker.unblock():
        load_and_keep()


@pytest.fixture
def shipped(db):
    """The version in force. A test with real transactions empties the database behind itself: load it again."""
    from frameworks_app.models import ScoringModelVersion

    return ScoringModelVersion.objects.current() or load_shipped()


@pytest.fixture(scope="session")
def real_data():
    """The folder of real data, which is too large or not ours to keep in the repository."""
    folder = Path(os.environ.get("LEADQUAL_DATA") or CHECKOUT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"no real data in {folder}; set LEADQUAL_DATA")
    return folder
