"""What has to be right before anything starts, each with how to mend it."""

import re
from email.utils import parseaddr
from zoneinfo import available_timezones

from django.conf import settings
from django.core.checks import Error, register
from django.core.exceptions import ImproperlyConfigured

# A letter that has been "being sent" for ten minutes counts as unsure: a server must have answered long before.
MOST_PATIENCE = 120


@register
def environment(app_configs, **kwargs):
    """Every problem that the environment can bring, as a sentence."""
    return [Error(problem, hint=hint, id=f"leadqual.E{number:03}") for number, (problem, hint) in problems()]


def has_secret_key():
    try:
        return bool(settings.SECRET_KEY)
    except ImproperlyConfigured:
        return False


def problems():
    yield from problems_of_settings()
    yield from problems_of_mail()


def problems_of_settings():
    if not has_secret_key():
        yield 4, ("SECRET_KEY is not set.", "Set it to fifty random characters; script/server keeps its own.")
    if settings.LEADQUAL_TIME_ZONE not in available_timezones():
        yield (
            1,
            (
                f"LEADQUAL_TIME_ZONE is “{settings.LEADQUAL_TIME_ZONE}”, which is not a time zone.",
                "Use a name such as Europe/Warsaw.",
            ),
        )
    if not re.fullmatch("[A-Z]{3}", settings.LEADQUAL_CURRENCY):
        yield 2, (f"LEADQUAL_CURRENCY is “{settings.LEADQUAL_CURRENCY}”.", "Use three capitals, such as EUR.")
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
        yield 3, ("DATABASE_URL does not name a PostgreSQL database.", "Use postgresql://user:password@host/name.")
    if not re.fullmatch(r"https?://[^/\s]+(/[^\s?#]*)?", settings.LEADQUAL_URL):
        yield 5, (f"LEADQUAL_URL is “{settings.LEADQUAL_URL}”.", "Write where people open the pages: https://host.")


def problems_of_mail():
    if settings.EMAIL_USE_TLS and settings.EMAIL_USE_SSL:
        yield (
            6,
            (
                "EMAIL_USE_TLS and EMAIL_USE_SSL are both on.",
                "Choose one: TLS for port 587 (STARTTLS), SSL for port 465.",
            ),
        )
    if not 1 <= settings.EMAIL_TIMEOUT <= MOST_PATIENCE:
        yield 7, (f"EMAIL_TIMEOUT is {settings.EMAIL_TIMEOUT}.", f"Write seconds from 1 to {MOST_PATIENCE}.")
    for number, name in ((8, "DEFAULT_FROM_EMAIL"), (9, "BOUNCE_ADDRESS")):
        value = getattr(settings, name)
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", parseaddr(value)[1]) and (value or name == "DEFAULT_FROM_EMAIL"):
            yield number, (f"{name} is “{value}”, which is no address.", "Write one such as leads@example.com.")
