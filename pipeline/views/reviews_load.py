"""Who has how much."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from pipeline.models import Lead
from pipeline.reports.review.load import loads
from pipeline.reports.review.load_page import FULLEST, SORTS, bars, in_order


@require_safe
def review_load(request):
    found = loads(Lead.objects.visible_to(request.user))
    sort = request.GET.get("sort", "")
    sort = sort if sort in SORTS else FULLEST
    rows = in_order(found.rows, sort)
    context = {
        "stages": found.stages,
        "rows": [(row, bars(row, found)) for row in rows],
        "sorts": [(name, words, name == sort) for name, words in SORTS.items()],
        "sort": sort,
        "total": sum(row.leads for row in rows),
    }
    return render(request, "pipeline/review_load.html", context)
