"""I1, I2 and D1: what it costs to take in a signal, many signals, a file of people."""

import random
import tempfile
from datetime import timedelta
from pathlib import Path

from django.db import connection
from django.utils import timezone
from psycopg.types.json import Jsonb

from frameworks_app.models import SignalType
from pipeline.actions.signals import record_signal
from pipeline.capture.importing import import_file
from pipeline.models import Company, Contact, Lead, Signal, StaleLead
from pipeline.scoring.rescore import rescore_all_marked

from .bars import Sample
from .dice import defaults
from .meter import execute, measured, settle, undone

KEY = "bench-signal"
OF_SCORES = ("pipeline_leadstate", "pipeline_leadinput", "pipeline_scorechange", "pipeline_stalelead")
# As many signals come in before the worker comes round: a nudge is sent once a second at most.
AT_ONCE = 100
SIGNALS = """
source: bench
row: signal
fields: {lead: lead, external_id: id, occurred_at: at}
signals:
  - type: {column: what, values: {visit: product_page_view, download: case_study_download, form: contact_form}}
"""
PEOPLE_SOURCE = "other-crm"
PEOPLE = f"""
source: {PEOPLE_SOURCE}
row: lead
fields:
  external_id: {{column: id, required: true}}
  occurred_at: came
  company.name: company
  company.domain: domain
  contact.name: person
  contact.email: email
  lead.title: about
"""


class OneByOne:
    """I1."""

    keys = ("I1",)

    def __init__(self, leads, count=1_000):
        self.leads, self.count = leads, count

    def prepare(self):
        execute("DROP TABLE IF EXISTS bench_bare")
        execute(
            "CREATE TABLE bench_bare (LIKE pipeline_signal INCLUDING DEFAULTS INCLUDING IDENTITY INCLUDING INDEXES)"
        )
        self.type = SignalType.objects.get(key="product_page_view")
        chosen = random.Random(self.count).sample(range(1, self.leads + 1), self.count)
        self.chosen = list(Lead.objects.filter(pk__in=chosen))

    def repetition(self):
        rows = insert_bare_rows(self.chosen, self.type)
        signals = take_in(self.chosen, self.type)
        execute("TRUNCATE bench_bare")
        Signal.objects.filter(external_source=KEY).delete()
        rescore_all_marked()
        settle(*OF_SCORES)
        yield Sample("I1", signals.cpu / self.count * 1000, rows.cpu / self.count * 1000)


def insert_bare_rows(leads, kind):
    """I1's limit: the same rows, one INSERT and one commit each, on the same connection, into a table with the
    signal table's columns and indexes, but no triggers and nothing looked up."""
    now = timezone.now()
    statement = """
        INSERT INTO bench_bare (lead_id, type_id, occurred_at, external_source, external_id, data)
        VALUES (%s, %s, %s, %s, %s, %s)
    """
    with connection.cursor() as cursor, measured() as cost:
        for lead in leads:
            cursor.execute(statement, [lead.pk, kind.pk, now, KEY, str(lead.pk), "{}"])
    return cost


def take_in(leads, kind):
    """I1: signals by the product's own action, each in its own transaction, found by its external id not to be there
    yet; after every hundred the marked leads are rescored, as the worker does that is woken once a second."""
    now = timezone.now()
    with measured() as cost:
        for number, lead in enumerate(leads, 1):
            record_signal(
                lead=lead, type=kind, occurred_at=now, by=None, external_source=KEY, external_id=str(lead.pk)
            )
            if number % AT_ONCE == 0:
                rescore_all_marked()
        rescore_all_marked()
    if StaleLead.objects.exists():
        raise SystemExit("Signals were taken in, and leads are still marked.")
    return cost


class Batches:
    """I2 and D1."""

    keys = ("I2", "D1")

    def __init__(self, leads, count=100_000):
        # Of a small world not more than it has leads.
        self.leads, self.count = leads, min(count, leads)

    def prepare(self):
        # Removed with this object.
        self.folder = tempfile.TemporaryDirectory(prefix="leadqual-bench-")
        dice = random.Random(self.count)
        self.signals = self.write("signals", SIGNALS, "id,lead,at,what", signal_lines(dice, self.count, self.leads))
        self.people = self.write(
            "people", PEOPLE, "id,came,company,domain,person,email,about", people_lines(dice, self.count, self.leads)
        )

    def write(self, name, mapping, header, lines):
        path = Path(self.folder.name, f"{name}.csv")
        path.with_suffix(".yml").write_text(mapping)
        path.write_text("\n".join([header, *lines]) + "\n")
        return path

    def repetition(self):
        settle(*OF_SCORES)
        copied = copy_signals(self.signals)
        yield Sample("I2", import_of(self.signals, self.count).cpu, copied.cpu)
        # By far the largest table: once is enough.
        settle("pipeline_signal", *OF_SCORES)
        copied = copy_people(self.people)
        yield Sample("D1", import_of(self.people, self.count).cpu, copied.cpu)
        # A pass goes over every id that was ever given.
        execute("SELECT setval(pg_get_serial_sequence('pipeline_lead', 'id'), max(id)) FROM pipeline_lead")
        settle("pipeline_company", "pipeline_contact", "pipeline_lead", *OF_SCORES)


