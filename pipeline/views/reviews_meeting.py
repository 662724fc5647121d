"""The first page of a review: what is overdue, and what has become of everything since the last one."""

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.keys import key_in
from pipeline.actions.review_decisions import keep_all_unflagged, take_back_kept
from pipeline.forms.reviews import ItemForm
from pipeline.reports.review.changes import changes_since, number_changed
from pipeline.reports.review.counts import counts_of, overdue_items
from pipeline.reports.review.drawing import drawing_of
from pipeline.reports.review.figures import listed_money, marks_of, worth_of
from pipeline.reports.review.meeting import agenda_shown, decisions_about
from pipeline.reports.review.names import names_in, part_called
from pipeline.reports.review.presence import seen_here

from .reviews import held, page_of, readable


@require_safe
def review_detail(request, pk):
    review = readable(request, pk)
    counts, worth = counts_of(review), worth_of(review)
    drawing = drawing_of(counts)
    context = {
        "review": review,
        "counts": counts,
        "drawing": drawing,
        "rows": [(row, listed_money(worth.groups[row.group])) for row in drawing.rows],
        "worth": {name: listed_money(getattr(worth, name)) for name in ("then", "now", "carried")},
        "closed_count": counts.now - counts.carried,
        "marks": marks_of(review),
        "overdue": list(overdue_items(review, timezone.localdate())),
        "today": timezone.localdate(),
        "agenda": agenda_shown(review, request.user),
        "items": items_of(review),
        "changed_count": number_changed(review) if review.is_open else 0,
        "item_form": ItemForm(user=request.user) if review.may_decide else None,
        "revision": revision_of(review),
    }
    return render(request, "pipeline/review_detail.html", context)


def items_of(review):
    return list(review.action_items.select_related("owner", "lead__company", "lead__contact", "follow_up"))


def review_names(request, pk):
    """The names behind a number: under the flow, or a page of their own."""
    review = readable(request, pk)
    part = part_called(request.GET.get("part", ""))
    number = request.GET.get("page", "")
    found = names_in(review, request.user, part, int(number) if number.isdecimal() and len(number) < 6 else 1)
    ids = [row.lead_id for row in found.rows]
    decisions, news = decisions_about(review, ids), changes_since(review, found.rows)
    address = f"{reverse('pipeline:review_names', args=[pk])}?part={part}&page="
    context = {
        "review": review,
        "part": part,
        "names": found,
        "rows": [(row, decisions.get(row.lead_id), news.get(row.lead_id)) for row in found.rows],
        "turn": {
            "previous_url": f"{address}{found.number - 1}" if found.number > 1 else "",
            "next_url": f"{address}{found.number + 1}" if found.has_more else "",
        },
        "list_query": f"part={part}",
    }
    template = "pipeline/_review_names.html" if request.htmx else "pipeline/review_names.html"
    return render(request, template, context)


@require_POST
def review_keep(request, pk):
    review = held(request, pk)
    kept = keep_all_unflagged(review=review, by=request.user)
    if not kept:
        messages.info(request, _("Everything without a flag is decided already."))
        return redirect(page_of(review))
    at = review.decisions.order_by("-at", "-pk").values_list("at", flat=True).first()
    words = ngettext("%(number)d lead without a flag is kept.", "%(number)d leads without a flag are kept.", kept)
    undo = f"{reverse('pipeline:review_keep_undo', args=[pk])}?at={quote(at.isoformat())}"
    messages.success(request, words % {"number": kept}, extra_tags=undo)
    return redirect(page_of(review))


@require_POST
def review_keep_undo(request, pk):
    review = held(request, pk)
    at = review.decisions.filter(by=request.user, at=moment(request.GET.get("at", ""))).values_list("at", flat=True)
    number = take_back_kept(review=review, by=request.user, at=at.first())
    words = ngettext("%(number)d lead is undecided again.", "%(number)d leads are undecided again.", number)
    messages.success(request, words % {"number": number})
    return redirect(page_of(review))


def moment(text):
    """Of a link of ours; anything else is a moment at which nothing was decided."""
    found = parse_datetime(text.replace(" ", "+")) if len(text) < 40 else None
    return found or timezone.now()


@require_GET
def review_changes(request, pk):
    """Asked every few seconds: nothing while nothing has changed, else what stands there now."""
    review = readable(request, pk)
    here = seen_here(review, request.user)
    now = revision_of(review, here)
    if request.GET.get("seen") == now:
        return HttpResponse(status=204)
    agenda = agenda_shown(review, request.user)
    lead = request.GET.get("lead", "")
    here_id = key_in(lead)
    context = {
        "review": review,
        "agenda": agenda,
        "here_id": here_id,
        "here": [name for key, name in here.items() if key != request.user.pk],
        "items": items_of(review),
        "standing": decisions_about(review, [here_id]).get(here_id) if here_id else None,
        "today": timezone.localdate(),
        "back": page_of(review),
    }
    html = render_to_string("pipeline/_review_live.html", context, request)
    return JsonResponse({"revision": now, "html": html})


def revision_of(review, here=()):
    return f"{review.revision}.{'-'.join(map(str, here))}"
