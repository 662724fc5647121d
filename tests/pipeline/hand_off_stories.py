"""A team on a Tuesday, its rule, and leads that are handed to it."""

import threading
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils import timezone

from frameworks_app.models import Category
from pipeline.actions.hand_offs import pass_lead
from pipeline.models import HandOff, HandOffRule, Lead, LeadState, Message
from tests.factories import LeadFactory

# A Tuesday, ten in Warsaw; the team works from nine to five.
TUESDAY = datetime(2026, 11, 3, 9, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def at(monkeypatch, moment):
    monkeypatch.setattr(timezone, "now", lambda: moment)


def rule_of(team, *, people=(), **said):
    rule = HandOffRule.objects.create(name=f"Rule of {team}", team=team, **said)
    rule.people.set(people)
    return rule


def lead_of(status="mql", **said):
    """A lead with this status, as if the model had computed it."""
    lead = LeadFactory(**said)
    LeadState.objects.filter(lead=lead).update(category=Category.objects.get(key=status))
    return fresh(lead)


def fresh(lead):
    return Lead.objects.with_state().get(pk=lead.pk)


def passed(lead, *, to=None, team=None, by=None, rule=None):
    made = pass_lead(lead=fresh(lead), by=by, team=team or to.team, to=to, rule=rule)
    return HandOff.objects.get(pk=made.hand_off_id)


def chain(lead):
    """To whom it was given, one after the other, and what became of each."""
    return [(hand_off.to, what_became(hand_off)) for hand_off in HandOff.objects.filter(lead=lead).order_by("pk")]


def what_became(hand_off):
    if hand_off.reassigned_at:
        return "reassigned"
    if hand_off.returned_at:
        return "returned"
    return "accepted" if hand_off.accepted_at else "waiting"


def letters():
    return sorted(Message.objects.values_list("address", "subject"))


def owner_of(lead):
    return LeadState.objects.get(lead=lead).owner


def together(number, act):
    """Each in a thread and a connection of its own, all begun at once."""
    gate, failed = threading.Barrier(number), []

    def run():
        try:
            gate.wait(10)
            act()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _number in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
