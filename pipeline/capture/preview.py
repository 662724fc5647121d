"""The beginning of a file as it will be stored: the real importer runs, is looked at, and is taken back."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _

from pipeline.models import Company, Consent, Contact, Lead

from .cell import columns_of
from .definitions import Definitions
from .importing import fates, import_table, table_of
from .labels import label_of
from .mapping import parse_document
from .report import Report
from .targets import CONSENT
from .workbook import is_workbook

ROWS_TRIED = 500
ROWS_SHOWN = 20


@dataclass
class Row:
    """`values` in the order of the preview's columns; `cells` as they stand in the file."""

    line: int
    fate: str
    values: list = field(default_factory=list)
    cells: list = field(default_factory=list)
    reason: str = ""
    wrong: str = ""


@dataclass
class Preview:
    columns: list
    header: list
    rows: list
    problems: list
    report: Report


def preview(*, job, data, name, content):
    """Raises Refused when the file or the mapping cannot be used."""
    definitions = Definitions.load()
    mapping = parse_document(content, name, definitions, is_sheet=is_workbook(data))
    table = table_of(data, name, mapping, most=ROWS_TRIED)
    look = Look(mapping, table.header)
    with transaction.atomic():
        report = import_table(table, mapping, definitions, job=job, look=look)
        transaction.set_rollback(True)
    columns = [label_of(target, mapping.attributes) for target in look.targets]
    return Preview(columns, table.header, look.rows, problems(table, report), report)


def problems(table, report):
    """The first rejected rows as the file has them, with the reason and the cell to blame."""
    found = []
    for line, cells in table.rows():
        if refusal := report.refusals.get(line):
            row = Row(line, "rejected", cells=list(zip(table.header, cells, strict=True)))
            row.reason, row.wrong = str(refusal), refusal.column
            found.append(row)
        if len(found) == ROWS_SHOWN:
            break
    return found


class Look:
    """Sees the rows while they are stored, and keeps what the page shows of the first ones."""

    def __init__(self, mapping, header):
        self.mapping, self.rows = mapping, []
        cells = {**mapping.fields, **({"stage": mapping.outcome.stage} if mapping.outcome else {})}
        # As the file has them from left to right.
        self.targets = sorted(cells, key=lambda target: first_place(cells[target], header))

    def __call__(self, cursor, batch):
        cursor.execute(f"{fates(self.mapping.kind)} ORDER BY staged.line LIMIT {ROWS_SHOWN}")
        found = cursor.fetchall()
        lead_ids, company_ids, contact_ids = ({row[place] for row in found} - {None} for place in (1, 2, 3))
        leads = Lead.objects.with_state().select_related("product", "segment").in_bulk(lead_ids)
        companies, contacts = Company.objects.in_bulk(company_ids), Contact.objects.in_bulk(contact_ids)
        consents = self.consents(contact_ids)
        for line, lead, company, contact, is_new, is_changed in found:
            fate = "created" if is_new else "updated" if is_changed else "unchanged"
            stored = {"lead": leads.get(lead), "company": companies.get(company), "contact": contacts.get(contact)}
            stored["consent"] = consents.get(contact)
            self.rows.append(Row(line, fate, [shown(self.value(target, stored)) for target in self.targets]))

    def consents(self, contact_ids):
        """What holds of each person, where the file speaks of it."""
        if "consent" not in self.targets:
            return {}
        standing = Consent.objects.filter(contact__in=contact_ids).order_by("contact", "-occurred_at", "-pk")
        return {consent.contact_id: consent for consent in standing.distinct("contact")}

    def value(self, target, stored):
        if target in CONSENT:
            return of_consent(target, stored["consent"])
        entity, _dot, name = target.rpartition(".")
        if not entity:
            return of_the_row(target, stored["lead"] or stored["company"])
        row = stored[entity]
        return getattr(row, name) if hasattr(row, name) else row and row.custom.get(name)


def first_place(cell, header):
    """Where the first of its columns stands; what comes from no column comes last."""
    return min((header.index(name) for name in columns_of(cell) if name in header), default=len(header))


def of_consent(target, consent):
    if consent is None:
        return None
    return {
        "consent": consent.get_state_display(),
        "consent_on": consent.occurred_at,
        "consent_how": consent.note,
    }[target]


def of_the_row(target, row):
    if row is None:
        return None
    match target:
        case "owner" | "stage":
            return getattr(row.state, target)
        case "lead":
            return row.external_id
    return getattr(row, target, None)


def shown(value):
    match value:
        case None:
            return ""
        case bool():
            return _("yes") if value else _("no")
        case list():
            return ", ".join(map(str, value))
        case str():
            return value
        case datetime():
            here = timezone.localtime(value)
            return date_format(here, "SHORT_DATE_FORMAT" if here.time() == time.min else "SHORT_DATETIME_FORMAT")
        case date():
            return date_format(value, "SHORT_DATE_FORMAT")
    return str(localize(value))
