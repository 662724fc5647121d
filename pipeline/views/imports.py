from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from pipeline.capture import drafts
from pipeline.capture.asking import Asking
from pipeline.capture.limits import MEGABYTE, MOST_ROWS, MOST_UPLOADED
from pipeline.capture.preview import ROWS_TRIED, preview
from pipeline.capture.refusals import Refused
from pipeline.capture.undoing import forecast
from pipeline.forms.imports import ENDINGS, MappingForm, ReadingForm, UploadForm
from pipeline.models import Job, JobFile
from pipeline.reports.imports import imports_of, may_import, named, twin_of, undo_of
from pipeline.reports.keyset import Order, turn

from .turning import turned

NEWEST = Order("pk")
KINDS = {
    "lead": gettext_lazy("a lead, with its company and person"),
    "company": gettext_lazy("a company"),
    "stage_move": gettext_lazy("a stage that a lead went to"),
    "signal": gettext_lazy("something that a lead did"),
    "user": gettext_lazy("a person who works here"),
}


def import_list(request):
    check(request.user)
    page = turn(imports_of(request.user), NEWEST, request.GET.get("page", ""))
    context = {
        "imports": page.rows,
        "turn": turned(page),
    }
    return render(request, "pipeline/import_list.html", context)


def check(user):
    if not may_import(user):
        raise Http404


