"""The lists that can be exported: each filters and sorts as its page does."""

from types import SimpleNamespace

from django.utils.translation import gettext_lazy as _

from pipeline.reports import lead_list
from pipeline.reports.exports import Exported, offer
from pipeline.reports.lead_columns import DEFAULT, columns_of
from pipeline.reports.saved_views import listed

from .lead_filters import LeadFilter


def leads(user, said):
    filters = LeadFilter(said, queryset=lead_list.leads_of(user), request=SimpleNamespace(user=user))
    order = lead_list.ORDERS[filters.order][1]
    return lead_list.in_order(filters.qs, filters.order).order_by(*order.columns(backwards=False))


def lead_columns(_user, said):
    return columns_of(listed(said) or DEFAULT)


offer(Exported("leads", _("Leads"), leads, lead_columns, lead_list.with_columns))
