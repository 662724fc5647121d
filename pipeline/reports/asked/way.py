"""The open stages in their order, and which of them a lead passes on its way."""

from functools import cached_property

from pipeline.models import CategoryRoute, Stage, TeamWorkflow

# The status after which an account executive takes over; where a way of working does not ask for it, leads go on
# without the stage to which it leads.
SQL = "sql"


class Way:
    """Three statements, whatever the number of leads that are held against it."""

    @cached_property
    def stages(self):
        return {stage.pk: stage for stage in Stage.objects.of_kind(Stage.Kind.OPEN)}

    @cached_property
    def workflows(self):
        return list(TeamWorkflow.objects.closest_first())

    @cached_property
    def sql_stages(self):
        routes = CategoryRoute.objects.filter(category__key=SQL)
        return dict(routes.values_list("team_id", "stage_id"))

    def passed(self, state, segment_id, target):
        """Stages that ask before a lead that stands where `state` says comes to `target`: first the one it leaves.

        On to a later open stage: it, and every open stage that is jumped over. To be won: it alone. Back, or out of
        the pipeline in another way: none. A retired stage asks nothing, nor does one that the lead's way of working
        does without.
        """
        left = self.stages.get(state.stage_id)
        if left is None or target.kind not in {Stage.Kind.OPEN, Stage.Kind.WON}:
            return []
        between = [left] if target.kind == Stage.Kind.WON else self.between(left, target, state.team_id)
        spared = self.spared(state.team_id, segment_id)
        return [stage for stage in between if stage.is_active and stage.pk != spared]

    def between(self, left, target, team_id):
        """With the one that is left, without the one that is reached."""
        theirs = (stage for stage in self.stages.values() if stage.team_id in (None, team_id) or stage == left)
        return sorted((stage for stage in theirs if place(left) <= place(stage) < place(target)), key=place)

    def spared(self, team_id, segment_id):
        """The stage that leads of this team and segment need not pass; None where they pass all."""
        closest = next((row for row in self.workflows if row.is_for(team_id, segment_id)), None)
        if closest is None or closest.sql_required:
            return None
        return self.sql_stages.get(team_id) or self.sql_stages.get(None)

    def next_after(self, state):
        """The open stage that follows where the lead stands; None after the last."""
        here = self.stages.get(state.stage_id)
        later = [
            stage
            for stage in self.stages.values()
            if here and stage.is_active and stage.team_id in (None, state.team_id) and place(stage) > place(here)
        ]
        return min(later, key=place, default=None)


def place(stage):
    return stage.position, stage.pk
