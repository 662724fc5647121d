from django.shortcuts import render

from pipeline.reports.call_pages import NEWEST, calls_of, first_choice
from pipeline.reports.keyset import turn

MOST_OPEN = 20


def call_list(request):
    whose = request.GET.get("whose") or first_choice(request.user)
    calls = calls_of(request.user, whose=whose)
    token = request.GET.get("page", "")
    page = turn(calls.ended(), NEWEST, token)
    context = {
        "whose": whose,
        # Calls still open stand above the first page.
        "open_calls": [] if token else calls.open().order_by("-started_at", "-pk")[:MOST_OPEN],
        "calls": page.rows,
        "turn": {"previous_url": address(whose, page.previous), "next_url": address(whose, page.next)},
    }
    return render(request, "pipeline/call_list.html", context)


def address(whose, token):
    return f"?whose={whose}&page={token}" if token else ""
