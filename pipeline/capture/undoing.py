"""A whole import is taken back: what it made goes, what it changed comes back; what people worked on since stays."""

from dataclasses import dataclass, field

import pgtrigger
from django.apps import apps
from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import Team, User
from frameworks_app.models import Attribute, Product
from pipeline.models import Company, Consent, Contact, Lead, LeadState, ScoreChange
from pipeline.models.facts import reach_back
from pipeline.scoring.rescore import rescore_leads

from .refusals import Refused
from .removing import remove, unused
from .restoring import Restoring

LEADS_AT_ONCE = 5_000
MOST_LISTED = 200
# The leads that the import made or changed anything about.
LEADS = """
    CREATE TEMPORARY TABLE undo_lead ON COMMIT DROP AS
    SELECT id, bool_or(made) AS made, false AS stays FROM (
        SELECT id, true AS made FROM pipeline_lead WHERE import_job_id = %(job)s
        UNION ALL SELECT pgh_obj_id, false FROM pipeline_leadevent WHERE pgh_context_id = %(history)s::uuid
        UNION ALL SELECT pgh_obj_id, false FROM pipeline_leadstateevent WHERE pgh_context_id = %(history)s::uuid
        UNION ALL SELECT lead_id, false FROM pipeline_answer WHERE import_job_id = %(job)s
        UNION ALL SELECT lead_id, false FROM pipeline_signal WHERE import_job_id = %(job)s
        UNION ALL SELECT lead_id, false FROM pipeline_stagemove WHERE import_job_id = %(job)s
    ) AS touched JOIN pipeline_lead USING (id) GROUP BY id
"""
# Somebody has worked on a lead when there is one of these of after the import, or at all where the import made it.
WORK = {
    "pipeline_discoverycall": ("lead_id", "started_at > %(since)s"),
    "pipeline_note": ("lead_id", "recorded_at > %(since)s"),
    "pipeline_followup": ("lead_id", "created_at > %(since)s"),
    "pipeline_handoff": ("lead_id", "recorded_at > %(since)s"),
    "pipeline_categoryoverride": ("lead_id", "created_at > %(since)s"),
    "pipeline_stakeholder": ("lead_id", "false"),
    "pipeline_lead": ("merged_into_id", "false"),
}
NOT_OURS = "import_job_id IS DISTINCT FROM %(job)s"
FACTS = {
    "pipeline_answer": ("lead_id", f"recorded_at > %(since)s AND {NOT_OURS}", NOT_OURS),
    "pipeline_signal": ("lead_id", f"recorded_at > %(since)s AND {NOT_OURS}", NOT_OURS),
    "pipeline_stagemove": ("lead_id", f"recorded_at > %(since)s AND by_id IS NOT NULL AND {NOT_OURS}", None),
}
BY_SOMEBODY = "pgh_context_id IS NOT NULL AND pgh_context_id <> %(history)s::uuid"
STAYS = """
    UPDATE undo_lead SET stays = true WHERE NOT stays AND EXISTS (
        SELECT FROM {table} fact WHERE fact.{key} = undo_lead.id AND ({since} OR undo_lead.made AND {ever})
    )
"""
STAYING = "EXISTS (SELECT FROM undo_lead WHERE undo_lead.id = now.{key} AND (made OR stays))"
# Where the lead stands since: its latest move that is left, else its beginning.
STAGE_TIMES = """
    UPDATE pipeline_leadstate state SET stage_changed_at = COALESCE(
        (
            SELECT move.occurred_at FROM pipeline_stagemove move WHERE move.lead_id = state.lead_id
            ORDER BY move.occurred_at DESC, move.id DESC LIMIT 1
        ),
        (SELECT lead.occurred_at FROM pipeline_lead lead WHERE lead.id = state.lead_id)
    )
    WHERE state.lead_id = ANY(%(restored)s)
"""


@dataclass
class Undone:
    """What went, what came back, and what stays because people have touched it since."""

    leads: int = 0
    companies: int = 0
    contacts: int = 0
    answers: int = 0
    signals: int = 0
    moves: int = 0
    consents: int = 0
    others: int = 0
    restored: int = 0
    kept: list = field(default_factory=list)
    kept_count: int = 0

    def keep(self, found):
        self.kept_count += len(found)
        self.kept += found[: MOST_LISTED - len(self.kept)]


