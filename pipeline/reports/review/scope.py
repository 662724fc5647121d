"""Which leads a review looks at."""

from dataclasses import dataclass

from pipeline.models import Lead

NAMES = ("teams", "owners", "stages", "segments", "products")
# Of each the column that says it.
COLUMNS = {"teams": "team_id", "owners": "owner_id", "segments": "segment_id", "products": "product_id"}
FIELDS = {
    "teams": "state__team",
    "owners": "state__owner",
    "stages": "state__stage",
    "segments": "segment",
    "products": "product",
}


@dataclass(frozen=True)
class Scope:
    """Keys of what a lead must belong to; of what is empty, any will do."""

    teams: tuple = ()
    owners: tuple = ()
    stages: tuple = ()
    segments: tuple = ()
    products: tuple = ()

    @classmethod
    def of(cls, scoped):
        """The scope of a review or of a schedule."""
        teams = (scoped.team_id,) if scoped.team_id else ()
        return cls(teams, *(tuple(sorted(getattr(scoped, name))) for name in NAMES[1:]))

    @property
    def parameters(self):
        return {f"scope_{name}": list(getattr(self, name)) for name in NAMES}

    def terms(self, **aliases):
        """SQL: the row of that alias belongs to what is named, stages left out."""
        named = [(name, alias) for name, alias in aliases.items() if getattr(self, name)]
        return " AND ".join(f"{alias}.{COLUMNS[name]} = ANY(%(scope_{name})s)" for name, alias in named) or "true"

    def stage(self, column):
        """SQL: the key of a stage is one of these."""
        return f"{column} = ANY(%(scope_stages)s)" if self.stages else "true"

    def leads(self, user):
        """Leads that belong to it now and that this person may see."""
        named = {f"{FIELDS[name]}__in": getattr(self, name) for name in NAMES if getattr(self, name)}
        return Lead.objects.visible_to(user).filter(**named)
