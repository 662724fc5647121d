"""A list leaves the house: written at once where it is short, by a worker where it is long, and logged either way."""

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from pipeline.models import Job, JobFile
from pipeline.reports.export_files import WRITERS
from pipeline.reports.exports import LISTS, headings, table

from .jobs import CannotBeDone, ask_for, register

AT_ONCE = 5_000
MOST = 250_000


def export(*, name, form, query, by):
    """The file of a short list, or the job of a long one."""
    exported, said = LISTS[name], QueryDict(query)
    arguments = {"list": name, "form": form, "query": query}
    ids = exported.keys(by, said, AT_ONCE)
    if len(ids) > AT_ONCE:
        return None, ask_for(kind=Job.Kind.EXPORT, by=by, arguments=arguments)
    content = written(exported, said, by, form, ids)
    return content, log_export(arguments, len(ids), by)


def log_export(arguments, number, by):
    now = timezone.now()
    return Job.objects.create(
        kind=Job.Kind.EXPORT,
        state=Job.State.DONE,
        by=by,
        arguments=arguments,
        done=number,
        total=number,
        result={"rows": number},
        finished_at=now,
    )


def written(exported, said, by, form, ids, tell=None):
    columns = exported.columns(by, said)
    rows = table(exported, by, columns, ids, tell=tell)
    return WRITERS[form](headings(columns), rows, str(exported.title))


def file_name(name, form):
    return f"{slugify(name)}-{timezone.localdate().isoformat()}.{form}"


@register(Job.Kind.EXPORT)
@transaction.atomic
def run_export(job, tell):
    """A long list, as its owner may see it at the moment when it is written."""
    exported, said, form = LISTS[job.arguments["list"]], QueryDict(job.arguments["query"]), job.arguments["form"]
    if not job.by.is_active:
        raise CannotBeDone(_("Whoever asked for this may no longer sign in."))
    if not exported.is_for(job.by):
        raise CannotBeDone(_("Whoever asked for this may no longer see it."))
    ids = exported.keys(job.by, said, MOST)
    if len(ids) > MOST:
        raise CannotBeDone(_("These are more than 250,000 rows. Filter the list, and export it in parts."))
    tell(0, len(ids))
    content = written(exported, said, job.by, form, ids, tell)
    name = file_name(exported.name, form)
    JobFile.objects.update_or_create(job=job, kind=JobFile.Kind.OUTPUT, defaults={"name": name, "content": content})
    return {"rows": len(ids)}
