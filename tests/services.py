"""Services of the tests' own, and Django set up with them."""

import atexit
import os
from urllib.parse import urlsplit

import django
import pytest
from django.conf import settings

from leadqual.embedded import VAR, CannotStart, ensure
from tests.seats import take_seat


def start():
    # Workers inherit the environment of the process that starts them.
    if "PYTEST_XDIST_WORKER" not in os.environ:
        start_for_all()
    os.environ["DJANGO_SETTINGS_MODULE"] = "leadqual.settings"
    os.environ.setdefault("SECRET_KEY", "only-for-tests")
    django.setup()
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    settings.CACHES["default"]["KEY_PREFIX"] = f"{os.environ['LEADQUAL_TEST_SEAT']}-{worker}"


def start_for_all():
    try:
        services = ensure(VAR / "test", durable=False)
    except CannotStart as error:
        pytest.exit(f"error: {error}", returncode=1)
    services.export()
    # Two runs in one checkout, each with databases of its own.
    seat = take_seat(VAR / "test")
    atexit.register(seat.close)
    os.environ["LEADQUAL_TEST_SEAT"] = seat.name
    parts = urlsplit(services.database_url)
    os.environ["DATABASE_URL"] = parts._replace(path=f"{parts.path}_{seat.name}").geturl()
