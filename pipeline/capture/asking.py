"""The mapping page's questions: what is suggested for each column, and what a person made of it."""

from dataclasses import asdict, dataclass

from django.utils.functional import cached_property

from frameworks_app.models import SignalType

from . import drafts
from .choices import Choices, document
from .columns import columns_of, decimal_of
from .definitions import Definitions
from .labels import groups
from .mapping import parse_document
from .refusals import Refused
from .suggesting import NONE, stage_for, suggestions

# A mapping that names at least this share of its columns in the file is offered first.
ENOUGH = 0.9


@dataclass(frozen=True)
class Asked:
    """A column as the page asks about it."""

    index: int
    name: str
    kind: str
    samples: tuple
    target: str
    sureness: str


@dataclass(frozen=True)
class Listed:
    """A column whose few texts each stand for a stage or a kind of signal."""

    index: int
    name: str
    target: str
    values: tuple


class Asking:
    """`said` is what was sent, a form's data; without it, what was chosen before or is suggested."""

    def __init__(self, job, said=None):
        self.job, self.said = job, said
        self.table = drafts.beginning(job)
        self.columns = columns_of(self.table)
        self.before = job.arguments.get("choices") or {}
        wanted = (said or {}).get("kind") or self.before.get("kind")
        self.kind, self.suggested = suggestions(self.columns, kind=wanted)

    @cached_property
    def definitions(self):
        return Definitions.load()

    @cached_property
    def asked(self):
        return [
            Asked(each.column.index, each.column.name, each.column.kind, each.column.samples, *self.answer(each))
            for each in self.suggested
        ]

    def answer(self, suggestion):
        """What stands in the select, and how sure the suggestion was."""
        if self.before and self.before.get("kind") == self.kind:
            return self.before["targets"].get(suggestion.column.name, ""), NONE
        return suggestion.target, suggestion.sureness

    def groups(self, *, may_add):
        return groups(self.kind, self.definitions.attributes, may_add=may_add)

    def targets(self):
        """By column what is chosen now."""
        if self.said is None:
            return {each.index: each.target for each in self.asked}
        return {each.index: self.said.get(f"target-{each.index}", "") for each in self.asked}

    def lists(self):
        targets, columns = self.targets(), {column.index: column for column in self.columns}
        return [
            Listed(index, columns[index].name, target, columns[index].values)
            for index, target in targets.items()
            if target in {"stage", "signal"} and columns[index].values
        ]

    def was_asked_all(self):
        """Whether what was sent answers for every value; the page asks again where another column became the stage."""
        return all(f"value-{listed.index}-0" in self.said for listed in self.lists())

    def initial(self):
        found = {f"target-{each.index}": each.target for each in self.asked}
        names = self.before.get("new_names", {})
        found |= {f"name-{each.index}": names.get(each.name, each.name.replace("_", " ")) for each in self.asked}
        for listed in self.lists():
            known = self.before.get("stages" if listed.target == "stage" else "signals", {})
            for number, text in enumerate(listed.values):
                value = known.get(text, stage_for(text) if listed.target == "stage" else "")
                found[f"value-{listed.index}-{number}"] = value or ""
        plain = {
            "source": self.before.get("source", ""),
            "unknown": ", ".join(self.before.get("unknown", [])),
            "decimal": self.before.get("decimal") or decimal_of(self.columns, self.table),
            "day_first": "no" if self.before.get("day_first") is False else "yes",
            "unknown_owners": self.before.get("unknown_owners", "leave_out"),
            "create_products": self.before.get("create_products", False),
            "currency": self.before.get("currency", ""),
        }
        return found | plain

    def options(self, *, may_add):
        """What the form needs to know."""
        return {
            "columns": self.asked,
            "groups": self.groups(may_add=may_add),
            "lists": self.lists(),
            "signal_types": [(each.key, str(each)) for each in SignalType.objects.active()],
            "may_add": may_add,
            "is_ambiguous": any(column.is_ambiguous for column in self.columns),
        }

    def choices(self, form, *, time_zone):
        said = form.cleaned_data
        return Choices(
            kind=self.kind,
            source=said["source"],
            targets=form.targets(),
            new_names=form.names(),
            stages=form.values_of("stage"),
            signals=form.values_of("signal"),
            unknown=tuple(form.words()),
            decimal=said["decimal"],
            day_first=said.get("day_first", True),
            unknown_owners=said["unknown_owners"],
            create_products=said.get("create_products", False),
            currency=said["currency"].upper(),
            time_zone=time_zone,
        )

    def decide(self, choices):
        """Keep what was chosen as the draft's mapping; refused when it makes no sense."""
        content = document(choices, self.columns)
        drafts.decide(self.job, content=content, name=self.job.arguments["file"], choices=asdict(choices))
        return content

    def offers(self):
        """Mappings that can be chosen instead, those that fit this file first."""
        header = {column.name for column in self.columns}
        found = []
        for key, (name, content, _choices) in drafts.mappings().items():
            share = self.share_of(content, name, header)
            found.append({"key": key, "name": name, "fits": share >= ENOUGH, "share": share, "about": about(content)})
        return sorted(found, key=lambda offer: (-offer["share"], offer["name"]))

    def share_of(self, content, name, header):
        """How much of the mapping is about this file; nothing when the mapping does not hold here."""
        try:
            wanted = parse_document(content, name, self.definitions).columns
        except Refused:
            return 0
        return len(wanted & header) / len(wanted) if wanted else 0


def about(content):
    return content.get("description", "") if isinstance(content, dict) else ""
