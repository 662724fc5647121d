"""A draft tried on all leads: asked for, watched, read, down to the names behind every number."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.models import Role
from frameworks_app.actions.document import digest_of, draft_document
from frameworks_app.views.entry import for_readers
from pipeline.actions.previews import ask_for_preview, previews_of
from pipeline.actions.saved_views import remember
from pipeline.forms.preview import CapacityForm
from pipeline.models import Job
from pipeline.reports.preview.names import names_of
from pipeline.reports.preview.page import Report
from pipeline.reports.saved_views import habits_of
from pipeline.scoring.current import current

PREVIEW = "preview"


@for_readers
@require_POST
def preview_start(request):
    """The same draft again is shown what was counted of it, unless it is to be counted anew."""
    try:
        job = ask_for_preview(by=request.user, again="again" in request.POST)
    except ValidationError as refusal:
        return render(request, "pipeline/preview_refused.html", {"problems": refusal.messages})
    return redirect("pipeline:preview_detail", job.pk)


def preview_of(pk):
    return get_object_or_404(Job.objects.filter(kind=Job.Kind.PREVIEW).select_related("by"), pk=pk)


def progress(request, pk):
    """Asked for every second: without the draft, which is long. At the end the page is another one altogether."""
    job = get_object_or_404(Job.objects.filter(kind=Job.Kind.PREVIEW).defer("arguments", "result"), pk=pk)
    if job.is_under_way:
        return render(request, "pipeline/_preview_progress.html", {"job": job})
    return HttpResponse(headers={"HX-Refresh": "true"})


@for_readers
def preview_detail(request, pk):
    if request.htmx:
        return progress(request, pk)
    job = preview_of(pk)
    if job.state != Job.State.DONE:
        return render(request, "pipeline/preview_detail.html", {"job": job})
    report = Report.of(job, request.user)
    form = CapacityForm(request.POST or capacity_habits(request.user, report), teams=report.teams)
    if request.method == "POST" and form.is_valid():
        # None would be forgotten, and all teams are a choice too.
        chosen = form.chosen()
        remember(user=request.user, page=PREVIEW, team=chosen["team"] or 0, take=chosen["take"])
        return redirect(reverse("pipeline:preview_detail", args=[job.pk]) + "#capacity")
    context = {"job": job, "report": report, "form": form, "capacity": report.capacity(**form.chosen()), **age_of(job)}
    return render(request, "pipeline/preview_detail.html", context)


def capacity_habits(user, report):
    """As last time; at first a manager's own team."""
    habits = habits_of(user, PREVIEW)
    team = habits.get("team", user.team_id if user.role == Role.MANAGER else None)
    known = {each.pk for each in report.teams}
    return {"team": team if team in known else "", "take": habits.get("take", "")}


def age_of(job):
    """Whether the draft, or the version that it was held against, is another one by now."""
    model = current()
    return {
        "is_changed": digest_of(draft_document()) != job.arguments["digest"],
        "is_overtaken": model is None or model.version_id != job.arguments["version"],
    }


@for_readers
def preview_leads(request, pk):
    """The names behind one number."""
    job = preview_of(pk)
    if job.state != Job.State.DONE or not request.GET:
        return redirect("pipeline:preview_detail", job.pk)
    report = Report.of(job, request.user)
    cell = report.matrix.cell(request.GET.get("from", ""), request.GET.get("to", ""))
    if cell is None:
        raise Http404
    names = names_of(job, cell, request.user, request.GET.get("page", ""))
    turn = {"previous_url": address(cell, names.previous), "next_url": address(cell, names.next)}
    return render(
        request,
        "pipeline/preview_leads.html",
        {"job": job, "cell": cell, "names": names, "hidden": cell.count - names.seen, "turn": turn},
    )


def address(cell, token):
    return f"?from={cell.origin.word}&to={cell.target.word}&page={token}" if token else ""


@for_readers
def preview_count(request):
    """How many statuses the draft as it is now would change: a sentence for whoever is about to publish it."""
    model = current()
    jobs = previews_of(digest_of(draft_document()), model.version_id) if model else Job.objects.none()
    return render(request, "pipeline/_preview_count.html", {"job": jobs.exclude(state=Job.State.FAILED).first()})
