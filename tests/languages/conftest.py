"""The world of test_every_url with more in it, told in Greek: so that nobody's data is mistaken for a text of ours."""

from collections import defaultdict

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection, models
from django.urls import NoReverseMatch, reverse

from accounts.calendar import home_day
from accounts.models import Team, User
from pipeline.actions.erase_places import MENTIONS, OWN, OWN_BEFORE
from pipeline.models import Lead, Tag
from tests.factories import AnswerFactory, SignalFactory, StakeholderFactory
from tests.test_every_url import URLS, expected, filled, world  # noqa: F401 a fixture

LATIN, GREEK = "abcdefghijklmnopqrstuvwxyz", "αβξδεφγηιϑκλμνοπϰρστυϕωχψζ"
PEOPLE_HERE = {User: ("first_name", "last_name", "username"), Team: ("name",), Tag: ("name",)}
# What others brought along speaks with their words.
OURS = {"accounts", "frameworks_app", "pipeline"}
# Addresses are data in whatever script, and told by their @.
KEPT = {"email", "external_source", "query", "domain"}


@pytest.fixture
def greek_world(world):  # noqa: F811
    lead = world["lead"]
    for key in ("budget", "timeline"):
        AnswerFactory(lead=lead, key=key, days_ago=200, quote="said so")
    AnswerFactory(lead=lead, call=world["call"], key="need", rating=4, evidence="confirmed")
    SignalFactory(lead=lead)
    StakeholderFactory(lead=lead, contact__company=lead.company, cares_about="letters")
    Lead.objects.filter(pk=lead.pk).update(amount=12000, currency="EUR", expected_close=home_day())
    for model, columns in columns_in_words():
        tell_in_greek(model, columns)
    return world


def columns_in_words():
    """Every column in which people write, as the register of erasing knows them."""
    tables = defaultdict(list)
    for place in MENTIONS:
        tables[place.model] += place.columns
    for table, (_key, left, _what) in (OWN | OWN_BEFORE).items():
        tables[apps.get_model(table)] += left
    return [*tables.items(), *PEOPLE_HERE.items()]


def tell_in_greek(model, columns):
    told = [model._meta.get_field(name) for name in columns if name not in KEPT]
    told = [
        field.column for field in told if isinstance(field, models.CharField | models.TextField) and not field.choices
    ]
    changes = ", ".join(f'"{name}" = translate("{name}", %s, %s)' for name in dict.fromkeys(told))
    if changes:
        letters = [LATIN + LATIN.upper(), GREEK + GREEK.upper()]
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('leadqual.reaches_back', 'a test', true)")
            cursor.execute(f"UPDATE {model._meta.db_table} SET {changes}", letters * changes.count("translate("))  # noqa: S608


@pytest.fixture
def addresses(greek_world):
    """Name, address and reader of every page that answers a GET."""
    pages = [
        (name, filled(path, name, greek_world), reader(name)) for name, path in URLS if not name.startswith("admin:")
    ]
    return pages + [(f"admin {address}", address, "ada") for address in admin_addresses()]


def reader(name):
    """Whoever sees most among those who are let in; a stranger where everybody is."""
    allowed = expected(name) or set()
    if "stranger" in allowed:
        return None
    return next((person for person in ("ada", "ines", "helena", "maja") if person in allowed), None)


def admin_addresses():
    yield reverse("admin:index")
    for model in [model for model in admin.site._registry if model._meta.app_label in OURS]:
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        first = model._default_manager.first()
        yield reverse(f"{base}_changelist")
        for name, keys in (("add", []), ("change", [first and first.pk])):
            if None not in keys:
                try:
                    yield reverse(f"{base}_{name}", args=keys)
                except NoReverseMatch:
                    continue
