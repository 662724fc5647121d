"""Leads as cards: what one reads of a lead while it stands in its column."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from pipeline.models import FollowUp, Lead
from pipeline.reports.audit_veil import veil
from pipeline.reports.keyset import turn
from pipeline.reports.lead_list import ORDERS, in_order

from .clock import Reading, with_clock

SIZE = 25
BY_PRIORITY = ORDERS["priority"][1]


@dataclass(frozen=True)
class Card:
    lead: Lead
    clock: Reading
    step: FollowUp | None

    @property
    def state(self):
        return self.lead.state


def cards_of(user, ids, clock):
    """Cards by the key of their lead."""
    movable = Exists(Lead.objects.editable_by(user).filter(pk=OuterRef("pk")))
    leads = with_clock(Lead.objects.with_state()).annotate(is_movable=movable).in_bulk(ids)
    steps = next_steps(ids)
    veil(leads.values(), user)
    return {pk: Card(lead, clock.read(lead), steps.get(pk)) for pk, lead in leads.items()}


def next_steps(ids):
    steps = FollowUp.objects.open().filter(lead__in=ids).order_by("lead", "due_at", "pk").distinct("lead")
    return {step.lead_id: step for step in steps}


def page_of(user, leads, stage, clock, token=""):
    """The cards of one stage that the token names, and the tokens of the pages around."""
    page = turn(in_order(leads.filter(state__stage=stage), "priority"), BY_PRIORITY, token, SIZE)
    cards = cards_of(user, [lead.pk for lead in page.rows], clock)
    return [cards[lead.pk] for lead in page.rows if lead.pk in cards], page
