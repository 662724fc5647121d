"""Leads by a few letters of the company, the person, an address, a number or the title; misspelt ones too."""

from django.db.models import Q

from pipeline.models import Company, Contact

from .matches import MISSPELT, PLAIN, be_lenient, company_matches, contact_matches

MOST = 1_000


def matching(leads, text):
    """Of these leads those that hold the text; where none does, those that nearly do."""
    found = hits(leads, text, PLAIN.like)
    if not found:
        be_lenient()
        found = hits(leads, text, MISSPELT.like)
    # As numbers, because a page joins more tables than the planner would reorder around a subquery.
    return leads.filter(pk__in=found)


def hits(leads, text, like, most=MOST):
    """Ids of the matching leads, of each kind of match no more than `most`."""
    companies = Company.objects.filter(company_matches(text, like))
    contacts = Contact.objects.filter(contact_matches(text, like))
    kinds = [Q(company__in=companies), Q(contact__in=contacts), like("title", text)]
    first, *others = [leads.filter(kind).order_by().values_list("pk")[:most] for kind in kinds]
    return {pk for (pk,) in first.union(*others, all=True)}
