"""How a review ends: its notes, who gets them, its action items for a calendar."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pipeline.actions.reviews import NotesChanged, ReviewClosed, close_review, concerned, write_notes
from pipeline.forms.reviews import NotesForm
from pipeline.reports.review.counts import counts_of
from pipeline.reports.review.meeting import agenda_shown
from pipeline.reports.review.notes import decisions_for, items_file, letter
from pipeline.reports.review.record import beside

from .reviews import held, readable
from .reviews_meeting import items_of


def review_notes(request, pk):
    """The record: numbers beside those of the review before, decisions, action items, and words."""
    review = readable(request, pk)
    if request.method == "POST":
        return words_written(request, review)
    return record(request, review, NotesForm(initial={"notes": review.notes, "was": review.notes}))


def words_written(request, review):
    held(request, review.pk)
    form = NotesForm(request.POST)
    if form.is_valid():
        said = {name: text.replace("\r\n", "\n") for name, text in form.cleaned_data.items()}
        try:
            write_notes(review=review, by=request.user, **said)
        except NotesChanged as meanwhile:
            again = NotesForm({"notes": said["notes"], "was": meanwhile.notes})
            return record(request, review, again, theirs=meanwhile.notes, status=409)
        messages.success(request, _("Notes saved."))
        return redirect("pipeline:review_notes", review.pk)
    return record(request, review, form)


def record(request, review, form, *, theirs=None, status=200):
    counts = counts_of(review)
    before = counts_of(review.previous) if review.previous else None
    context = {
        "review": review,
        "agenda": agenda_shown(review, request.user),
        "counts": counts,
        "before": before,
        "numbers": beside(counts, before),
        "decisions": list(decisions_for(review, request.user).select_related("by")),
        "items": items_of(review),
        "form": form if review.may_decide else None,
        "theirs": theirs,
        "today": timezone.localdate(),
    }
    return render(request, "pipeline/review_notes.html", context, status=status)


def review_close(request, pk):
    """Before it becomes a record: what is still undecided, and who gets which letter."""
    review = held(request, pk)
    if request.method == "POST":
        try:
            close_review(review=review, by=request.user)
        except ReviewClosed:
            messages.info(request, _("The review was closed already."))
        else:
            messages.success(request, _("The review is closed; its notes are on their way."))
        return redirect("pipeline:review_notes", pk)
    people = concerned(review)
    context = {
        "review": review,
        "agenda": agenda_shown(review, request.user),
        "people": people,
        "letter": letter(review, request.user),
    }
    return render(request, "pipeline/review_close.html", context)


@require_safe
def review_calendar(request, pk):
    """One's own action items as days in a calendar."""
    review = readable(request, pk)
    content = items_file(review, request.user)
    if not content:
        messages.info(request, _("You have no action item in this review: there is nothing for your calendar."))
        return redirect("pipeline:review_notes", pk)
    headers = {"Content-Disposition": f'attachment; filename="review-{review.pk}.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
