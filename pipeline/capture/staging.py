"""The good rows in temporary tables, filled by COPY, from which everything is matched and written as sets."""

from .batch import as_json
from .products import add_missing as add_products
from .targets import FIELDS

TABLES = {
    "import_company": {"no": "integer PRIMARY KEY", "custom": "jsonb"},
    "import_contact": {"no": "integer PRIMARY KEY", "company_no": "integer", "custom": "jsonb"},
    "import_row": {
        "line": "integer PRIMARY KEY",
        "external_id": "text",
        "has_own_key": "boolean",
        "company_no": "integer",
        "contact_no": "integer",
        "occurred_at": "timestamptz",
        "owner": "text",
        "owner_id": "bigint",
        "product": "text",
        "product_id": "bigint",
        "segment_id": "bigint",
        "custom": "jsonb",
    },
    "import_answer": {
        "line": "integer",
        "criterion_id": "bigint",
        "rating": "smallint",
        "evidence": "text",
        "quote": "text",
        "occurred_at": "timestamptz",
        "client_id": "uuid",
    },
    "import_signal": {
        "line": "integer",
        "type_id": "bigint",
        "occurred_at": "timestamptz",
        "external_id": "text",
    },
    "import_move": {
        "line": "integer",
        "stage_id": "bigint",
        "occurred_at": "timestamptz",
        "reason_id": "bigint",
    },
    "import_consent": {
        "line": "integer",
        "state": "text",
        "said_at": "timestamptz",
        "note": "text",
    },
}
ENTITIES = {"import_company": "company", "import_contact": "contact", "import_row": "lead"}
# What the import finds out about each: the row in the database, and what happened to it.
FOUND = "id bigint, created boolean NOT NULL DEFAULT false, changed boolean NOT NULL DEFAULT false"


def create_tables(cursor):
    """Every field has a column, fed or not, so that matching need not ask which are."""
    for table, columns in TABLES.items():
        lines = [f"{name} {kind}" for name, kind in columns.items()]
        if entity := ENTITIES.get(table):
            lines += [f"{name} {kind}" for name, (_read, kind) in FIELDS[entity].items()]
            lines.append(FOUND)
        cursor.execute(f"CREATE TEMPORARY TABLE {table} ({', '.join(lines)}) ON COMMIT DROP")


def drop_tables(cursor):
    """Two imports may share a transaction, as in a test."""
    cursor.execute(f"DROP TABLE IF EXISTS {', '.join(TABLES)}")


def fill_tables(cursor, batch):
    mapping = batch.mapping
    company_fields, contact_fields = (mapping.fields_of(entity)[0] for entity in ("company", "contact"))
    if mapping.kind == "company" and "external_id" not in company_fields:
        company_fields = ["external_id", *company_fields]
    copy(cursor, "import_company", company_fields, companies(batch, company_fields))
    copy(cursor, "import_contact", contact_fields, contacts(batch, contact_fields))
    copy(cursor, "import_row", batch.lead_fields, rows(batch))
    copy(cursor, "import_answer", [], batch.answers)
    copy(cursor, "import_signal", [], batch.signals)
    copy(cursor, "import_move", [], batch.moves)
    copy(cursor, "import_consent", [], batch.consents)
    cursor.execute(f"ANALYZE {', '.join(TABLES)}")


def copy(cursor, table, fields, rows):
    columns = ", ".join([*TABLES[table], *fields])
    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as stream:
        for row in rows:
            stream.write_row(row)


def companies(batch, fields):
    for party in batch.companies.values():
        yield party.number, as_json(party.custom), *(party.fields.get(name) for name in fields)


def contacts(batch, fields):
    for party in batch.contacts.values():
        yield party.number, party.company, as_json(party.custom), *(party.fields.get(name) for name in fields)


def rows(batch):
    products, people = batch.definitions.products, batch.people
    for row in batch.rows:
        head, owner, product, rest = row[:6], row[6], row[7], row[8:]
        yield *head, owner, people.number(owner), product, products.get(product), *rest


def add_owners_and_products(cursor, batch):
    """Make those that are missing and that a row still speaks of, once rows without a lead are out."""
    owners = missing(cursor, "owner")
    batch.made["users"] = batch.people.add(owners)
    fill_in(cursor, "owner", {word: batch.people.number(word) for word in owners})
    names = missing(cursor, "product")
    batch.made["products"] = add_products({word: batch.new_products[word] for word in names}, batch.definitions)
    fill_in(cursor, "product", {word: batch.definitions.products[word] for word in names})


def missing(cursor, column):
    cursor.execute(
        f"SELECT {column} FROM import_row WHERE {column} IS NOT NULL AND {column}_id IS NULL"
        f" GROUP BY {column} ORDER BY min(line)"
    )
    return [word for (word,) in cursor.fetchall()]


def fill_in(cursor, column, ids):
    cursor.execute(
        f"UPDATE import_row SET {column}_id = found.id FROM unnest(%s::text[], %s::bigint[]) AS found (word, id)"
        f" WHERE {column} = found.word AND {column}_id IS NULL",
        [list(ids), list(ids.values())],
    )
