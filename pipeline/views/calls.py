from django.http import QueryDict
from django.shortcuts import render
from django.utils import timezone

from pipeline.forms.call_log import CallLogFilter
from pipeline.models import DiscoveryCall
from pipeline.reports.call_log import NEWEST, calls_of, first_choice, outcomes_on, shown
from pipeline.reports.keyset import turn

MOST_OPEN = 20


def call_list(request):
    user, token = request.user, request.GET.get("page", "")
    whose = request.GET.get("whose") or first_choice(user)
    form = CallLogFilter(request.GET, user=user)
    said = form.said()
    everybody = calls_of(user, whose=whose, person=said.get("person"))
    calls = shown(calls_of(user, whose=whose, **said))
    page = turn(calls.ended(), NEWEST, token)
    context = {
        "whose": whose,
        "form": form,
        "is_narrowed": bool(said),
        # Calls still open stand above the first page.
        "open_calls": [] if token or said else calls.open().order_by("-started_at", "-pk")[:MOST_OPEN],
        "calls": page.rows,
        "today": [today_chip(*each, whose, said) for each in outcomes_on(everybody, timezone.localdate())],
        "turn": {
            "previous_url": page_address(request, page.previous),
            "next_url": page_address(request, page.next),
        },
    }
    return render(request, "pipeline/call_list.html", context)


def today_chip(outcome, number, whose, said):
    """How often something came of a call today, and the page that shows which."""
    query = {"whose": whose, "outcome": outcome, "day": timezone.localdate().isoformat()}
    if "person" in said:
        query["person"] = said["person"].pk
    return {"label": DiscoveryCall.Outcome(outcome).label, "number": number, "url": address(query)}


def page_address(request, token):
    said = {name: value for name, value in request.GET.items() if value and name != "page"}
    return address({**said, "page": token}) if token else ""


def address(said):
    query = QueryDict(mutable=True)
    query.update(said)
    return f"?{query.urlencode()}"
