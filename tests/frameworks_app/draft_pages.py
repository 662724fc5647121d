"""The pages of the draft, as a test opens and saves them."""

from django.urls import reverse

from frameworks_app.actions.document import draft_document
from frameworks_app.models import Icp
from tests.admin_pages import filled

PARTS = ("fit", "engagement", "qualification", "statuses", "thresholds")


def address(part):
    return reverse("frameworks_app:draft", args=[part])


def opened(client, part):
    return filled(client.get(address(part)), "draft")


def save(client, part, **changes):
    """Open a page, change these fields, save; None empties a field as an unticked box does."""
    return send(client, part, opened(client, part) | changes)


def send(client, part, data):
    return client.post(address(part), {name: value for name, value in data.items() if value is not None})


def problems(response):
    return [(each.where, each.label, each.sentence) for each in response.context["problems"]]


def sellers():
    return Icp.objects.get(key="growing_online_sellers")


def rules(icp):
    return [(rule.attribute.key, rule.operand, rule.points) for rule in icp.criteria.select_related("attribute")]


def table():
    return [(row["key"], row["category"]) for row in draft_document()["table"]]


def place_of(data, model, prefix, **which):
    """The names of the fields of a stored row begin so."""
    key = str(model.objects.get(**which).pk)
    return next(
        name.removesuffix("-id")
        for name, value in data.items()
        if name.startswith(prefix) and name.endswith("-id") and value == key
    )
