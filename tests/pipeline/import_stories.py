"""Files that people bring to the import pages, and the way through the pages."""

import io

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pipeline.models import Job
from pipeline.tasks import jobs as run_jobs

LEADS = (
    "Lead ID,Company,Website,First Name,Last Name,Email,Lead Status,Amount,Created Date\n"
    "1,Acme,acme.example,Ann,Bo,ann@acme.example,Working,1200.50,2026-03-01\n"
    "2,Acme,acme.example,Jan,Lis,jan@acme.example,Closed Won,900,2026-03-02\n"
    "3,Beta,beta.example,Eva,Ek,eva at beta,New,,2026-03-03\n"
)


def workbook(rows, *, title="Leady", cover=None):
    book = openpyxl.Workbook()
    if cover:
        book.active.title = cover
        book.create_sheet(title)
    sheet = book[title] if cover else book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def upload(client, content, name="leads.csv"):
    content = content if isinstance(content, bytes) else content.encode()
    return client.post(reverse("pipeline:import_create"), {"file": SimpleUploadedFile(name, content)})


def brought(client, content, name="leads.csv"):
    """The draft of an uploaded file."""
    response = upload(client, content, name)
    assert response.status_code == 302, response.context["form"].errors
    return Job.objects.get(pk=int(response.url.split("/")[2]))


def page(name, job):
    return reverse(f"pipeline:import_{name}", args=[job.pk])


def suggested(client, job):
    """What the mapping page proposes, as a person would send it untouched."""
    form = client.get(page("mapping", job)).context["form"]
    said = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in said.items() if value not in (None, False)}


def mapped(client, job, **said):
    response = client.post(page("mapping", job), {**suggested(client, job), "source": "crm", **said})
    assert response.status_code == 302, response.context["form"].errors
    return response


def imported(client, content, name="leads.csv", **said):
    """From the file to the end of its import."""
    job = brought(client, content, name)
    mapped(client, job, **said)
    client.post(page("start", job))
    run_jobs()
    job.refresh_from_db()
    return job


def undone(client, job):
    client.post(page("undo", job))
    run_jobs()
    job.refresh_from_db()
    return Job.objects.filter(kind=Job.Kind.UNDO_IMPORT).latest("pk")
