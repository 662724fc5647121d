"""What has to be right before anything starts, each with how to mend it."""

import re
from zoneinfo import available_timezones

from django.conf import settings
from django.core.checks import Error, register
from django.core.exceptions import ImproperlyConfigured


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
