"""One row of the file: the values that its cells hold, or why it is refused."""

import hashlib
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .refusals import RowRefused
from .targets import FIELDS, MODELS


@dataclass
class Draft:
    """What one row says, by what it is about."""

    line: int
    cells: list
    key: str = ""
    has_own_key: bool = False
    said: dict = field(default_factory=dict)
    answers: list = field(default_factory=list)
    signals: list = field(default_factory=list)
    move: tuple = None

    def of(self, entity):
        """The row's built-in fields and custom attributes of an entity, where they are known."""
        return self.said.get(entity, ({}, {}))


class RowReader:
    """A mapping prepared for one file's header."""

    def __init__(self, mapping, header):
        self.mapping = mapping
        self.header = [name.strip() for name in header]
        self.fields = [(*place(target), self.prepared(cell)) for target, cell in mapping.fields.items()]
        self.answers = [(rule, self.prepared(rule.cell)) for rule in mapping.answers]
        self.signals = [
            (self.prepared(rule.type), self.prepared(rule.when), self.prepared(rule.key)) for rule in mapping.signals
        ]
        outcome = mapping.outcome
        self.outcome = outcome and [self.prepared(each) for each in (outcome.stage, outcome.when, outcome.reason)]

    def prepared(self, cell):
        return cell.prepared(self.header) if cell else lambda cells: None

    def draft(self, line, cells):
        draft = Draft(line, cells)
        for entity, name, is_custom, read in self.fields:
            value = read(cells)
            if value is not None:
                draft.said.setdefault(entity, ({}, {}))[is_custom][name] = value
        draft.has_own_key = "external_id" in draft.of("row")[0]
        draft.key = draft.of("row")[0].get("external_id", "")
        draft.answers = [answer for rule, read in self.answers if (answer := answered(rule, read(cells)))]
        draft.signals = [tuple(read(cells) for read in reads) for reads in self.signals]
        draft.move = self.outcome and tuple(read(cells) for read in self.outcome)
        if self.mapping.kind == "company" and draft.has_own_key:
            draft.said.setdefault("company", ({}, {}))[0].setdefault("external_id", draft.key)
        check(draft)
        return draft

    def content_key(self, cells, times_met):
        """A key for a row that has none: the same row of the same file gets the same, equal rows different ones."""
        said = "\x1f".join(f"{name}\x1e{cell}" for name, cell in sorted(zip(self.header, cells, strict=True)))
        return "row-" + hashlib.sha256(f"{times_met}\x1f{said}".encode()).hexdigest()[:40]


def place(target):
    """The entity, the field, and whether it is a custom attribute."""
    if "." not in target:
        return "row", target, False
    entity, name = target.split(".", 1)
    return entity, name, name not in FIELDS[entity]


def answered(rule, text):
    """Criterion, rating, evidence, and what was said with the reason for the rating."""
    if text is None and "" not in rule.levels:
        return None
    text = text or ""
    level = rule.levels.get(text.lower())
    if level is None:
        if rule.rejects_others:
            raise rule.cell.refusal(text, _("the mapping gives it no rating"))
        return rule.criterion, None, rule.evidence, f"{rule.cell.column}: {text}"
    return rule.criterion, level.rating, rule.evidence, f"{rule.cell.column}: {text} ({level.because})"


def check(draft):
    """What must hold of a row's values together; a company known by its domain alone is called by it."""
    company, contact, lead = (draft.of(entity)[0] for entity in MODELS)
    if "company" in draft.said and "name" not in company:
        if "domain" not in company:
            raise RowRefused(_("a company needs a name or a domain"))
        company["name"] = company["domain"]
    if "contact" in draft.said and not contact.keys() & {"name", "email"}:
        raise RowRefused(_("a contact needs a name or an e-mail address"))
    if "user" in draft.said and "name" not in draft.of("user")[0]:
        raise RowRefused(_("a person needs a name"))
    if draft.of("row")[0].get("consent", "unknown") != "unknown" and "contact" not in draft.said:
        raise RowRefused(_("consent is a person's, and the row names nobody"))
    if "amount" in lead and "currency" not in lead:
        raise RowRefused(_("an amount needs its currency"))
