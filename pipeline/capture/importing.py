"""One file, one transaction: read, stage, match, write, count, and the scores of what it touched."""

import time

import pghistory
from django.db import DataError, IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.types.json import Jsonb

from pipeline.models import Job, ScoreChange
from pipeline.scoring.rescore import rescore_leads

from . import users
from .attributes import make_missing
from .batch import Batch
from .definitions import Definitions
from .happenings import write_happenings
from .mapping import load_mapping
from .matching import match, take_rows_without_lead
from .people import People
from .refusals import Refused
from .report import Report
from .staging import add_owners_and_products, create_tables, drop_tables, fill_tables
from .table import open_table
from .writing import write

# Progress is told this often, and leads are rescored so many at a time.
ROWS_AT_ONCE = 5_000
LEADS_AT_ONCE = 5_000
COUNTS = """
    SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new AND is_changed), count(*)
    FROM (
        SELECT {is_new} AS is_new, staged.changed
            OR COALESCE(company.created OR company.changed, false)
            OR COALESCE(contact.created OR contact.changed, false) AS is_changed
        FROM import_row staged
        LEFT JOIN import_company company ON company.no = staged.company_no
        LEFT JOIN import_contact contact ON contact.no = staged.contact_no
    ) counted
"""
# A row that is itself a fact is new when its fact was written.
IS_NEW = {"company": "company.created", "lead": "staged.created"}
TOUCHED = """
    SELECT id FROM import_row WHERE id IS NOT NULL AND (created OR changed)
    UNION SELECT lead.id FROM pipeline_lead lead JOIN import_company company
        ON company.id = lead.company_id AND company.changed
    UNION SELECT lead.id FROM pipeline_lead lead JOIN import_contact contact
        ON contact.id = lead.contact_id AND contact.changed
    ORDER BY 1
"""


def quiet(stage, done, total):
    """Nobody watches."""


def import_file(*, path, mapping, by=None, is_dry=False, progress=quiet):
    """Import a file under a shipped mapping or a mapping file; returns the table and the report."""
    started = time.monotonic()
    definitions = Definitions.load()
    mapping = load_mapping(mapping, definitions)
    table = open_table(path, encoding=mapping.encoding, separator=mapping.separator, wanted=mapping.columns)
    try:
        with transaction.atomic(), pghistory.context(user=by and by.pk, source=mapping.source):
            report = import_table(table, mapping, definitions, by=by, progress=progress)
            report.is_dry = is_dry
            # Before the commit, so that no sweep takes the marks first and acts on the past as if it were news.
            rescore(report.lead_ids, progress)
            transaction.set_rollback(is_dry)
    except (IntegrityError, DataError) as error:
        # What a row may say is judged before; this is what only the database knows, or somebody did meanwhile.
        raise Refused(_("The database refused the rows: %(error)s.") % {"error": str(error).splitlines()[0]}) from None
    report.seconds = time.monotonic() - started
    return table, report


def import_table(table, mapping, definitions, *, by, progress):
    """Within the caller's transaction."""
    report = Report(warnings=absent_columns(table, mapping))
    job = start_job(table, mapping, by)
    make_missing(mapping.attributes)
    people = People(may_add=mapping.creates_owners, role=mapping.owner_role)
    batch = read_rows(table, mapping, definitions, people, progress)
    report.rows, report.rejected = batch.count, batch.rejected
    if mapping.kind == "user":
        report.created, report.updated = users.write(batch, people, mapping)
    else:
        write_batch(batch, job, by, report)
    report.unchanged = report.rows - report.created - report.updated - len(report.rejected)
    finish_job(job, report)
    return report


def absent_columns(table, mapping):
    """Warnings; refused when a column is required, or when the file has none of them at all."""
    header = {name.strip() for name in table.header}
    absent = sorted(mapping.columns - header)
    if mapping.columns and not mapping.columns & header:
        raise Refused(
            _("None of the mapping's columns is in the file, which has: %(columns)s.")
            % {"columns": ", ".join(table.header)[:300]}
        )
    for cell in mapping.cells:
        if cell.required and cell.column in absent:
            raise Refused(
                _("The file has no column “%(column)s”, which the mapping requires.") % {"column": cell.column}
            )
    return [_("The file has no column “%(column)s”.") % {"column": column} for column in absent]


def start_job(table, mapping, by):
    arguments = {"file": table.name, "mapping": mapping.name, "source": mapping.source, "row": mapping.kind}
    return Job.objects.create(kind=Job.Kind.IMPORT, arguments=arguments, by=by)


def read_rows(table, mapping, definitions, people, progress):
    batch = Batch(mapping, definitions, people, table.header)
    total = table.text.count("\n")
    for line, cells in table.rows():
        batch.add(line, cells)
        if batch.count % ROWS_AT_ONCE == 0:
            progress(_("read"), line, total)
    return batch


def write_batch(batch, job, by, report):
    mapping = batch.mapping
    mark = Jsonb({"source": mapping.source, "verified": False})
    parameters = {
        "source": mapping.source,
        "job": job.pk,
        "by": by and by.pk,
        "now": timezone.now(),
        "mark": mark,
    }
    with connection.cursor() as cursor:
        create_tables(cursor)
        fill_tables(cursor, batch)
        match(cursor, mapping, parameters)
        for line, key in take_rows_without_lead(cursor, mapping):
            report.rejected[line] = _("there is no lead with the key “%(key)s” of %(source)s") % {
                "key": key,
                "source": mapping.source,
            }
        add_owners_and_products(cursor, batch)
        write(cursor, mapping, parameters)
        write_happenings(cursor, parameters)
        count(cursor, mapping, report)
        drop_tables(cursor)


def count(cursor, mapping, report):
    cursor.execute(COUNTS.format(is_new=IS_NEW.get(mapping.kind, "staged.changed")))
    report.created, report.updated, _all = cursor.fetchone()
    cursor.execute(TOUCHED)
    report.lead_ids = [lead_id for (lead_id,) in cursor.fetchall()]


def finish_job(job, report):
    job.state = Job.State.DONE
    job.done = job.total = report.rows
    job.finished_at = timezone.now()
    job.result = report.numbers() | {"warnings": report.warnings}
    job.save(update_fields=["state", "done", "total", "finished_at", "result"])


def rescore(lead_ids, progress):
    """The marks are the promise and the sweep keeps it; this only keeps it before the command returns."""
    for start in range(0, len(lead_ids), LEADS_AT_ONCE):
        rescore_leads(lead_ids[start : start + LEADS_AT_ONCE], cause=ScoreChange.Cause.IMPORT)
        progress(_("scored"), min(start + LEADS_AT_ONCE, len(lead_ids)), len(lead_ids))
