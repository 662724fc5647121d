from django.shortcuts import render

from pipeline.forms.lead_filters import LeadFilter
from pipeline.reports import lead_list as report
from pipeline.reports.keyset import turn
from pipeline.reports.levels import levels_in_force


def lead_list(request):
    filters = LeadFilter(request.GET, queryset=report.leads_of(request.user), request=request)
    leads, sort = filters.qs, filters.order
    page = turn(report.in_order(leads, sort), report.ORDERS[sort][1], request.GET.get("page", ""))
    context = {
        "filters": filters,
        "said": filters.said(),
        "sorts": report.SORTS,
        "owner_urls": filters.owner_urls(),
        "chips": filters.chips(),
        "leads": report.with_columns(page.rows),
        "turn": {"previous_url": filters.at(page.previous), "next_url": filters.at(page.next)},
        "count": report.count(leads),
        "most_counted": report.MOST_COUNTED,
        "levels": levels_in_force(),
    }
    return render(request, "pipeline/lead_list.html", context)
