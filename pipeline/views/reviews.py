"""All pipeline reviews, when they come again, and how one is opened."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Role
from pipeline.actions.review_opening import open_review
from pipeline.forms.reviews import OpenForm, ScheduleForm
from pipeline.models import Review, ReviewSchedule
from pipeline.reports.keyset import turn
from pipeline.reports.review.listing import NEWEST, ScopeWords, listed, reviews_of, schedules_of


def may_hold(user):
    """Managers of a team, and admins."""
    return user.role == Role.ADMIN or (user.role == Role.MANAGER and user.team_id is not None)


def holder(request):
    if not may_hold(request.user):
        raise Http404


@require_safe
def review_list(request):
    page = turn(reviews_of(request.user), NEWEST, request.GET.get("page", ""))
    schedules = schedules_of(request.user, timezone.now())
    words = ScopeWords([*page.rows, *(each.schedule for each in schedules)])
    context = {
        "rows": listed(page.rows, words),
        "schedules": [(each, words.of(each.schedule)) for each in schedules],
        "may_hold": may_hold(request.user),
        "turn": {
            "previous_url": f"?page={page.previous}" if page.previous else "",
            "next_url": f"?page={page.next}" if page.next else "",
        },
    }
    return render(request, "pipeline/review_list.html", context)


def review_create(request):
    holder(request)
    form = OpenForm(request.POST or None, user=request.user, initial={"people": [request.user.pk]})
    if form.is_valid():
        review = open_review(
            plan=form.instance,
            by=request.user,
            title=form.cleaned_data["title"],
            since=form.compared_with(),
            people=form.cleaned_data["people"],
        )
        return opened(request, review)
    context = {"form": form, "title": _("Open a review"), "action": _("Open the review"), "is_opening": True}
    return render(request, "pipeline/review_form.html", context)


@require_POST
def review_schedule_open(request, pk):
    """The one click on Friday; two who click at once open one review."""
    schedules = ReviewSchedule.objects.held_by(request.user).filter(is_active=True)
    return opened(request, open_review(plan=get_object_or_404(schedules, pk=pk), by=request.user))


def opened(request, review):
    return redirect("pipeline:review_detail", review.pk)


def review_schedule_create(request):
    holder(request)
    form = ScheduleForm(request.POST or None, user=request.user, initial={"people": [request.user.pk], "at": "10:00"})
    return schedule_form(request, form, _("New schedule"))


def review_schedule_edit(request, pk):
    schedule = get_object_or_404(ReviewSchedule.objects.held_by(request.user), pk=pk)
    form = ScheduleForm(request.POST or None, instance=schedule, user=request.user)
    return schedule_form(request, form, schedule.name)


def schedule_form(request, form, title):
    if form.is_valid():
        schedule = form.save()
        messages.success(request, _("%(name)s: saved.") % {"name": schedule})
        return redirect("pipeline:review_list")
    context = {"form": form, "title": title, "action": _("Save")}
    return render(request, "pipeline/review_form.html", context)


def readable(request, pk):
    """A review that this person may read, and whether they hold it."""
    reviews = Review.objects.visible_to(request.user).select_related("team", "opened_by", "closed_by", "previous")
    return get_object_or_404(reviews.with_holder(request.user), pk=pk)


def held(request, pk):
    """An open review in which this person decides; else nothing is there to be changed."""
    reviews = Review.objects.held_by(request.user).open().select_related("team")
    return get_object_or_404(reviews, pk=pk)


def page_of(review):
    return reverse("pipeline:review_detail", args=[review.pk])
