"""Companies, contacts and leads from the staging tables: new ones inserted, known ones updated where they differ.

An empty cell never erases: what the file does not know stays as it is.
"""

from django.db.models.expressions import RawSQL

from pipeline.actions.do_not_contact import honour_wishes
from pipeline.models import Contact
from pipeline.scoring.sql import literal

from .targets import FIELDS

# Beside fields and custom attributes: what else of the row a column of the table takes.
LINKS = {
    "company": {},
    "contact": {"company_id": "(SELECT id FROM import_company WHERE no = staged.company_no)"},
    "lead": {
        "company_id": "(SELECT id FROM import_company WHERE no = staged.company_no)",
        "contact_id": "(SELECT id FROM import_contact WHERE no = staged.contact_no)",
        "product_id": "staged.product_id",
        "segment_id": "staged.segment_id",
        "occurred_at": "staged.occurred_at",
    },
}
DEFAULTS = {"occurred_at": "%(now)s"}
STAGED = {"company": "import_company", "contact": "import_contact", "lead": "import_row"}
NEEDED = {
    "company": "no IN (SELECT company_no FROM import_row)",
    "contact": "no IN (SELECT contact_no FROM import_row)",
    "lead": "true",
}
ORDER = {"company": "no", "contact": "no", "lead": "line"}
MARKS_AT_ONCE = 40


def write(cursor, mapping, parameters):
    """Everything that rows of this kind may create or change, companies before their people and leads."""
    entities = {"company": ["company"], "lead": ["company", "contact", "lead"]}.get(mapping.kind, [])
    for entity in entities:
        fields, customs = mapping.fields_of(entity)
        fields = [name for name in fields if name != "external_id"]
        cursor.execute(*number(entity))
        cursor.execute(insert(entity, fields, customs), parameters)
        cursor.execute(update(entity, fields, customs), parameters)
    if "contact" in entities:
        honour_wishes(contacts=Contact.objects.filter(pk__in=RawSQL("SELECT id FROM import_contact", [])))
    if "lead" in entities:
        # A first import fills tables that the planner believes to be empty; what follows would take it at its word.
        cursor.execute("ANALYZE pipeline_company, pipeline_contact, pipeline_lead, pipeline_leadstate, import_row")


def number(entity):
    """Give the new ones their ids first, so that other tables can point to them."""
    staged = STAGED[entity]
    query = f"""
        UPDATE {staged} SET created = true, id = nextval(pg_get_serial_sequence(%(table)s, 'id'))
        WHERE id IS NULL AND {NEEDED[entity]}
    """
    return query, {"table": f"pipeline_{entity}"}


def is_text(entity, name):
    return FIELDS[entity][name][1] == "text"


def insert(entity, fields, customs):
    values = {name: filled(entity, name) for name in fields}
    values |= {name: f"COALESCE({value}, {DEFAULTS.get(name, 'NULL')})" for name, value in LINKS[entity].items()}
    values |= blanks(entity, fields)
    values |= {
        "id": "staged.id",
        "external_source": "CASE WHEN COALESCE(staged.external_id, '') = '' THEN '' ELSE %(source)s END",
        "external_id": "COALESCE(staged.external_id, '')",
        "custom": "COALESCE(staged.custom, '{}')",
        "sources": sources(entity, fields, customs, is_new=True),
        "import_job_id": "%(job)s",
        "created_by_id": "%(by)s",
    }
    return f"""
        INSERT INTO pipeline_{entity} ({", ".join(values)})
        SELECT {", ".join(values.values())} FROM {STAGED[entity]} staged WHERE staged.created ORDER BY staged.id
    """


def filled(entity, name):
    if name == "do_not_contact":
        return "COALESCE(staged.do_not_contact, false)"
    return f"COALESCE(staged.{name}, '')" if is_text(entity, name) else f"staged.{name}"


def blanks(entity, fields):
    """Texts that the file does not feed are empty, never null."""
    unfed = [name for name in FIELDS[entity] if name not in {*fields, "external_id"}]
    found = {name: "''" for name in unfed if is_text(entity, name)}
    return found | ({"do_not_contact": "false"} if "do_not_contact" in unfed else {})


def update(entity, fields, customs):
    staged, order = STAGED[entity], ORDER[entity]
    changes = {name: kept(name) for name in fields}
    changes |= {name: f"COALESCE({value}, old.{name})" for name, value in LINKS[entity].items()}
    changes |= {
        "external_source": adopted(entity, "%(source)s", "old.external_source"),
        "external_id": adopted(entity, "staged.external_id", "old.external_id"),
        "custom": "old.custom || COALESCE(staged.custom, '{}')",
    }
    old, new = ", ".join(f"old.{name}" for name in changes), ", ".join(changes.values())
    changes["sources"] = f"old.sources || {sources(entity, fields, customs, is_new=False)}"
    assignments = ", ".join(f"{name} = {value}" for name, value in changes.items())
    return f"""
        WITH written AS (
            UPDATE pipeline_{entity} old SET {assignments}
            FROM (
                SELECT DISTINCT ON (id) * FROM {staged}
                WHERE id IS NOT NULL AND NOT created ORDER BY id, {order} DESC
            ) staged
            WHERE old.id = staged.id AND ({old}) IS DISTINCT FROM ({new})
            RETURNING old.id
        )
        UPDATE {staged} staged SET changed = true FROM written WHERE staged.id = written.id
    """


def kept(name):
    if name == "do_not_contact":
        # Nobody's wish to be left alone is lifted by a file.
        return "old.do_not_contact OR COALESCE(staged.do_not_contact, false)"
    return f"COALESCE(staged.{name}, old.{name})"


def adopted(entity, new, old):
    """A key is taken over by a row that has none, unless a row merged into it keeps that key."""
    kept = f"SELECT FROM pipeline_{entity} merged WHERE merged.merged_into_id = old.id"
    is_kept = f"EXISTS ({kept} AND merged.external_id = staged.external_id)"
    is_free = f"old.external_id = '' AND COALESCE(staged.external_id, '') <> '' AND NOT {is_kept}"
    return f"CASE WHEN {is_free} THEN {new} ELSE {old} END"


def sources(entity, fields, customs, *, is_new):
    """JSON of the attributes whose value comes from this import."""
    said = {name: (f"staged.{name}", f"old.{name}") for name in fields}
    said |= {key: (f"staged.custom -> {literal(key)}", f"old.custom -> {literal(key)}") for key in customs}
    pairs = []
    for key, (new, old) in said.items():
        differs = "" if is_new else f" AND ({new}) IS DISTINCT FROM ({old})"
        pairs.append(f"{literal(key)}, CASE WHEN ({new}) IS NOT NULL{differs} THEN %(mark)s::jsonb END")
    # A function takes a hundred arguments at most.
    parts = [", ".join(pairs[start : start + MARKS_AT_ONCE]) for start in range(0, len(pairs), MARKS_AT_ONCE)]
    return " || ".join(f"jsonb_strip_nulls(jsonb_build_object({part}))" for part in parts) or "'{}'::jsonb"
