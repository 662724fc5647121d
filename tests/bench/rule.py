"""A rule about a fifth of the leads, said in one of two ways: each publication moves exactly those leads.

It is the decision table's first row: leads that came from an event have this status, whatever else is known of them.
The two ways differ in that status alone, so every lead that moves changes status and priority, and with them indexes.
"""

from django.db.models import F

from frameworks_app.actions.publish import publish
from frameworks_app.models import Category, DecisionRow, ScoringModelVersion

KEY = "bench"
SOURCE = "event"
WAYS = ("nurture", "target")


def other(way):
    return WAYS[1 - WAYS.index(way)]


def said():
    """The way in which the version in force says it; None where it does not."""
    table = ScoringModelVersion.objects.current().document["table"]
    return next((row["category"] for row in table if row["key"] == KEY), None)


def say(way):
    """Publish the rule in this way."""
    category = Category.objects.get(key=way)
    row, is_new = DecisionRow.objects.get_or_create(key=KEY, defaults={"category": category})
    if is_new:
        DecisionRow.objects.exclude(pk=row.pk).update(position=F("position") + 1)
        row.conditions.create(kind="source", values=[SOURCE])
    DecisionRow.objects.filter(pk=row.pk).update(category=category)
    publish(by=None, note=f"Events: {way}")


def turn():
    """Publish it in the other way."""
    say(other(said() or WAYS[0]))
