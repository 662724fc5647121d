"""Instants become days here and nowhere else: whole days since 1970-01-01 in the installation's zone."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from . import sql

EPOCH = date(1970, 1, 1)


def day_of(instant, zone):
    """SQL for the day number of a timestamp expression."""
    return f"(({instant} AT TIME ZONE {sql.literal(zone)})::date - DATE '1970-01-01')"


def number_of(day):
    return (day - EPOCH).days


def date_of(number):
    return None if number is None else EPOCH + timedelta(days=number)


def today(document):
    """The installation's date now."""
    return day_after(timedelta(), document)


def day_after(while_passes, document):
    """The installation's date when this time has passed."""
    return (timezone.now() + while_passes).astimezone(ZoneInfo(document["time_zone"])).date()