def forecast(job):
    """What undoing this import would do; refused when it cannot be undone."""
    with transaction.atomic():
        return Undoing(job).forecast()


class Undoing:
    """Within the caller's transaction; `job` is the import's."""

    def __init__(self, job):
        made = job.result.get("made") or {}
        if "history" not in made:
            raise Refused(_("This import is of a version of leadqual that did not keep what undoing it needs."))
        self.job, self.made = job, made
        self.parameters = {"job": job.pk, "history": made["history"], "since": job.started_at}

    def forecast(self):
        """The same numbers, before anything is touched; companies and people may share what stays."""
        with connection.cursor() as cursor:
            self.find_leads(cursor)
            found = Undone(leads=count(cursor, "undo_lead WHERE made AND NOT stays"))
            for name, table in {"answers": "answer", "signals": "signal", "moves": "stagemove"}.items():
                source = f"pipeline_{table} fact JOIN undo_lead ON undo_lead.id = lead_id AND NOT stays"
                setattr(found, name, count(cursor, f"{source} WHERE import_job_id = %s", self.job.pk))
            found.consents = Consent.objects.filter(import_job=self.job).count()
            found.companies = Company.objects.filter(import_job=self.job).count()
            found.contacts = Contact.objects.filter(import_job=self.job).count()
            found.restored = sum(len(self.changed(cursor, entity)) for entity in ("company", "contact", "lead"))
            found.keep(self.kept_leads(cursor))
            cursor.execute("DROP TABLE undo_lead")
        return found

    def changed(self, cursor, entity):
        events = f"SELECT DISTINCT pgh_obj_id FROM pipeline_{entity}event WHERE pgh_context_id = %s::uuid"
        cursor.execute(events, [self.parameters["history"]])
        return cursor.fetchall()

    def undo(self, tell):
        reach_back("undoing an import")
        done = Undone()
        with connection.cursor() as cursor:
            self.find_leads(cursor)
            tell(1, 5)
            done.keep(self.kept_leads(cursor))
            self.take_back_facts(cursor, done)
            restored = self.restore(cursor, done)
            tell(2, 5)
            self.restore_states(cursor)
            gone = "SELECT id FROM undo_lead WHERE made AND NOT stays"
            done.leads = remove(cursor, Lead, gone)
            tell(3, 5)
            done.contacts = self.take_back_parties(cursor, Contact, done)
            done.companies = self.take_back_parties(cursor, Company, done)
            done.others = self.take_back_others(cursor)
            tell(4, 5)
            done.restored = len(restored)
            leads = sorted(self.touched(cursor))
            cursor.execute("DROP TABLE undo_lead")
            # What would only be found out at the commit is found out here.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for start in range(0, len(leads), LEADS_AT_ONCE):
            rescore_leads(leads[start : start + LEADS_AT_ONCE], cause=ScoreChange.Cause.IMPORT)
        tell(5, 5)
        return done

    def find_leads(self, cursor):
        cursor.execute(LEADS, self.parameters)
        cursor.execute("ALTER TABLE undo_lead ADD PRIMARY KEY (id)")
        cursor.execute("ANALYZE undo_lead")
        checks = {table: (key, since, "true") for table, (key, since) in WORK.items()}
        checks |= {table: (key, since, ever or since) for table, (key, since, ever) in FACTS.items()}
        checks |= {f"pipeline_{name}event": ("pgh_obj_id", "false", BY_SOMEBODY) for name in ("lead", "leadstate")}
        for table, (key, since, ever) in checks.items():
            cursor.execute(STAYS.format(table=table, key=key, since=since, ever=f"({ever})"), self.parameters)

    def kept_leads(self, cursor):
        cursor.execute("SELECT id FROM undo_lead WHERE stays ORDER BY id")
        return [{"kind": "lead", "id": pk, "what": []} for (pk,) in cursor.fetchall()]

    def take_back_facts(self, cursor, done):
        """Of leads that go, too: their facts go with them, but are counted here."""
        for name, table in {"answers": "answer", "signals": "signal", "moves": "stagemove"}.items():
            cursor.execute(
                f"DELETE FROM pipeline_{table} fact USING undo_lead"
                " WHERE fact.import_job_id = %(job)s AND fact.lead_id = undo_lead.id AND NOT stays",
                self.parameters,
            )
            setattr(done, name, cursor.rowcount)
        # Work on a lead is none on what its person agreed to: a wrong yes would let letters go.
        cursor.execute("DELETE FROM pipeline_consent WHERE import_job_id = %(job)s", self.parameters)
        done.consents = cursor.rowcount

    def restore(self, cursor, done):
        restored = []
        for model in (Lead, Contact, Company):
            allowed = f"NOT {STAYING.format(key='id')}" if model is Lead else "true"
            restoring = Restoring(model, fields=tracked_fields(model), allowed=allowed)
            kind = model._meta.model_name
            done.keep([{"kind": kind, "id": pk, "what": what} for pk, what in restoring.kept(cursor, self.parameters)])
            restored += restoring.restore(cursor, self.parameters)
        return restored

    def restore_states(self, cursor):
        fields = ["owner_id", "team_id", "stage_id"]
        allowed = f"NOT {STAYING.format(key='lead_id')}"
        Restoring(LeadState, fields=fields, allowed=allowed).restore(cursor, self.parameters)
        cursor.execute("SELECT id FROM undo_lead WHERE NOT made AND NOT stays")
        cursor.execute(STAGE_TIMES, {"restored": [pk for (pk,) in cursor.fetchall()]})

    def take_back_parties(self, cursor, model, done):
        """Those that the import made and that nothing refers to any more; whom somebody has corrected stays."""
        table = model._meta.db_table
        edited = f"SELECT FROM {table}event event WHERE event.pgh_obj_id = made.id AND {BY_SOMEBODY}"
        made = f"SELECT id FROM {table} made WHERE import_job_id = %(job)s AND {unused(model, 'made')}"
        cursor.execute(f"{made} AND EXISTS ({edited}) ORDER BY id", self.parameters)
        kind = model._meta.model_name
        done.keep([{"kind": kind, "id": pk, "what": []} for (pk,) in cursor.fetchall()])
        return remove(cursor, model, f"{made} AND NOT EXISTS ({edited})", self.parameters)

    def take_back_others(self, cursor):
        """Owners, teams, products and attributes that the import added, where nobody uses them."""
        removed = 0
        for said in self.made.get("people_before", []):
            User.objects.filter(pk=said["id"], **said["after"]).update(**said["before"])
        not_here = "NOT row.is_active AND row.last_login IS NULL"
        removed += self.take_back_unused(cursor, User, "users", not_here)
        removed += self.take_back_unused(cursor, Team, "teams")
        with pgtrigger.ignore("frameworks_app.Product:retired_never_deleted"):
            removed += self.take_back_unused(cursor, Product, "products")
        with pgtrigger.ignore("frameworks_app.Attribute:retired_never_deleted"):
            holders = " AND ".join(
                f"NOT EXISTS (SELECT FROM pipeline_{entity} WHERE custom ? row.key)"
                for entity in ("company", "contact", "lead")
            )
            removed += self.take_back_unused(cursor, Attribute, "attributes", holders)
        return removed

    def take_back_unused(self, cursor, model, kind, condition="true"):
        ids = self.made.get(kind) or []
        rows = f"SELECT id FROM {model._meta.db_table} row WHERE id = ANY(%s)"
        return remove(cursor, model, f"{rows} AND {condition} AND {unused(model, 'row')}", [ids]) if ids else 0

    def touched(self, cursor):
        cursor.execute(
            """
            SELECT id FROM undo_lead JOIN pipeline_lead USING (id)
            UNION SELECT lead.id FROM pipeline_lead lead WHERE EXISTS (
                SELECT FROM pipeline_companyevent event
                WHERE event.pgh_obj_id = lead.company_id AND event.pgh_context_id = %(history)s::uuid
            ) OR EXISTS (
                SELECT FROM pipeline_contactevent event
                WHERE event.pgh_obj_id = lead.contact_id AND event.pgh_context_id = %(history)s::uuid
            ) ORDER BY 1
            """,
            self.parameters,
        )
        return [pk for (pk,) in cursor.fetchall()]


def count(cursor, source, *parameters):
    cursor.execute(f"SELECT count(*) FROM {source}", parameters)
    return cursor.fetchone()[0]


def tracked_fields(model):
    """The columns whose history is kept."""
    events = apps.get_model("pipeline", f"{model.__name__}Event")
    columns = [column.column for column in events._meta.concrete_fields]
    return [column for column in columns if not column.startswith("pgh_") and column != "id"]
