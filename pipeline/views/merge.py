from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.keys import key_in
from pipeline.actions.merge import CannotMerge, merge_records, undo_merge
from pipeline.forms.merge import MergeForm
from pipeline.models import Twins
from pipeline.reports.duplicates.merging import Comparison, mergeable, refusal
from pipeline.reports.duplicates.pairs import likely_twins, merges_of, rows_of, searched


def lead_merge(request, pk):
    return merge(request, Twins.LEAD, pk)


def company_merge(request, pk):
    return merge(request, Twins.COMPANY, pk)


def contact_merge(request, pk):
    return merge(request, Twins.CONTACT, pk)


def merge(request, kind, pk):
    """The one that is kept stands in the address, the other one in `with`: to keep that one instead, swap them."""
    kept = get_object_or_404(records(request, kind), pk=pk)
    if kept.merged_into_id:
        return redirect(page_of(kind, kept.merged_into_id))
    other = request.GET.get("with", "")
    if not other.isdecimal():
        return choose(request, kind, kept)
    merged = get_object_or_404(records(request, kind), pk=key_in(other))
    comparison = Comparison(kind, kept, merged)
    form = MergeForm(request.POST if request.method == "POST" else None, comparison=comparison)
    if form.is_valid():
        try:
            done = merge_records(kind=kind, kept=kept, merged=merged, taken=form.taken(), by=request.user)
        except CannotMerge as cause:
            messages.warning(request, str(cause))
        else:
            said = {"merged": str(merged), "kept": str(kept)}
            undo = reverse("pipeline:merge_undo", args=[done.pk])
            messages.success(request, _("%(merged)s is now part of %(kept)s.") % said, extra_tags=undo)
            return redirect(page_of(kind, kept.pk))
    context = {
        "kind": kind.value,
        "form": form,
        "comparison": comparison,
        "kept_url": page_of(kind, kept.pk),
        "merged_url": page_of(kind, merged.pk),
        "swap_url": f"{merge_url(kind, merged.pk)}?with={kept.pk}",
        "refusal": refusal(kind, kept, merged, by=request.user),
    }
    return render(request, "pipeline/merge.html", context)


def choose(request, kind, kept):
    text = request.GET.get("q", "").strip()
    context = {
        "kind": kind.value,
        "kept": kept,
        "kept_url": page_of(kind, kept.pk),
        "merge_url": merge_url(kind, kept.pk),
        "text": text,
        "likely": likely_twins(request.user, kind, kept),
        "found": searched(request.user, kind, kept, text),
    }
    return render(request, "pipeline/merge_choose.html", context)


@require_POST
def merge_undo(request, pk):
    merge = get_object_or_404(merges_of(request.user), pk=pk)
    # The other one may have no lead left by which anybody could see it.
    get_object_or_404(mergeable(merge.kind, request.user), pk=merge.kept_id)
    try:
        left = undo_merge(merge=merge, by=request.user)
    except CannotMerge as cause:
        messages.warning(request, str(cause))
        return redirect(page_of(merge.kind, merge.kept_id))
    messages.success(request, " ".join([_("They are two again."), *left]))
    return redirect(page_of(merge.kind, merge.merged_id))


def records(request, kind):
    """What this person may merge, with what the comparison reads."""
    rows = rows_of(kind).filter(pk__in=mergeable(kind, request.user).values("pk"))
    return rows.select_related("product", "segment") if kind == Twins.LEAD else rows


def page_of(kind, pk):
    return reverse(f"pipeline:{kind}_detail", args=[pk])


def merge_url(kind, pk):
    return reverse(f"pipeline:{kind}_merge", args=[pk])
