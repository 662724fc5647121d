from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Role
from pipeline.actions.duplicates import ask_for_search, dismiss_pair, restore_pair
from pipeline.forms.new_lead import NewLead
from pipeline.models import DuplicatePair, Job, Twins
from pipeline.reports.duplicates.pairs import LIKELIEST, NEWEST, merges_of, pairs_of, with_names, with_records
from pipeline.reports.keyset import turn

SEARCHERS = {Role.MANAGER, Role.MARKETING, Role.ADMIN}
MERGED = "merged"
SIZE = 20


@require_POST
def lead_duplicates(request):
    """What we may have already, while a new lead is being typed. By POST: what is typed belongs into no log."""
    form = NewLead(request.POST, user=request.user)
    return render(request, "pipeline/_duplicates_typed.html", {"form": form, "duplicates": form.duplicates})


def duplicate_list(request):
    tab = request.GET.get("tab", "")
    tab = tab if tab in [*Twins.values, MERGED] else Twins.COMPANY.value
    token = request.GET.get("page", "")
    page = page_of_merges(request.user, token) if tab == MERGED else page_of_pairs(request.user, tab, token)
    context = {
        "tab": tab,
        "tabs": tabs(tab),
        "shown": page.rows,
        "turn": {"previous_url": address(tab, page.previous), "next_url": address(tab, page.next)},
        "search": Job.objects.filter(kind=Job.Kind.DUPLICATES).first(),
        "may_search": request.user.role in SEARCHERS,
    }
    return render(request, "pipeline/duplicate_list.html", context)


def page_of_pairs(user, kind, token):
    page = turn(pairs_of(user, kind), LIKELIEST, token, SIZE)
    page.rows[:] = with_records(user, kind, page.rows)
    return page


def page_of_merges(user, token):
    page = turn(merges_of(user).filter(undone_at=None), NEWEST, token, SIZE)
    with_names(user, page.rows)
    return page


def tabs(here):
    titles = [(kind.value, kind.label) for kind in (Twins.COMPANY, Twins.CONTACT, Twins.LEAD)]
    return [
        {"title": title, "url": address(key), "is_here": key == here}
        for key, title in [*titles, (MERGED, _("Merged"))]
    ]


def address(tab, token=None):
    """Of a page of the list; none where there is no such page."""
    if token == "":
        return ""
    return f"{reverse('pipeline:duplicate_list')}?tab={tab}" + (f"&page={token}" if token else "")


@require_POST
def duplicate_search(request):
    if request.user.role not in SEARCHERS:
        raise Http404
    ask_for_search(by=request.user)
    return redirect("pipeline:duplicate_list")


@require_POST
def duplicate_dismiss(request, pk):
    pair = seen_pair(request, pk)
    dismiss_pair(pair=pair, by=request.user)
    undo = reverse("pipeline:duplicate_restore", args=[pair.pk])
    messages.success(request, _("Two different ones: they will not be offered again."), extra_tags=undo)
    return redirect(address(pair.kind))


@require_POST
def duplicate_restore(request, pk):
    pair = seen_pair(request, pk)
    restore_pair(pair=pair)
    return redirect(address(pair.kind))


def seen_pair(request, pk):
    """Whoever sees both may say whether they are one."""
    pair = get_object_or_404(DuplicatePair, pk=pk)
    seen = pairs_of(request.user, pair.kind, dismissed=bool(pair.dismissed_at))
    return get_object_or_404(seen, pk=pk)