def import_create(request):
    check(request.user)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            # A file that is too large is not even read.
            data = file.read(MOST_UPLOADED + 1)
            return redirect("pipeline:import_mapping", drafts.begin(name=file.name, data=data, by=request.user).pk)
        except Refused as refusal:
            form.add_error("file", str(refusal))
    context = {"form": form, "megabytes": MOST_UPLOADED // MEGABYTE, "most_rows": MOST_ROWS, "endings": ENDINGS}
    return render(request, "pipeline/import_create.html", context)


def draft_of(user, pk):
    return get_object_or_404(imports_of(user).filter(by=user, state=Job.State.DRAFT), pk=pk)


def import_mapping(request, pk):
    job = draft_of(request.user, pk)
    is_sent = request.method == "POST"
    asking = Asking(job, said=request.POST if is_sent else None)
    may_add = request.user.sees_all_teams
    # Another column became the stage: its values are still to be asked for.
    is_whole = is_sent and "change_kind" not in request.POST and asking.was_asked_all()
    options = asking.options(may_add=may_add)
    if is_whole:
        form = MappingForm(request.POST, initial=asking.initial(), **options)
    else:
        typed = {key: request.POST[key] for key in request.POST} if is_sent else {}
        form = MappingForm(initial=asking.initial() | kept(typed), **options)
    if is_whole and form.is_valid() and decided(request, asking, form):
        return redirect("pipeline:import_preview", pk)
    context = {
        "job": job,
        "form": form,
        "reading": ReadingForm(initial=reading_of(job), sheets=job.arguments["sheets"]),
        "offers": asking.offers(),
        "kinds": kinds(request.user),
        "kind": asking.kind,
        "asks_again": is_sent and not is_whole and "change_kind" not in request.POST,
    }
    return render(request, "pipeline/import_mapping.html", context)


def kept(typed):
    """What was typed and still holds when the page asks anew; targets are suggested for another kind of row."""
    if "change_kind" in typed:
        return {key: typed[key] for key in ("source", "unknown", "decimal") if key in typed}
    return typed


def kinds(user):
    return [(key, label) for key, label in KINDS.items() if key != "user" or user.role == "admin"]


def reading_of(job):
    said = job.arguments
    return {"sheet": said["sheet"], "header": said["header"] or said["found_header"]}


def decided(request, asking, form):
    try:
        choices = asking.choices(form, time_zone=request.user.time_zone)
        content = asking.decide(choices)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    if name := form.cleaned_data["save_as"].strip():
        drafts.keep_mapping(name=name, content=content, choices=asking.job.arguments["choices"], by=request.user)
        messages.success(request, _("The mapping is kept as “%(name)s”.") % {"name": name})
    return True


@require_POST
def import_read(request, pk):
    """Another sheet or header row."""
    job = draft_of(request.user, pk)
    form = ReadingForm(request.POST, sheets=job.arguments["sheets"])
    if form.is_valid():
        sheet = form.cleaned_data.get("sheet") or job.arguments["sheet"]
        try:
            drafts.read_anew(job, sheet=sheet, header=form.cleaned_data["header"])
        except Refused as refusal:
            messages.error(request, str(refusal))
    else:
        messages.error(request, _("Give the number of the row in which the names of the columns stand."))
    return redirect("pipeline:import_mapping", pk)


@require_POST
def import_use(request, pk):
    """A mapping that is here already."""
    job = draft_of(request.user, pk)
    found = drafts.mappings().get(request.POST.get("mapping", ""))
    if found is None:
        return redirect("pipeline:import_mapping", pk)
    name, content, choices = found
    try:
        drafts.decide(job, content=content, name=name, choices=choices)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("pipeline:import_mapping", pk)
    return redirect("pipeline:import_preview", pk)


def import_preview(request, pk):
    job = draft_of(request.user, pk)
    said = job.arguments
    if "document" not in said:
        return redirect("pipeline:import_mapping", pk)
    if not may_use(request.user, said):
        messages.error(request, _("Only admins add people who work here."))
        return redirect("pipeline:import_mapping", pk)
    try:
        seen = preview(job=job, data=drafts.content_of(job), name=said["file"], content=said["document"])
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("pipeline:import_mapping", pk)
    context = {"job": job, "seen": seen, "tried": ROWS_TRIED, "twin": twin_of(job)}
    return render(request, "pipeline/import_preview.html", context)


def may_use(user, said):
    return said["row"] != "user" or user.role == "admin"


@require_POST
def import_start(request, pk):
    check(request.user)
    # A second click finds it under way, and only shows it.
    job = get_object_or_404(imports_of(request.user).filter(by=request.user), pk=pk)
    if job.state == Job.State.DRAFT and may_use(request.user, job.arguments):
        drafts.start(job=job, by=request.user)
    return redirect("pipeline:import_detail", pk)


def import_detail(request, pk):
    job = get_object_or_404(imports_of(request.user), pk=pk)
    if job.state == Job.State.DRAFT:
        return redirect("pipeline:import_mapping", pk)
    undo = undo_of(job)
    context = {
        "job": job,
        "undo": undo,
        "is_under_way": job.is_under_way or bool(undo and undo.is_under_way),
        "has_rejected": job.files.filter(kind=JobFile.Kind.REJECTED).exists(),
        "kept": named(undo.result.get("kept", [])) if undo else [],
        "may_undo": job.state == Job.State.DONE and not (undo and undo.is_under_way),
    }
    return render(request, "pipeline/_import_state.html" if request.htmx else "pipeline/import_detail.html", context)


def import_rejected(request, pk):
    """The rejected rows, for the person who mends them."""
    files = JobFile.objects.filter(job__in=imports_of(request.user), kind=JobFile.Kind.REJECTED)
    file = get_object_or_404(files, job=pk)
    response = HttpResponse(bytes(file.content), content_type=file.content_type)
    response["Content-Disposition"] = content_disposition_header(True, file.name)
    response["Cache-Control"] = "private, no-store"
    return response


def import_undo(request, pk):
    job = get_object_or_404(imports_of(request.user).filter(state=Job.State.DONE), pk=pk)
    if request.method == "POST":
        drafts.undo(job=job, by=request.user)
        return redirect("pipeline:import_detail", pk)
    try:
        ahead = forecast(job)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("pipeline:import_detail", pk)
    return render(request, "pipeline/import_undo.html", {"job": job, "ahead": ahead, "kept": named(ahead.kept)})


@require_POST
def import_drop(request, pk):
    """Forget a draft and its file."""
    job = draft_of(request.user, pk)
    job.delete()
    messages.success(request, _("The file is forgotten. Nothing was imported."))
    return redirect("pipeline:import_list")
