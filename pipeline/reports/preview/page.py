"""A finished preview as its page shows it."""

from dataclasses import dataclass
from functools import cached_property

from accounts.models import Team
from frameworks_app.models import ScoringModelVersion
from pipeline.scoring.current import current

from .capacity import capacity_of
from .distributions import distributions_of
from .movers import movers_of
from .statuses import MOST_NAMED, matrix_of, net_changes, statuses_of


@dataclass(frozen=True)
class Report:
    """All that the result of a job says, for one reader."""

    job: object
    user: object
    # The version in force when it was counted.
    before: dict

    @classmethod
    def of(cls, job, user):
        return cls(job, user, document_of(job.arguments["version"]))

    @property
    def result(self):
        return self.job.result

    @cached_property
    def statuses(self):
        return statuses_of(self.before, self.job.arguments["draft"])

    @cached_property
    def matrix(self):
        return matrix_of(self.result["status"], self.statuses)

    @cached_property
    def net(self):
        return net_changes(self.matrix)[:MOST_NAMED]

    @cached_property
    def distributions(self):
        return distributions_of(self.result["counts"])

    @cached_property
    def movers(self):
        found, hidden = movers_of(
            self.result["movers"], self.statuses, (self.before, self.job.arguments["draft"]), self.user
        )
        return {"shown": found, "hidden": hidden}

    @cached_property
    def teams(self):
        """Teams that had SDRs."""
        return list(Team.objects.filter(pk__in=[row[0] for row in self.result["teams"]["seats"] if row[0]]))

    def capacity(self, *, team, take):
        return capacity_of(self.result, self.statuses, team=team, take=take)


def document_of(version_id):
    model = current()
    if model and model.version_id == version_id:
        return model.document
    return ScoringModelVersion.objects.get(pk=version_id).document
