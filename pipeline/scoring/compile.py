"""A version's document as one SQL select: the same integers as frameworks_app.scoring, for any set of leads."""

from dataclasses import dataclass, replace
from functools import cached_property

from . import decision, fit, qualification, sql
from .cached import Cached, cached_inputs, fresh_rows
from .days import number_of
from .inputs import Keys, Scope, Workflow, input_names, raw_inputs
from .layouts import layout_of
from .sources import PRESENT

COLUMNS = [
    "fit_low",
    "fit_high",
    "engagement",
    "interest",
    "intent",
    "qual_low",
    "qual_high",
    "verdict",
    "verdicts",
    "disagrees",
    "holds_until",
    "inclusion",
    "company_light",
    "need_light",
    "person_light",
    "category_id",
    "category_settled",
    "priority",
]


@dataclass(frozen=True)
class CompiledModel:
    """A document, the row ids of what it names, and the teams' ways of working."""

    document: dict
    keys: Keys
    workflows: tuple[Workflow, ...] = ()

    @cached_property
    def needed(self):
        return qualification.frameworks_needed(self.document, self.workflows)

    @cached_property
    def layout(self):
        return layout_of(self.document, self.keys)

    @cached_property
    def texts(self):
        """Statements that were built from this model, each under a name: building one takes longer than running it."""
        return {}

    def select(self, scope: Scope, source=PRESENT, columns=COLUMNS):
        """SQL of one row per lead in scope: lead_id and these columns of any layer. Takes `parameters`."""
        layers = (
            self.conditions(scope, source)
            .add(**decision.row_columns(self.document))
            .add(**decision.category_columns(self.document))
        )
        scored = layers.select(["lead_id", *columns])
        return f"SELECT lead_id, {', '.join(self.typed(name) for name in columns)} FROM ({scored}) AS scored"

    def conditions(self, scope: Scope, source):
        """The layers up to every condition of the decision table."""
        document, keys, needed = self.document, self.keys, self.needed
        inputs = cached_inputs if isinstance(source, Cached) else raw_inputs
        text = inputs(document, keys, self.workflows, scope, source)
        return (
            sql.Layers(text, input_names(document, keys) | source.standing.keys())
            .add(**fit.icp_columns(document))
            .add(**fit.range_columns(document))
            .add(**fit.overall_columns(document))
            .add(**self.engagement_columns(), grade_mask=fit.grade_mask(document))
            .add(**qualification.gate_columns(document, keys, needed), level=self.level())
            .add(**qualification.bound_columns(document, keys, needed))
            .add(**qualification.verdict_columns(document, needed))
            .add(**qualification.leading_columns(document, keys, needed))
            .add(**decision.condition_columns(document, needed))
        )

    def possible(self, rows, scope: Scope, source):
        """SQL of the leads in scope for which one of these rows of a decision table is not ruled out."""
        asked = replace(self, document=self.document | {"table": rows})
        found = sql.either([decision.not_false(place, row) for place, row in enumerate(rows)])
        layers = asked.conditions(scope, source).add(is_possible=found)
        return f"SELECT lead_id FROM ({layers.select(['lead_id', 'is_possible'])}) AS found WHERE is_possible"

    def fresh_rows(self, scope: Scope):
        """SQL of the input rows of all leads in scope, from the facts. Takes `parameters`."""
        return fresh_rows(self.document, self.keys, self.layout, scope)

    def typed(self, name):
        """A day number becomes the date that the state row keeps."""
        return "DATE '1970-01-01' + holds_until AS holds_until" if name == "holds_until" else name

    def engagement_columns(self):
        return {name: f"GREATEST(0, {name}_sum)" for name in ("engagement", "interest", "intent")}

    def level(self):
        reached = [f"(engagement >= {sql.whole(points * 1_000_000)})::int" for points in self.document["levels"]]
        return f"1 + {' + '.join(reached)}"

    def parameters(self, today, scope, source=PRESENT):
        fades = {f"fade_{half_life}": factors for half_life, factors in self.document["fades"].items()}
        return {"today": today, "day": number_of(today), **fades, **scope.parameters, **source.parameters}
