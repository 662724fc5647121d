"""What a file's columns mean: read from YAML and held against what the installation knows."""

from dataclasses import dataclass
from pathlib import Path

import yaml
from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import Role
from frameworks_app.models import Evidence

from . import targets, values
from .attributes import declared
from .cell import checked_format, checked_zone, columns_of, read_cell
from .refusals import Refused
from .rules import AnswerRule, Level, OutcomeRule, SignalRule
from .section import Loader, Section, known, refuse

SHIPPED = Path(__file__).resolve().parent / "mappings"
MOST_BYTES = 500_000
KINDS = {"company", "lead", "signal", "stage_move", "user"}
# What becomes of a row whose owner nobody here is.
UNKNOWN_OWNERS = {"reject", "create", "leave_out"}


@dataclass(frozen=True)
class Mapping:
    name: str
    source: str
    kind: str
    creates: bool
    unknown_owners: str
    owner_role: str
    creates_products: bool
    encoding: str | None
    separator: str | None
    sheet: str | None
    header: int | None
    form: targets.Form
    attributes: dict
    fields: dict
    answers: tuple
    signals: tuple
    outcome: OutcomeRule | None

    @property
    def cells(self):
        found = [*self.fields.values(), *(rule.cell for rule in self.answers)]
        for rule in self.signals:
            found += [rule.type, rule.when, rule.key]
        if self.outcome:
            found += [self.outcome.stage, self.outcome.when, self.outcome.reason]
        return [cell for cell in found if cell]

    @property
    def columns(self):
        return {column for cell in self.cells for column in columns_of(cell)}

    def fields_of(self, entity):
        """The built-in fields and the custom attributes that columns feed."""
        named = [target.split(".", 1)[1] for target in self.fields if target.startswith(f"{entity}.")]
        built_in = [name for name in named if name in targets.FIELDS[entity]]
        return built_in, [name for name in named if name not in targets.FIELDS[entity]]


def shipped_names():
    return sorted(path.stem for path in SHIPPED.glob("*.yml"))


def load_mapping(name_or_path, definitions, **options):
    """A shipped mapping by its name, or a file."""
    name, content = load_document(name_or_path)
    return parse_document(content, name, definitions, **options)


def load_document(name_or_path):
    """What a mapping file says, not held against anything yet, and its name."""
    path = SHIPPED / f"{name_or_path}.yml" if str(name_or_path) in shipped_names() else Path(name_or_path)
    try:
        said = path.read_bytes()
    except OSError:
        raise Refused(
            _("There is no mapping %(name)s: give a file, or one of %(shipped)s.")
            % {"name": name_or_path, "shipped": ", ".join(shipped_names())}
        ) from None
    return path.stem, parse_yaml(said)


def parse_yaml(said):
    if len(said) > MOST_BYTES:
        raise Refused(_("The mapping is too long."))
    try:
        # The loader is a SafeLoader: it makes texts, numbers, lists and tables alone.
        return yaml.load(said, Loader=Loader)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        place = _("line %(line)s") % {"line": mark.line + 1} if mark else _("its top")
        raise Refused(_("The mapping is not YAML, at %(place)s.") % {"place": place}) from None


def parse_document(content, name, definitions, *, is_sheet=False):
    """A mapping from its document; `is_sheet` says that it is for a workbook."""
    return Parser(Section(content), name, definitions, is_sheet).mapping()


