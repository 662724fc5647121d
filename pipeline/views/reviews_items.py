"""What people take on in reviews: added, done, put off, dropped."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.keys import key_in
from pipeline.actions.review_items import (
    add_action_item,
    drop_action_item,
    finish_action_item,
    put_off_action_item,
    reopen_action_item,
)
from pipeline.forms.reviews import ItemForm, LaterForm
from pipeline.models import ActionItem, Lead, Review
from pipeline.reports.review.counts import own_items

from .reviews import held, page_of


@require_safe
def review_items(request):
    """What one has taken on oneself, in whichever review."""
    context = {"items": own_items(request.user), "today": timezone.localdate()}
    return render(request, "pipeline/review_own_items.html", context)


def review_item_create(request, pk):
    review = held(request, pk)
    lead = lead_named(request)
    form = ItemForm(request.POST or None, user=request.user)
    if form.is_valid():
        item = add_action_item(review=review, lead=lead, by=request.user, **form.cleaned_data)
        said = {"person": item.owner, "what": item.text}
        messages.success(request, _("%(person)s takes it on: %(what)s.") % said)
        return redirect(back(request, review))
    context = {
        "form": form,
        "review": review,
        "lead": lead,
        "title": _("Add an action item"),
        "action": _("Add"),
        "back": back(request, review),
    }
    return render(request, "pipeline/review_item.html", context)


def lead_named(request):
    key = request.POST.get("lead") or request.GET.get("lead", "")
    if not key:
        return None
    leads = Lead.objects.visible_to(request.user).with_state()
    return get_object_or_404(leads, pk=key_in(key))


@require_POST
def review_item_done(request, pk):
    item = own_item(request, pk)
    if finish_action_item(item=item, by=request.user):
        tell(request, item, _("Done: %(what)s."))
    return redirect(back(request, item.review))


@require_POST
def review_item_undo(request, pk):
    item = own_item(request, pk)
    reopen_action_item(item=item, by=request.user)
    messages.success(request, _("Open again: %(what)s.") % {"what": item.text})
    return redirect(back(request, item.review))


@require_POST
def review_item_drop(request, pk):
    item = own_item(request, pk)
    if drop_action_item(item=item, by=request.user):
        tell(request, item, _("Dropped: %(what)s."))
    return redirect(back(request, item.review))


def review_item_later(request, pk, item):
    """A later day for what an earlier review has left undone: it is an action item of this review from now on."""
    review = held(request, pk)
    item = own_item(request, item)
    form = LaterForm(request.POST or None)
    if form.is_valid():
        again = put_off_action_item(item=item, review=review, until=form.cleaned_data["to"], by=request.user)
        if again is None:
            messages.warning(request, _("Somebody has settled it meanwhile."))
        else:
            day = formats.date_format(again.due_on, "DATE_FORMAT")
            messages.success(request, _("Put off until %(day)s: %(what)s.") % {"day": day, "what": item.text})
        return redirect(page_of(review))
    context = {
        "form": form,
        "review": review,
        "item": item,
        "title": _("Give it a new date"),
        "action": _("Put off"),
        "back": page_of(review),
    }
    return render(request, "pipeline/review_item.html", context)


def own_item(request, pk):
    """One's own, or one of a review that one may hold."""
    items = ActionItem.objects.visible_to(request.user).select_related("review", "follow_up", "lead__state__owner")
    item = get_object_or_404(items.select_related("owner"), pk=pk)
    is_holder = Review.objects.held_by(request.user).filter(pk=item.review_id).exists
    if item.owner_id != request.user.pk and not is_holder():
        raise Http404
    return item


def tell(request, item, text):
    undo = reverse("pipeline:review_item_undo", args=[item.pk])
    messages.success(request, text % {"what": item.text}, extra_tags=undo)


def back(request, review):
    """To the page that the form stood on."""
    address = request.POST.get("back", "")
    is_ours = address and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_ours else page_of(review)
