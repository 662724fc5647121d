from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from pipeline.actions.saved_views import remember
from pipeline.forms.lead_filters import ME, NOBODY, LeadFilter
from pipeline.forms.saved_views import ColumnsForm
from pipeline.models import SavedView
from pipeline.reports import lead_list as report
from pipeline.reports.keyset import turn
from pipeline.reports.lead_columns import DEFAULT, FIRST, all_columns, columns_of
from pipeline.reports.saved_views import (
    COLUMNS,
    PAGE,
    VIEW,
    address,
    address_of,
    chosen_columns,
    encoded,
    home_of,
    view_named,
    views_of,
)

LEADS = SavedView.Page.LEADS


@require_safe
def lead_list(request):
    if not request.GET and (home := home_of_list(request.user)):
        return redirect(address_of(home))
    filters = LeadFilter(request.GET, queryset=report.leads_of(request.user), request=request)
    views = views_of(request.user, LEADS, request.GET, columns=DEFAULT, fixed=whose())
    columns = columns_of(views.columns)
    leads, sort = filters.qs, filters.order
    page = turn(report.in_order(leads, sort), report.ORDERS[sort][1], request.GET.get(PAGE, ""))
    context = {
        "filters": filters,
        "said": filters.said(),
        "lost": [*filters.lost, *lost_columns(views.columns, columns)],
        "sorts": report.SORTS,
        "views": views,
        "chips": filters.chips(),
        "columns": columns,
        "leads": report.with_columns([lead.pk for lead in page.rows], columns, request.user),
        "turn": {"previous_url": filters.at(page.previous), "next_url": filters.at(page.next)},
        "count": report.count(leads),
        "most_counted": report.MOST_COUNTED,
        "list_query": encoded(filters.said()),
        "shown_url": address({**filters.said(), COLUMNS: ",".join(column.key for column in columns)}),
    }
    return render(request, "pipeline/lead_list.html", context)


def whose():
    """The tabs that everybody has."""
    return [
        (pgettext("leads", "All"), {}),
        (pgettext("leads", "Mine"), {"owner": ME}),
        (pgettext("leads", "Nobody's"), {"owner": NOBODY}),
    ]


def home_of_list(user):
    """The view that this person wants to begin with, if it is still there for them."""
    home = home_of(user, LEADS)
    return home and SavedView.objects.offered_to(user).filter(page=LEADS, pk=home).first()


def lost_columns(wanted, found):
    """A word for the columns that a view names and nobody knows any more."""
    known = {column.key for column in found}
    return [_("the column “%(key)s”") % {"key": key.partition(".")[2] or key} for key in wanted if key not in known]


def lead_columns(request):
    """Which columns, in which order. Within a saved view they are a change to be saved; else a habit of the person."""
    view, known = view_named(request.user, LEADS, request.GET), all_columns()
    if request.method != "POST":
        return ask_columns(request, chosen_columns(request.user, LEADS, request.GET, view, DEFAULT), known)
    form = ColumnsForm(request.POST, known=known)
    chosen = form.chosen() if form.is_valid() else list(DEFAULT)
    if request.POST.get("move"):
        return ask_columns(request, moved(chosen, request.POST["move"]), known)
    if "usual" in request.POST:
        chosen = list(DEFAULT)
    said = {key: value for key, value in request.GET.dict().items() if key not in {COLUMNS, PAGE}}
    if view:
        said[COLUMNS] = ",".join(chosen)
    else:
        remember(user=request.user, page=LEADS, columns=None if chosen == list(DEFAULT) else chosen)
    where = reverse("pipeline:lead_list") + address(said or {VIEW: "all"})
    return HttpResponseClientRedirect(where) if request.htmx else redirect(where)


def ask_columns(request, chosen, known):
    shown = [known[key] for key in dict.fromkeys([FIRST, *chosen]) if key in known]
    context = {
        "shown": shown,
        "others": [column for column in known.values() if column not in shown],
        "query": request.GET.urlencode(),
    }
    template = "pipeline/view_columns_dialog.html" if request.htmx else "pipeline/view_columns_page.html"
    return render(request, template, context)


def moved(keys, said):
    """One column a place up or down: "up status", "down status"."""
    way, _space, key = said.partition(" ")
    if key not in keys:
        return keys
    rest, place = [each for each in keys if each != key], keys.index(key) + (1 if way == "down" else -1)
    place = max(place, 1)
    return [*rest[:place], key, *rest[place:]]
