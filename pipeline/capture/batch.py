"""All good rows of a file, with each company and person once, ready to be staged."""

import json
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from .refusals import RowRefused
from .rows import RowReader

# Fixed for ever: the same answer of the same row has the same id in every import.
ANSWERS = UUID("6f3c1f0e-4f0a-5d5e-9a55-0c3f6f5f7b11")
LONGEST_KEY = 200


@dataclass
class Party:
    """A company or contact of the file: later rows add to what earlier ones said."""

    number: int
    company: int | None = None
    fields: dict = field(default_factory=dict)
    custom: dict = field(default_factory=dict)


class Batch:
    def __init__(self, mapping, definitions, header):
        self.mapping = mapping
        self.definitions = definitions
        self.reader = RowReader(mapping, header)
        self.companies, self.contacts = {}, {}
        self.rows, self.answers, self.signals, self.moves = [], [], [], []
        self.rejected = {}
        self.count = self.repeated = 0
        self.first_seen, self.times_met = {}, {}
        self.products = set()

    def add(self, line, cells):
        self.count += 1
        try:
            draft = self.reader.draft(line, cells)
            self.check_references(draft)
            if self.is_repeated(draft):
                self.repeated += 1
                return
        except RowRefused as refusal:
            self.rejected[line] = str(refusal)
            return
        self.keep(draft)

    def check_references(self, draft):
        row = draft.of("row")[0]
        if "segment" in row and row["segment"] not in self.definitions.segments:
            raise RowRefused(_("there is no segment “%(key)s”") % {"key": row["segment"]})
        if product := row.get("product"):
            if product.lower() not in self.definitions.products and not self.mapping.creates_products:
                raise RowRefused(_("there is no product “%(name)s”") % {"name": product})
            self.products.add(product)
        if self.mapping.kind in {"signal", "stage_move"} and "lead" not in row:
            raise RowRefused(_("it does not say which lead"))

    def is_repeated(self, draft):
        """Whether the file said exactly this before; refused when it says something else of the same key."""
        identity = identity_of(draft, self.mapping.kind)
        if identity is None:
            content = tuple(draft.cells)
            self.times_met[content] = times = self.times_met.get(content, 0) + 1
            draft.key = self.reader.content_key(draft.cells, times)
            return False
        first = self.first_seen.setdefault(identity, draft)
        if first is draft:
            draft.key = draft.key or self.reader.content_key(draft.cells, 1)
            return False
        if first.cells != draft.cells:
            raise RowRefused(_("line %(line)s has the same key and says something else") % {"line": first.line})
        return True

    def keep(self, draft):
        company = self.party(self.companies, company_key(draft), draft.of("company"))
        contact = self.party(self.contacts, contact_key(draft, company), draft.of("contact"))
        if contact and company:
            contact.company = company.number
        self.rows.append((draft, company and company.number, contact and contact.number))
        occurred_at = draft.of("row")[0].get("occurred_at")
        for criterion, rating, evidence, quote in draft.answers:
            client_id = uuid5(ANSWERS, f"{self.mapping.source}:{draft.key}:{criterion}")
            known = self.definitions.criteria[criterion]
            self.answers.append((draft.line, known, rating, evidence, quote, occurred_at, client_id))
        for kind, when, key in draft.signals:
            if kind is not None:
                self.signals.append(self.signal(draft, kind, when or occurred_at, key))
        if draft.move and draft.move[0]:
            stage, when, reason = draft.move
            when = when or (occurred_at if self.mapping.kind == "stage_move" else None)
            reason = self.definitions.reasons.get(reason)
            self.moves.append((draft.line, self.definitions.stages[stage], when, reason))

    def signal(self, draft, kind, when, key):
        if self.mapping.kind == "signal":
            key = key or draft.key
        # Within one row a type happens once, so row and type are the signal's own key.
        key = key or f"{draft.key}:{kind}"
        if len(key) > LONGEST_KEY:
            key = str(uuid5(ANSWERS, key))
        return draft.line, self.definitions.signal_types[kind], when, key

    def party(self, parties, key, said):
        if key is None:
            return None
        party = parties.setdefault(key, Party(len(parties) + 1))
        party.fields.update(said[0])
        party.custom.update(said[1])
        return party


def identity_of(draft, kind):
    """What makes two rows of a file one: their key; for people without one the address, by product."""
    if draft.has_own_key:
        return "key", draft.key
    if kind == "lead" and (address := draft.of("contact")[0].get("email")):
        return "email", address.lower(), draft.of("row")[0].get("product", "").lower()
    if kind == "company":
        return company_key(draft)
    return None


def company_key(draft):
    company = draft.of("company")[0]
    if not company:
        return None
    if "external_id" in company:
        return "key", company["external_id"]
    return "name", company["name"].lower(), company.get("domain", "")


def contact_key(draft, company):
    contact = draft.of("contact")[0]
    if not contact:
        return None
    if "external_id" in contact:
        return "key", contact["external_id"]
    if "email" in contact:
        return "email", contact["email"].lower()
    return ("name", company.number, contact["name"].lower()) if company else ("line", draft.line)


def as_json(custom):
    return json.dumps(custom) if custom else None
