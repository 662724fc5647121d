"""A wrong value in the environment stops the start with a sentence that says how to mend it."""

import os
import subprocess
import sys

import pytest

from leadqual.embedded import CHECKOUT


def check(**environment):
    return subprocess.run(
        [sys.executable, "-m", "django", "check"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "leadqual.settings", **environment},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
    )


def test_everything_that_is_wrong_is_named_at_once():
    wrong = {
        "SECRET_KEY": "",
        "LEADQUAL_TIME_ZONE": "Warsaw",
        "LEADQUAL_CURRENCY": "euro",
        "LEADQUAL_URL": "leads.example.com",
        "EMAIL_USE_TLS": "1",
        "EMAIL_USE_SSL": "1",
        "EMAIL_TIMEOUT": "900",
        "DEFAULT_FROM_EMAIL": "leads",
        "BOUNCE_ADDRESS": "bounces",
    }
    result = check(**wrong)
    assert result.returncode == 1
    assert [line.split(") ", 1)[1] for line in result.stderr.splitlines() if "(leadqual.E" in line] == [
        "LEADQUAL_TIME_ZONE is “Warsaw”, which is not a time zone.",
        "LEADQUAL_CURRENCY is “euro”.",
        "SECRET_KEY is not set.",
        "LEADQUAL_URL is “leads.example.com”.",
        "EMAIL_USE_TLS and EMAIL_USE_SSL are both on.",
        "EMAIL_TIMEOUT is 900.",
        "DEFAULT_FROM_EMAIL is “leads”, which is no address.",
        "BOUNCE_ADDRESS is “bounces”, which is no address.",
    ]


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"CONN_MAX_AGE": "long"}, "CONN_MAX_AGE is “long”: write a whole number, such as 60."),
        ({"DATABASE_URL": "sqlite:///leads.db"}, "DATABASE_URL does not name a PostgreSQL database."),
    ],
)
def test_what_no_settings_can_be_made_of_is_named_alone(environment, sentence):
    result = check(**environment)
    assert (result.returncode, sentence in result.stderr) == (1, True)
