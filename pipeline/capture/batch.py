"""All good rows of a file, with each company and person once, ready to be staged."""

import json
from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from .refusals import RowRefused
from .rows import RowReader

# Fixed for ever: the same answer of the same row has the same id in every import.
ANSWERS = UUID("6f3c1f0e-4f0a-5d5e-9a55-0c3f6f5f7b11")
LONGEST_KEY = 200
OF_A_LEAD = {"signal", "stage_move"}


@dataclass
class Party:
    """A company or contact of the file: later rows add to what earlier ones said."""

    number: int
    company: int | None = None
    fields: dict = field(default_factory=dict)
    custom: dict = field(default_factory=dict)


class Batch:
    """Collects rows; what they make is kept as tuples in the order of the staging tables' columns."""

    def __init__(self, mapping, definitions, people, header):
        self.mapping, self.definitions, self.people = mapping, definitions, people
        self.reader = RowReader(mapping, header)
        self.lead_fields = mapping.fields_of("lead")[0]
        self.companies, self.contacts = {}, {}
        self.rows, self.answers, self.signals, self.moves, self.consents = [], [], [], [], []
        self.refusals = {}
        self.count = self.repeated = 0
        self.first_seen, self.times_met = {}, Counter()
        self.new_products = {}
        self.users = []
        # What the import makes beside companies, people and leads, by kind: the keys, so that it can be taken back.
        self.made = {}

    def add(self, line, cells):
        self.count += 1
        try:
            draft = self.reader.draft(line, cells)
            self.check_references(draft)
            if self.is_repeated(draft):
                self.repeated += 1
            else:
                self.keep(draft)
        except RowRefused as refusal:
            self.refusals[line] = refusal

    def check_references(self, draft):
        row = draft.of("row")[0]
        if "segment" in row and row["segment"] not in self.definitions.segments:
            sentence = _("there is no segment “%(key)s”") % {"key": row["segment"]}
            raise RowRefused(sentence, what=_("there is no such segment"))
        product = row.get("product", "")
        if product and product.lower() not in self.definitions.products and not self.mapping.creates_products:
            sentence = _("there is no product “%(name)s”") % {"name": product}
            raise RowRefused(sentence, what=_("there is no such product"))
        if "owner" in row and not self.people.accepts(row["owner"]):
            del row["owner"]
        if self.mapping.kind in OF_A_LEAD and "lead" not in row:
            raise RowRefused(_("it does not say which lead"))

    def is_repeated(self, draft):
        """Whether the file said exactly this before; refused when it says something else of the same key."""
        content = hash(tuple(draft.cells))
        identity = identity_of(draft, self.mapping.kind)
        if identity is None:
            self.times_met[content] += 1
            draft.key = self.reader.content_key(draft.cells, self.times_met[content])
            return False
        line, first_content = self.first_seen.setdefault(identity, (draft.line, content))
        if line == draft.line:
            draft.key = draft.key or self.reader.content_key(draft.cells, 1)
            return False
        if first_content != content:
            sentence = _("line %(line)s has the same key and says something else") % {"line": line}
            raise RowRefused(sentence, what=_("an earlier line has the same key and says something else"))
        return True

    def keep(self, draft):
        if self.mapping.kind == "user":
            self.users.append(draft.of("user")[0])
            return
        company = self.party(self.companies, company_key(draft), draft.of("company"))
        contact = self.party(self.contacts, contact_key(draft, company), draft.of("contact"))
        if contact and company:
            contact.company = company.number
        self.rows.append(self.row(draft, company, contact))
        self.keep_answers(draft)
        self.keep_signals(draft)
        self.keep_move(draft)
        self.keep_consent(draft)

    def row(self, draft, company, contact):
        row, (lead, custom) = draft.of("row")[0], draft.of("lead")
        product = row.get("product")
        if product and product.lower() not in self.definitions.products:
            self.new_products.setdefault(product.lower(), product)
        return (
            draft.line,
            row["lead"] if self.mapping.kind in OF_A_LEAD else draft.key,
            draft.has_own_key,
            company and company.number,
            contact and contact.number,
            row.get("occurred_at"),
            row["owner"].lower() if "owner" in row else None,
            product.lower() if product else None,
            self.definitions.segments.get(row.get("segment")),
            as_json(custom),
            *(lead.get(name) for name in self.lead_fields),
        )

    def keep_answers(self, draft):
        occurred_at = draft.of("row")[0].get("occurred_at")
        for criterion, rating, evidence, quote in draft.answers:
            client_id = uuid5(ANSWERS, f"{self.mapping.source}:{draft.key}:{criterion}")
            known = self.definitions.criteria[criterion]
            self.answers.append((draft.line, known, rating, evidence, quote, occurred_at, client_id))

    def keep_signals(self, draft):
        occurred_at = draft.of("row")[0].get("occurred_at")
        for kind, when, key in draft.signals:
            if kind is None:
                continue
            if not key:
                # Within one row a type happens once, so row and type are the signal's own key.
                key = draft.key if self.mapping.kind == "signal" else f"{draft.key}:{kind}"
            key = key if len(key) <= LONGEST_KEY else str(uuid5(ANSWERS, key))
            self.signals.append((draft.line, self.definitions.signal_types[kind], when or occurred_at, key))

    def keep_move(self, draft):
        stage, when, reason = draft.move or (None, None, None)
        if stage is None:
            return
        if self.mapping.kind == "stage_move":
            when = when or draft.of("row")[0].get("occurred_at")
        reason = self.definitions.reasons.get(reason)
        self.moves.append((draft.line, self.definitions.stages[stage], when, reason))

    def keep_consent(self, draft):
        row = draft.of("row")[0]
        if state := row.get("consent"):
            self.consents.append((draft.line, state, row.get("consent_on"), row.get("consent_how", "")))

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
    if kind == "user":
        user = draft.of("user")[0]
        return "user", (user.get("username") or user.get("email") or user.get("name", "")).lower()
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
