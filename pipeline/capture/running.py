"""Imports that somebody started on a page, and their undoing, as work for any worker."""

import io
import time
from dataclasses import asdict

from django.utils.translation import gettext as _

from pipeline.actions.jobs import CannotBeDone, register
from pipeline.models import Job, JobFile

from .definitions import Definitions
from .importing import import_table, table_of
from .mapping import parse_document
from .refusals import Refused
from .report import write_rejected
from .undoing import Undoing
from .workbook import is_workbook

# The bar's whole length in rows: reading a row, storing it and scoring its lead take about the same.
STEPS = 3


@register(Job.Kind.IMPORT)
def run_import(job, tell):
    said, file = job.arguments, job.files.get(kind=JobFile.Kind.INPUT)
    data = bytes(file.content)
    rows, started = max(said["rows"], 1), time.monotonic()

    def progress(stage, done, of):
        share = min(done / max(of, 1), 1)
        tell(int(rows * (share if stage == _("read") else STEPS - 1 + share)), STEPS * rows)

    tell(0, STEPS * rows)
    try:
        definitions = Definitions.load()
        mapping = parse_document(said["document"], said["mapping"], definitions, is_sheet=is_workbook(data))
        table = table_of(data, file.name, mapping)
        report = import_table(table, mapping, definitions, job=job, progress=progress)
    except Refused as refusal:
        raise CannotBeDone(str(refusal)) from None
    if report.refusals:
        keep_rejected(job, table, report)
    tell(STEPS * rows, STEPS * rows)
    report.seconds = time.monotonic() - started
    return report.summary()


def keep_rejected(job, table, report):
    stream = io.StringIO()
    write_rejected(table, report.rejected, stream)
    stem = table.name.rpartition(".")[0] or table.name
    content = stream.getvalue().encode("utf-8-sig")
    JobFile.objects.create(job=job, kind=JobFile.Kind.REJECTED, name=f"{stem}.rejected.csv", content=content)


@register(Job.Kind.UNDO_IMPORT)
def run_undo(job, tell):
    imported = Job.objects.select_for_update().filter(kind=Job.Kind.IMPORT, state=Job.State.DONE)
    imported = imported.filter(pk=job.arguments["import"]).first()
    if imported is None:
        raise CannotBeDone(_("This import has been undone already."))
    try:
        done = Undoing(imported).undo(tell)
    except Refused as refusal:
        raise CannotBeDone(str(refusal)) from None
    Job.objects.filter(pk=imported.pk).update(state=Job.State.UNDONE)
    return asdict(done)