def signal_lines(dice, count, leads):
    now = timezone.now()
    for number in range(count):
        at = now - timedelta(seconds=dice.randrange(86_400))
        yield f"s{number},L-{dice.randint(1, leads)},{at.isoformat()},{dice.choice(('visit', 'download', 'form'))}"


def people_lines(dice, count, leads):
    """Of five one is known by address, one by name at a known company, one is new at a known company, two are new."""
    found = list(
        Lead.objects.filter(pk__in=dice.sample(range(1, leads + 1), min(count * 3 // 5 + 5, leads))).values_list(
            "contact__name", "contact__email", "company__name", "company__domain"
        )
    )
    for number in range(count):
        name, email, company, domain = found[number % len(found)]
        if number % 5 == 0:
            yield f"p{number},2026-01-05,{company},{domain},{name},{email.upper()},Templates"
        elif number % 5 == 1:
            yield f"p{number},2026-01-05,{company.lower()},{domain},{name},,Templates"
        elif number % 5 == 2:
            yield f"p{number},2026-01-05,{company},{domain},New {number},new{number}@mail.example,Templates"
        else:
            place = f"Firm {number // 10} Ltd,firm-{number // 10}.example"
            yield f"p{number},2026-01-05,{place},Person {number},person{number}@firm.example,Templates"


def copy_signals(path):
    """I2's limit: as many signals by COPY into the signal table as it stands, its indexes kept and its foreign keys
    checked; only the triggers are off that mark leads. Rolled back."""
    kind = SignalType.objects.get(key="product_page_view").pk
    rows = [(line.split(",")[:3]) for line in path.read_text().splitlines()[1:]]
    with undone(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE pipeline_signal DISABLE TRIGGER USER")
        with measured() as cost:
            with cursor.copy(
                "COPY pipeline_signal (lead_id, type_id, occurred_at, external_source, external_id, data) FROM STDIN"
            ) as copy:
                copy.write("".join(f"{lead[2:]}\t{kind}\t{at}\t{KEY}\t{key}\t{{}}\n" for key, lead, at in rows))
            check_references()
    return cost


def check_references():
    """What a commit would check."""
    execute("SET CONSTRAINTS ALL IMMEDIATE")


def copy_people(path):
    """D1's limit: the file's companies and people, each once, and its leads by COPY into the tables where they belong,
    their keys and indexes in place, without triggers and with nothing looked up; rolled back."""
    rows = [line.split(",") for line in path.read_text().splitlines()[1:]]
    companies = dict.fromkeys((company, domain) for _id, _came, company, domain, *_rest in rows)
    people = dict.fromkeys((name, email) for *_rest, name, email, _about in rows)
    with undone(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        with measured() as cost:
            copy(cursor, Company, ("name", "domain"), companies)
            copy(cursor, Contact, ("name", "email"), people)
            leads = ((row[-1], PEOPLE_SOURCE, row[0], row[1]) for row in rows)
            copy(cursor, Lead, ("title", "external_source", "external_id", "occurred_at"), leads)
    return cost


def copy(cursor, model, names, rows):
    """COPY these columns; the others get what a form would have left in them, in one text for all rows."""
    left = defaults(model, names)
    end = "".join(f"\t{value.obj if isinstance(value, Jsonb) else value}" for value in left.values()) + "\n"
    columns = ", ".join([*names, *left])
    with cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN") as out:
        out.write("".join("\t".join(row) + end for row in rows))


def import_of(path, count):
    """I2 and D1: the product's own import of the file, from its bytes to the scores of the leads it touched, in one
    transaction, with what its commit would check; rolled back."""
    with undone(), measured() as cost:
        _table, report = import_file(path=path, mapping=path.with_suffix(".yml"))
        check_references()
    if report.rows != count or report.refusals:
        raise SystemExit(f"{path.name}: {report.rows} rows read, refused: {list(report.refusals.values())[:3]}")
    return cost
