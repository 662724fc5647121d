from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header

from pipeline.models import Job, JobFile


def job_detail(request, pk):
    """Work under way: the page asks for its progress until it is over."""
    job = get_object_or_404(Job.objects.visible_to(request.user).select_related("by"), pk=pk)
    context = {"job": job, "files": job.files.exclude(kind=JobFile.Kind.INPUT).defer("content")}
    return render(request, "pipeline/_job_state.html" if request.htmx else "pipeline/job_detail.html", context)


def job_file(request, pk, kind):
    files = JobFile.objects.filter(job__in=Job.objects.visible_to(request.user))
    file = get_object_or_404(files, job=pk, kind=kind)
    response = HttpResponse(bytes(file.content), content_type=file.content_type)
    response["Content-Disposition"] = content_disposition_header(True, file.name)
    response["Cache-Control"] = "private, no-store"
    return response
