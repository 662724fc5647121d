"""What has to be right before anything starts, each with how to mend it."""

import re
from zoneinfo import available_timezones

from django.conf import settings
from django.core.checks import Error, register


@register
def environment(app_configs, **kwargs):
    """Every problem that the environment can bring, as a sentence."""
    return [Error(problem, hint=hint, id=f"leadqual.E{number:03}") for number, (problem, hint) in problems()]


def problems():
    if settings.LEADQUAL_TIME_ZONE not in available_timezones():
        yield (
            2,
            (
                f"LEADQUAL_TIME_ZONE is “{settings.LEADQUAL_TIME_ZONE}”, which is not a time zone.",
                "Use a name such as Europe/Warsaw.",
            ),
        )
    if not re.fullmatch("[A-Z]{3}", settings.LEADQUAL_CURRENCY):
        yield 2, (f"LEADQUAL_CURRENCY is “{settings.LEADQUAL_CURRENCY}”.", "Use three capitals, such as EUR.")
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
        yield 3, ("DATABASE_URL does not name a PostgreSQL database.", "Use postgresql://user:password@host/name.")
