"""The list of companies: which, in what order, and what the leads of each come to."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Greatest, Lower

from pipeline.models import Answer, Company, DiscoveryCall, Lead, Note, Signal

from .keyset import Order
from .matches import MISSPELT, PLAIN, be_lenient, company_matches

MOST_FOUND = 1_000
BY_NAME = Order("called", descending=False, parse=str)


def companies_of(user, text=""):
    """By name, those that hold the text; where none does, those that nearly do."""
    companies = Company.objects.standing().visible_to(user).annotate(called=Lower("name"))
    return found(companies, company_matches, text)


def found(rows, matches, text):
    """Of rows that match no more than people read through; the text narrows them further."""
    if not text:
        return rows
    held = rows.filter(matches(text, PLAIN.like))
    if not held.exists():
        be_lenient()
        held = rows.filter(matches(text, MISSPELT.like))
    return rows.filter(pk__in=list(held.order_by().values_list("pk", flat=True)[:MOST_FOUND]))


@dataclass
class Row:
    company: Company
    open_leads: int = 0
    last_activity: object = None
    owners: tuple = ()


def with_columns(companies, user):
    """The companies of one page with what this person may see of their leads."""
    rows = {company.pk: Row(company) for company in companies}
    leads = (
        Lead.objects.standing()
        .visible_to(user)
        .filter(company__in=list(rows))
        .select_related("state__stage", "state__owner")
    )
    for lead in with_last_activity(leads).order_by("-state__priority", "-pk"):
        add(rows[lead.company_id], lead)
    return list(rows.values())


def add(row, lead):
    row.last_activity = max(filter(None, (row.last_activity, lead.last_activity)), default=None)
    if lead.state.stage.is_open:
        row.open_leads += 1
        if lead.state.owner and lead.state.owner not in row.owners:
            row.owners += (lead.state.owner,)


def with_last_activity(leads):
    """When the lead last did something, or somebody last spoke to it or wrote about it."""
    latest = {
        Signal: "occurred_at",
        DiscoveryCall: "started_at",
        Answer: "occurred_at",
        Note: "occurred_at",
    }
    moments = [
        Subquery(model.objects.filter(lead=OuterRef("pk")).order_by(f"-{when}").values(when)[:1])
        for model, when in latest.items()
    ]
    # In PostgreSQL the greatest of several is the greatest of those that are known.
    return leads.annotate(last_activity=Greatest(*moments))
