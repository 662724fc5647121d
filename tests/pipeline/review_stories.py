"""A team that has held its review two weeks ago, has worked since, and holds the next one now."""

from datetime import time, timedelta

from django.utils import timezone

from accounts.calendar import home_day
from pipeline.actions.follow_ups import NextStep, plan_follow_up
from pipeline.actions.outcomes import close_lead, nurture_lead
from pipeline.actions.review_decisions import Choice, decide
from pipeline.actions.review_items import add_action_item
from pipeline.actions.review_opening import open_review
from pipeline.actions.reviews import close_review
from pipeline.actions.stages import move_lead
from pipeline.models import Lead, LeadState, Reason, Review, ReviewSchedule, Stage
from tests.factories import LeadFactory

SHOPS = [
    ("Juniper Soap", "evaluation", 18_400, "EUR"),
    ("Harbour Textiles", "proposal", 42_000, "EUR"),
    ("Copper Kettle Tea", "discovery", 9_600, "EUR"),
    ("Larch & Linen", "qualified", 12_750, "EUR"),
    ("Northern Oars", "negotiation", 61_500, "EUR"),
    ("Meadow Optics", "discovery", 7_200, "PLN"),
    ("Tidewater Bikes", "evaluation", 23_900, "EUR"),
    ("Fern Stationery", "discovery", 4_800, "EUR"),
    ("Pebble Press", "qualified", None, ""),
    ("Saffron Road", "proposal", 30_000, "EUR"),
]
FRESH = [("Willow Lamps", "discovery", 11_000, "EUR"), ("Kite & Anchor", "discovery", 6_400, "PLN")]
NAME = "Pipeline of the fortnight"


def stage(key):
    return Stage.objects.get(key=key)


def shop(name, key, amount, currency, *, owner, days=20):
    """A lead that has stood in its stage for so many days."""
    close = home_day() + timedelta(days=30) if amount else None
    lead = LeadFactory(
        owner=owner, stage=stage(key), company__name=name, amount=amount, currency=currency, expected_close=close
    )
    since = timezone.now() - timedelta(days=days)
    LeadState.objects.filter(lead=lead).update(stage_changed_at=since)
    return Lead.objects.with_state().get(pk=lead.pk)


def plan_of(manager, people):
    made = ReviewSchedule.objects.create(name=NAME, team=manager.team, every_weeks=2, at=time(10))
    made.people.set([manager, *people])
    return made


def first_review(plan, manager, leads, seller):
    """Two weeks ago: one decision with words, one action item about a lead and one about none."""
    review = open_review(plan=plan, by=manager)
    then = timezone.now() - timedelta(days=14)
    Review.objects.filter(pk=review.pk).update(opened_at=then, since=then - timedelta(days=14))
    review.refresh_from_db()
    decide(review=review, lead=leads[0], choice=Choice(kind="keep", note="Wait for their board on Monday"), by=manager)
    past = home_day() - timedelta(days=4)
    said = {"review": review, "owner": seller, "by": manager, "due_on": past}
    add_action_item(text="Ask who signs at Harbour Textiles", lead=leads[1], **said)
    add_action_item(text="New price list for the season", **said)
    close_review(review=review, by=manager)
    return review


def work(leads, manager, seller):
    """What happens between two reviews."""
    move_lead(lead=leads[2], stage=stage("qualified"), by=seller)
    move_lead(lead=leads[6], stage=stage("qualified"), by=seller)
    close_lead(lead=leads[4], stage=stage("won"), reason=None, by=seller, amount=64_000, currency="EUR")
    nurture_lead(lead=leads[5], reason=Reason.objects.get(key="no_budget"), by=seller)
    due_at = timezone.now() + timedelta(days=2)
    plan_follow_up(lead=leads[3], step=NextStep(kind="call", due_at=due_at, note="Their numbers"), by=seller)
    for lead, amount, days in ((leads[9], 26_000, 30), (leads[1], 42_000, 61)):
        close = home_day() + timedelta(days=days)
        Lead.objects.filter(pk=lead.pk).update(amount=amount, expected_close=close)
    return [shop(*said, owner=seller, days=3) for said in FRESH]


def held_twice(manager, seller, people=()):
    """The open review, with the leads of both."""
    leads = [shop(*said, owner=seller) for said in SHOPS]
    plan = plan_of(manager, [seller, *people])
    first = first_review(plan, manager, leads, seller)
    fresh = work(leads, manager, seller)
    return {"review": open_review(plan=plan, by=manager), "review_before": first, "reviewed": leads + fresh}
