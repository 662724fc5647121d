"""One file, one transaction: read, stage, match, write, count, and the scores of what it touched."""

import time
from contextlib import contextmanager
from pathlib import Path

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
from .consents import write_consents
from .definitions import Definitions
from .happenings import write_happenings
from .mapping import load_mapping
from .matching import match, take_rows_of_others, take_rows_without_lead
from .people import People
from .refusals import Refused, RowRefused
from .report import Report
from .staging import add_owners_and_products, create_tables, drop_tables, fill_tables
from .table import read_bytes, read_table
from .workbook import is_workbook
from .writing import write

# Progress is told this often, and leads are rescored so many at a time: the more, the fewer times a page is read that
# holds signals of many leads.
ROWS_AT_ONCE = 5_000
LEADS_AT_ONCE = 50_000
# By line of the file: whether its row made something, changed something, and which lead it speaks of.
FATES = """
    SELECT staged.line, staged.id AS lead_id, company.id AS company_id, contact.id AS contact_id, {is_new} AS is_new,
        staged.changed OR COALESCE(company.created OR company.changed, false)
            OR COALESCE(contact.created OR contact.changed, false) AS is_changed
    FROM import_row staged
    LEFT JOIN import_company company ON company.no = staged.company_no
    LEFT JOIN import_contact contact ON contact.no = staged.contact_no
"""
COUNTS = """
    SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new AND is_changed) FROM ({fates}) counted
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


def unseen(cursor, batch):
    """Nobody looks at the single rows."""


def import_file(*, path, mapping, by=None, is_dry=False, progress=quiet):
    """Import a file under a shipped mapping or a mapping file; returns the table and the report."""
    started = time.monotonic()
    data = read_bytes(Path(path))
    definitions = Definitions.load()
    mapping = load_mapping(mapping, definitions, is_sheet=is_workbook(data))
    table = table_of(data, Path(path).name, mapping)
    with transaction.atomic(), pghistory.context(user=by and by.pk):
        job = start_job(table, mapping, by)
        report = import_table(table, mapping, definitions, job=job, progress=progress)
        report.is_dry, report.seconds = is_dry, time.monotonic() - started
        finish_job(job, report)
        transaction.set_rollback(is_dry)
    report.seconds = time.monotonic() - started
    return table, report


def table_of(data, name, mapping, *, most=None):
    """The table in a file as the mapping says to read it."""
    return read_table(
        data,
        name,
        encoding=mapping.encoding,
        separator=mapping.separator,
        wanted=mapping.columns,
        sheet=mapping.sheet,
        header=mapping.header,
        decimal=mapping.form.decimal,
        most=most,
    )


def start_job(table, mapping, by):
    arguments = {"file": table.name, "mapping": mapping.name, "source": mapping.source, "row": mapping.kind}
    return Job.objects.create(kind=Job.Kind.IMPORT, arguments=arguments, by=by)


def finish_job(job, report):
    job.state = Job.State.DONE
    job.done = job.total = report.rows
    job.finished_at = timezone.now()
    job.result = report.summary()
    job.save(update_fields=["state", "done", "total", "finished_at", "result"])


def import_table(table, mapping, definitions, *, job, progress=quiet, look=unseen):
    """Within the caller's transaction; `look` sees the staging tables once everything is written."""
    with told_by_the_database(), pghistory.context(source=mapping.source, job=job.pk) as history:
        report = Report(warnings=absent_columns(table, mapping))
        attributes = make_missing(mapping.attributes)
        people = People(unknown=mapping.unknown_owners, role=mapping.owner_role, team_id=team_of(job.by))
        batch = read_rows(table, mapping, definitions, people, progress)
        report.rows, report.refusals = batch.count, batch.refusals
        if mapping.kind == "user":
            report.created, report.updated = users.write(batch, people, mapping)
        else:
            write_batch(batch, job, report, look)
        report.unchanged = report.rows - report.created - report.updated - len(report.refusals)
        report.made = {**batch.made, "attributes": attributes, "history": str(history.id)}
        # Before the commit, so that no sweep takes the marks first and acts on the past as if it were news.
        rescore(report.lead_ids, progress)
    return report


@contextmanager
def told_by_the_database():
    """What a row may say is judged before; this is what only the database knows, or somebody did meanwhile."""
    try:
        with transaction.atomic():
            yield
    except (IntegrityError, DataError) as error:
        raise Refused(_("The database refused the rows: %(error)s.") % {"error": str(error).splitlines()[0]}) from None


def team_of(person):
    """The one team that this person imports into; None for those who see all, and for commands."""
    return None if person is None or person.sees_all_teams else person.team_id


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


def read_rows(table, mapping, definitions, people, progress):
    batch = Batch(mapping, definitions, people, table.header)
    total = table.text.count("\n")
    for line, cells in table.rows():
        batch.add(line, cells)
        if batch.count % ROWS_AT_ONCE == 0:
            progress(_("read"), line, total)
    return batch


def write_batch(batch, job, report, look):
    mapping = batch.mapping
    parameters = {
        "source": mapping.source,
        "job": job.pk,
        "by": job.by_id,
        "team": team_of(job.by),
        "now": timezone.now(),
        "mark": Jsonb({"source": mapping.source, "verified": False}),
    }
    with connection.cursor() as cursor:
        create_tables(cursor)
        fill_tables(cursor, batch)
        match(cursor, mapping, parameters)
        report.refusals |= rows_that_do_not_belong(cursor, mapping, parameters)
        add_owners_and_products(cursor, batch)
        write(cursor, mapping, parameters)
        write_happenings(cursor, parameters)
        if batch.consents:
            report.overrule(write_consents(cursor, parameters))
        count(cursor, mapping, report)
        look(cursor, batch)
        drop_tables(cursor)


def rows_that_do_not_belong(cursor, mapping, parameters):
    """Rows of leads that are not here, and of what is another team's, are taken out: the refusals by line."""
    refused = {}
    for line, key in take_rows_without_lead(cursor, mapping):
        said = {"key": key, "source": mapping.source}
        sentence = _("there is no lead with the key “%(key)s” of %(source)s") % said
        refused[line] = RowRefused(sentence, what=_("there is no lead with this key"))
    if parameters["team"]:
        sentence = _("its lead, company or person is known to another team: ask marketing or an admin to import it")
        refused |= {line: RowRefused(sentence) for line in take_rows_of_others(cursor, parameters)}
    return refused


def fates(kind):
    return FATES.format(is_new=IS_NEW.get(kind, "staged.changed"))


def count(cursor, mapping, report):
    cursor.execute(COUNTS.format(fates=fates(mapping.kind)))
    report.created, report.updated = cursor.fetchone()
    cursor.execute(TOUCHED)
    # In rising order, as every scorer takes its locks.
    report.lead_ids = sorted(lead_id for (lead_id,) in cursor.fetchall())


def rescore(lead_ids, progress):
    """The marks are the promise and the sweep keeps it; this only keeps it before the command returns."""
    for start in range(0, len(lead_ids), LEADS_AT_ONCE):
        rescore_leads(lead_ids[start : start + LEADS_AT_ONCE], cause=ScoreChange.Cause.IMPORT)
        progress(_("scored"), min(start + LEADS_AT_ONCE, len(lead_ids)), len(lead_ids))
