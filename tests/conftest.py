"""What every test may use: services of its own, people's browser, pictures, real data."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import django
import pytest
from django.conf import settings

from leadqual.embedded import CHECKOUT, VAR, CannotStart, ensure
from tests.seats import take_seat

pytest_plugins = ["tests.left_out", "tests.browser"]


def pytest_configure(config):
    # pytest-django looks for settings after this hook, and they read the environment once.
    if not hasattr(config, "workerinput"):
        start_services(config)
    os.environ["DJANGO_SETTINGS_MODULE"] = "leadqual.settings"
    os.environ.setdefault("SECRET_KEY", "only-for-tests")
    django.setup()
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    settings.CACHES["default"]["KEY_PREFIX"] = f"{os.environ['LEADQUAL_TEST_SEAT']}-{worker}"


def start_services(config):
    """Workers inherit the environment, so the first process does this for all."""
    try:
        services = ensure(VAR / "test", durable=False)
    except CannotStart as error:
        raise pytest.UsageError(str(error)) from None
    config.add_cleanup(services.release)
    seat = take_seat(VAR / "test")
    config.add_cleanup(seat.close)
    services.export()
    # Two runs in one checkout, each with databases of its own.
    os.environ["LEADQUAL_TEST_SEAT"] = seat.name
    parts = urlsplit(services.database_url)
    os.environ["DATABASE_URL"] = parts._replace(path=f"{parts.path}_{seat.name}").geturl()


@pytest.fixture(scope="session")
def real_data():
    """The folder of real data, which is too large or not ours to keep in the repository."""
    folder = Path(os.environ.get("LEADQUAL_DATA") or CHECKOUT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"no real data in {folder}; set LEADQUAL_DATA")
    return folder
