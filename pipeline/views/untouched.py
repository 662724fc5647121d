"""Leads that nobody has tried to reach since they arrived."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from pipeline.forms.untouched import UntouchedFilter
from pipeline.reports.keyset import turn
from pipeline.reports.saved_views import PAGE, address, encoded
from pipeline.reports.untouched import COLUMNS, OLDEST, bands, filled, untouched_of


@require_safe
def untouched_list(request):
    filters = UntouchedFilter(request.GET, queryset=untouched_of(request.user), request=request)
    page = turn(filters.qs.select_related("state"), OLDEST, request.GET.get(PAGE, ""))
    context = {
        "filters": filters,
        "chips": filters.chips(),
        "lost": filters.lost,
        "said": filters.said(),
        "bands": bands_of(request, filters),
        "columns": COLUMNS,
        "leads": filled(request.user, [lead.pk for lead in page.rows]),
        "turn": {"previous_url": filters.at(page.previous), "next_url": filters.at(page.next)},
        "list_query": encoded(filters.said()),
    }
    return render(request, "pipeline/untouched_list.html", context)


def bands_of(request, filters):
    """Each age with its number and its address; they count what the other filters leave."""
    others = {name: value for name, value in filters.said().items() if name != "age"}
    whole = UntouchedFilter(others, queryset=untouched_of(request.user), request=request)
    return [
        {
            "label": band.age.label,
            "number": band.number,
            "url": address({**others, "age": band.age.value}),
            "is_here": filters.said().get("age") == band.age.value,
        }
        for band in bands(whole.qs)
    ]
