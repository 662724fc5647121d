from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from pipeline.actions.exports import export, file_name
from pipeline.forms import exported  # noqa: F401  (offers the lists)
from pipeline.models.job import TYPES
from pipeline.reports.exports import LISTS


@require_POST
def list_export(request, name, form):
    """The list as a file; where it is long, the page of the job that writes it."""
    if name not in LISTS or f".{form}" not in TYPES or not LISTS[name].is_for(request.user):
        raise Http404
    content, job = export(name=name, form=form, query=request.POST.get("query", ""), by=request.user)
    if content is None:
        return redirect("pipeline:job_detail", job.pk)
    response = HttpResponse(content, content_type=TYPES[f".{form}"])
    response["Content-Disposition"] = content_disposition_header(True, file_name(name, form))
    response["Cache-Control"] = "private, no-store"
    return response
