"""An import that a person prepares: the file, how it is read, what its columns mean; then it waits its turn."""

from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from pipeline.actions.jobs import ask_for, wake
from pipeline.models import Job, JobFile, SavedMapping
from pipeline.reports.imports import undo_of

from . import workbook
from .columns import ROWS_LOOKED_AT
from .definitions import Definitions
from .limits import MEGABYTE, MOST_UPLOADED
from .mapping import load_document, parse_document, shipped_names
from .refusals import Refused
from .table import read_table


def begin(*, name, data, by):
    """Keep the file and what was found out about it; refused when it is no table."""
    if len(data) > MOST_UPLOADED:
        raise Refused(_("The file is larger than %(most)s MB: split it.") % {"most": MOST_UPLOADED // MEGABYTE})
    is_book = workbook.is_workbook(data)
    sheets = workbook.sheet_names(data) if is_book else []
    said = {"file": name, "size": len(data), "digest": sha256(data).hexdigest(), "sheets": sheets}
    said |= reading(data, name, sheet=first_with_rows(data, name, sheets))
    with transaction.atomic():
        job = Job.objects.create(kind=Job.Kind.IMPORT, state=Job.State.DRAFT, by=by, arguments=said)
        JobFile.objects.create(job=job, kind=JobFile.Kind.INPUT, name=name, content=data)
    return job


def first_with_rows(data, name, sheets):
    """Cover sheets come first in many workbooks."""
    for sheet in sheets:
        try:
            read_table(data, name, sheet=sheet, most=ROWS_LOOKED_AT)
        except Refused:
            continue
        return sheet
    return sheets[0] if sheets else None


def reading(data, name, *, sheet=None, header=None):
    """How the file is read, once it is known that it can be."""
    if workbook.is_workbook(data):
        table = read_table(data, name, sheet=sheet, header=header, most=ROWS_LOOKED_AT)
    else:
        table = read_table(data, name, header=header)
    rows = sum(1 for _row in table.rows())
    if rows == table.most:
        # Counted without being read: about right.
        rows = workbook.rows_in(data, sheet) - table.header_place
    return {"sheet": sheet, "header": header, "found_header": table.header_place, "rows": rows}


def content_of(job):
    return bytes(job.files.get(kind=JobFile.Kind.INPUT).content)


def beginning(job):
    """The first rows of a draft's file."""
    said = job.arguments
    data = content_of(job)
    return read_table(data, said["file"], sheet=said["sheet"], header=said["header"], most=ROWS_LOOKED_AT)


def read_anew(job, *, sheet, header):
    """Another sheet or header row; what the columns meant is forgotten with them."""
    said = {key: job.arguments[key] for key in ("file", "size", "digest", "sheets")}
    job.arguments = said | reading(content_of(job), said["file"], sheet=sheet, header=header)
    job.save(update_fields=["arguments"])


def decide(job, *, content, name, choices=None):
    """Say what the columns mean; refused when the document is not sensible here."""
    content = {key: value for key, value in content.items() if key not in {"sheet", "header"}}
    content |= {key: value for key, value in in_sheet(job).items() if value is not None}
    mapping = parse_document(content, name, Definitions.load(), is_sheet=bool(job.arguments["sheets"]))
    check_definitions(mapping, job.by)
    job.arguments |= {"document": content, "mapping": name, "source": mapping.source, "row": mapping.kind}
    if choices is not None:
        job.arguments["choices"] = choices
    job.save(update_fields=["arguments"])
    return mapping


def check_definitions(mapping, by):
    """What is sold, and what is known of companies, is for all teams."""
    adds = mapping.creates_products or any(row.pk is None for row in mapping.attributes.values())
    if adds and not by.sees_all_teams:
        raise Refused(_("This mapping adds attributes or products: ask marketing or an admin to import the file."))


def in_sheet(job):
    return {"sheet": job.arguments["sheet"], "header": job.arguments["header"]}


def keep_mapping(*, name, content, choices, by):
    """Under a name, for the next file of this kind; the same name again replaces it."""
    content = {key: value for key, value in content.items() if key not in {"sheet", "header"}}
    said = {"content": content, "choices": choices, "by": by, "name": name}
    try:
        with transaction.atomic():
            saved, _is_new = SavedMapping.objects.update_or_create(name__iexact=name, defaults=said)
    except IntegrityError:
        saved = SavedMapping.objects.get(name__iexact=name)
    return saved


def mappings():
    """Every mapping that can be chosen, by its key: name, document, and what was chosen on the page."""
    found = {f"saved-{each.pk}": (each.name, each.content, each.choices) for each in SavedMapping.objects.all()}
    for name in shipped_names():
        found[f"shipped-{name}"] = (name, load_document(name)[1], None)
    return found


@transaction.atomic
def start(*, job, by):
    """Let the workers take it; a second click finds it under way."""
    draft = Job.objects.select_for_update().filter(pk=job.pk, state=Job.State.DRAFT).first()
    if draft is None or "document" not in draft.arguments:
        return False
    draft.state, draft.by = Job.State.WAITING, by
    draft.save(update_fields=["state", "by"])
    wake()
    return True


@transaction.atomic
def undo(*, job, by):
    """Let the workers take the import back; the undo that is under way already, where there is one."""
    done = Job.objects.select_for_update().filter(pk=job.pk, state=Job.State.DONE).first()
    known = undo_of(job)
    if done is None or (known and known.is_under_way):
        return known
    return ask_for(kind=Job.Kind.UNDO_IMPORT, by=by, arguments={"import": job.pk, "file": job.arguments["file"]})
