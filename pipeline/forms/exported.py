"""The lists that can be exported: each filters and sorts as its page does."""

from types import SimpleNamespace

from django.utils.translation import gettext_lazy as _

from pipeline.models import Company, DiscoveryCall, FollowUp
from pipeline.reports import call_log, company_list, contact_list, follow_ups, lead_list
from pipeline.reports.exports import Exported, always, found_in_order, in_order, offer
from pipeline.reports.lead_columns import DEFAULT, columns_of
from pipeline.reports.other_columns import CALLS, COMPANIES, CONTACTS, FOLLOW_UPS
from pipeline.reports.saved_views import listed

# They offer theirs.
from . import (  # noqa: F401
    exported_definitions,
    exported_hand_offs,
    exported_mail,
    exported_nurture,
    exported_of_one,
    exported_reviews,
    exported_scoring,
    exported_work,
)
from .call_log import CallLogFilter
from .companies import Finding
from .lead_filters import LeadFilter
from .untouched import untouched  # noqa: F401  (offers itself)

WHOSE_LEAD = ("lead__company", "lead__contact", "lead__state__stage")


def leads(user, said):
    filters = LeadFilter(said, queryset=lead_list.leads_of(user), request=SimpleNamespace(user=user))
    order = filters.order
    return in_order(lead_list.in_order(filters.qs, order), lead_list.ORDERS[order][1])


def lead_columns(_user, said):
    return columns_of(listed(said) or DEFAULT)


def fill_leads(user, ids, columns):
    return lead_list.with_columns(ids, columns, user)


def companies(user, said):
    return in_order(company_list.companies_of(user, Finding(said).text), company_list.BY_NAME)


def fill_companies(user, ids, _columns):
    return company_list.with_columns(found_in_order(Company.objects, ids), user)


def contacts(user, said):
    return in_order(contact_list.contacts_of(user, Finding(said).text), contact_list.BY_NAME)


def fill_contacts(user, ids, _columns):
    # What is asked for by these rows is no more than their keys.
    return contact_list.with_columns([SimpleNamespace(pk=pk) for pk in ids], user)


def planned(user, said):
    """The span that the page shows; without one, all that is planned."""
    steps = follow_ups.planned(user, whose=said.get("whose") or "team")
    if said.get("span") in follow_ups.Span.values:
        steps = steps.filter(follow_ups.condition(follow_ups.Span(said["span"])))
    return in_order(steps, follow_ups.SOONEST)


def fill_follow_ups(_user, ids, _columns):
    return found_in_order(FollowUp.objects.select_related("owner", *WHOSE_LEAD), ids)


def calls(user, said):
    narrowed = CallLogFilter(said, user=user).said()
    whose = said.get("whose") or call_log.first_choice(user)
    return in_order(call_log.calls_of(user, whose=whose, **narrowed), call_log.NEWEST)


def fill_calls(_user, ids, _columns):
    return found_in_order(DiscoveryCall.objects.select_related("by", "stage", "reason", *WHOSE_LEAD), ids)


offer(Exported("leads", _("Leads"), leads, lead_columns, fill_leads))
offer(Exported("companies", _("Companies"), companies, always(COMPANIES), fill_companies))
offer(Exported("contacts", _("Contacts"), contacts, always(CONTACTS), fill_contacts))
offer(Exported("follow-ups", _("Follow-ups"), planned, always(FOLLOW_UPS), fill_follow_ups))
offer(Exported("calls", _("Calls"), calls, always(CALLS), fill_calls))