class Parser:
    def __init__(self, top, name, definitions, is_sheet):
        self.top = top
        self.name = name
        self.definitions = definitions
        self.is_sheet = is_sheet

    def mapping(self):
        top = self.top
        self.kind = known(top.take("row", str, "lead"), KINDS, "row")
        self.source = self.parse_source()
        self.unknown = top.words("unknown")
        self.form = self.parse_form()
        self.attributes = declared(top.sections("attributes"), self.definitions.attributes)
        found = Mapping(
            name=self.name,
            source=self.source,
            kind=self.kind,
            creates=top.take("create", bool, True),
            unknown_owners=self.parse_unknown_owners(),
            owner_role=known(top.take("owner_role", str, "sdr"), set(Role.values), "owner_role"),
            creates_products=top.take("create_products", bool, False),
            encoding=top.take("encoding", str),
            separator=self.parse_separator(),
            sheet=top.take("sheet", str),
            header=top.take("header", int),
            form=self.form,
            attributes=self.attributes,
            fields=self.parse_fields(),
            answers=tuple(self.parse_answers()),
            signals=tuple(self.parse_signals()),
            outcome=self.parse_outcome(),
        )
        top.take("description", str)
        top.done(
            *Mapping.__dataclass_fields__, "row", "create", "create_owners", "create_products", "unknown", "dates"
        )
        check_whole(found)
        return found

    def parse_unknown_owners(self):
        short = "create" if self.top.take("create_owners", bool, False) else "reject"
        return known(self.top.take("unknown_owners", str, short), UNKNOWN_OWNERS, "unknown_owners")

    def parse_source(self):
        source = self.top.take("source", str, "")
        if not source or len(source) > 50:
            refuse("source", _("name the system that the file came from, in at most 50 characters"))
        return source

    def parse_separator(self):
        separator = self.top.take("separator", str)
        if separator is not None and len(separator) != 1:
            refuse("separator", _("this is one sign, such as ; or a tab"))
        return separator

    def parse_form(self):
        dates = self.top.section("dates")
        form = targets.Form(
            dates=(),
            zone=checked_zone(dates.take("time_zone", str, settings.LEADQUAL_TIME_ZONE), "dates.time_zone"),
            decimal=known(self.top.take("decimal", str, "."), {".", ","}, "decimal"),
            is_sheet=self.is_sheet,
        ).dated(checked_format(dates.take("format", str, "iso"), "dates.format"))
        dates.done("format", "time_zone")
        return form

    def cell(self, said, place, kind=None):
        return read_cell(said, place, form=self.form, unknown=self.unknown, kind=kind)

    def parse_fields(self):
        fields = self.top.section("fields")
        found = {}
        for target in list(fields.left):
            place = fields.at(target)
            self.check_target(target, place)
            cell = self.cell(fields.left.pop(target), place)
            found[target] = cell.reading(targets.reader(target, cell.form, self.attributes))
        return found

    def check_target(self, target, place):
        if target in targets.OF_THE_ROW:
            return
        entity, _dot, field = target.partition(".")
        attributes = {key for key, row in self.attributes.items() if row.entity == entity and not row.is_builtin}
        entities = {"user"} if self.kind == "user" else set(targets.MODELS)
        if entity not in entities:
            known(target, {*targets.OF_THE_ROW, *(f"{each}.…" for each in entities)}, place)
        known(field, set(targets.FIELDS[entity]) | attributes, place)

    def parse_answers(self):
        answers = self.top.section("answers")
        for key in list(answers.left):
            place = answers.at(key)
            known(key, self.definitions.criteria.keys(), place)
            yield self.parse_answer(key, Section(answers.left.pop(key), place))

    def parse_answer(self, key, said):
        evidence = known(said.take("evidence", str, Evidence.HEARD), set(Evidence.values), said.at("evidence"))
        rejects = not (said.has("otherwise") and said.take("otherwise", str) is None)
        column = said.take("column", str) or refuse(said.at("column"), _("name the column that it comes from"))
        cell = {"column": column, "required": said.take("required", bool, False)}
        ratings = said.section("ratings")
        levels = {text.lower(): parse_level(ratings.at(text), level) for text, level in ratings.left.items()}
        if not levels:
            refuse(ratings.place, _("say which text stands for which rating"))
        said.done("column", "ratings", "otherwise", "evidence", "required")
        # What a table speaks of is an answer, even where the word means “unknown” elsewhere.
        plain = read_cell(cell, said.place, form=self.form, unknown=())
        return AnswerRule(key, plain.reading(values.text(1000)), levels, rejects, evidence)

    def parse_signals(self):
        for said in self.top.sections("signals"):
            cell = self.cell(said.left.pop("type", None), said.at("type"), kind="constant")
            types = self.definitions.signal_types
            for key in cell.results():
                known(key, types.keys(), said.at("type"))
            rule = SignalRule(cell.reading(values.one_of({k.lower(): k for k in types})), *self.when_and(said, "key"))
            said.done("type", "at", "key")
            yield rule

    def parse_outcome(self):
        if not self.top.has("outcome"):
            return None
        said = self.top.section("outcome")
        cell = self.cell(said.left.pop("stage", None), said.at("stage"), kind="constant")
        for key in cell.results():
            known(key, self.definitions.stages.keys(), said.at("stage"))
        stage = cell.reading(values.one_of({key.lower(): key for key in self.definitions.stages}))
        when, reason = self.when_and(said, "reason")
        if reason:
            for key in reason.results():
                known(key, self.definitions.reasons.keys(), said.at("reason"))
            reason = reason.reading(values.one_of({key.lower(): key for key in self.definitions.reasons}))
        said.done("stage", "at", "reason")
        return OutcomeRule(stage, when, reason)

    def when_and(self, said, other):
        when = said.left.pop("at", None)
        more = said.left.pop(other, None)
        if when is not None:
            when = self.cell(when, said.at("at"))
            when = when.reading(targets.reader("occurred_at", when.form, {}))
        if more is not None:
            more = self.cell(more, said.at(other)).reading(values.text(200))
        return when, more


def parse_level(place, said):
    said = Section(said, place)
    rating = said.take("rating", int)
    if not said.has("rating") or (rating is not None and (isinstance(rating, bool) or rating not in range(5))):
        refuse(said.at("rating"), _("this is 0 to 4, or null for “asked and not answered”"))
    because = said.take("because", str) or refuse(said.at("because"), _("say why the text stands for this rating"))
    said.done("rating", "because")
    return Level(rating, because)


def check_whole(mapping):
    """What only holds of all its parts together."""
    if "lead.amount" in mapping.fields and "lead.currency" not in mapping.fields:
        refuse("fields.lead.amount", _("an amount needs its currency: add lead.currency, such as {value: EUR}"))
    needed = {
        "company": ["company.name"],
        "signal": ["lead"],
        "stage_move": ["lead"],
        "user": ["user.name"],
    }.get(mapping.kind, [])
    for target in needed:
        if target not in mapping.fields:
            refuse("fields", _("a row of this kind needs %(target)s") % {"target": target})
    told = [target for target in targets.CONSENT if target in mapping.fields]
    if told and mapping.kind != "lead":
        refuse(f"fields.{told[0]}", _("consent belongs to the person of a lead"))
    if told and "consent" not in told:
        refuse(f"fields.{told[0]}", _("say with consent whether the person agreed"))
    if mapping.kind == "signal" and not mapping.signals:
        refuse("signals", _("say which signals a row makes"))
    if mapping.kind == "stage_move" and not mapping.outcome:
        refuse("outcome", _("say which stage a row moves a lead to"))
    if mapping.kind in {"company", "user"} and (mapping.answers or mapping.signals or mapping.outcome):
        refuse("row", _("answers, signals and outcomes belong to leads"))
