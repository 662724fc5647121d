import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.models import Team
from frameworks_app.models import Category, Framework, Segment

from .stage import Stage

MARK_LEADS = """
    INSERT INTO pipeline_stalelead (lead_id)
    SELECT state.lead_id FROM pipeline_leadstate state;
    RETURN NULL;
"""


class WorkflowQuerySet(models.QuerySet):
    def closest_first(self):
        """The closest row wins: team and segment, then team, then segment, then everybody's."""
        return self.order_by(F("team").asc(nulls_last=True), F("segment").asc(nulls_last=True), "pk")

    def closest(self, team_id, segment_id):
        """The row that names both, else the team's, else the segment's, else the one for all; None without any."""
        rows = self.filter(Q(team=None) | Q(team=team_id), Q(segment=None) | Q(segment=segment_id))
        return rows.closest_first().first()


# A score of the past asks since when a way of working was there: the row itself does not say.
@tracked(pghistory.InsertEvent(level=pgtrigger.Statement))
class TeamWorkflow(models.Model):
    """How a team works with a segment; empty means every team, every segment. The closest row wins."""

    team = models.ForeignKey(
        Team, models.CASCADE, verbose_name=_("team"), null=True, blank=True, related_name="workflows"
    )
    segment = models.ForeignKey(
        Segment, models.CASCADE, verbose_name=_("segment"), null=True, blank=True, related_name="workflows"
    )
    leading_framework = models.ForeignKey(
        Framework, models.PROTECT, verbose_name=_("framework to work by"), related_name="workflows"
    )
    sql_required = models.BooleanField(_("must pass SQL"), default=True)

    objects = WorkflowQuerySet.as_manager()

    class Meta:
        verbose_name = _("way of working")
        verbose_name_plural = _("ways of working")
        constraints = [
            models.UniqueConstraint(
                fields=["team", "segment"],
                nulls_distinct=False,
                name="one_workflow_per_team_and_segment",
                violation_error_message=_("There is a row for this team and segment already."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="mark_all_stale",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=MARK_LEADS,
            )
        ]

    def __str__(self):
        return f"{self.team or _('every team')}, {self.segment or _('every segment')}"

    def is_for(self, team_id, segment_id):
        return self.team_id in (None, team_id) and self.segment_id in (None, segment_id)


class RouteQuerySet(models.QuerySet):
    def by_team(self):
        """Stage by team (None: every team) and status."""
        return {(route.team_id, route.category_id): route.stage for route in self.select_related("stage")}


@tracked()
class CategoryRoute(models.Model):
    """Where a lead that nobody has touched goes when it gets a category."""

    team = models.ForeignKey(
        Team, models.CASCADE, verbose_name=_("team"), null=True, blank=True, related_name="routes"
    )
    category = models.ForeignKey(Category, models.PROTECT, verbose_name=_("status"), related_name="routes")
    stage = models.ForeignKey(Stage, models.PROTECT, verbose_name=_("stage"), related_name="routes")

    objects = RouteQuerySet.as_manager()

    class Meta:
        verbose_name = _("route from status to stage")
        verbose_name_plural = _("routes from status to stage")
        constraints = [
            models.UniqueConstraint(
                fields=["team", "category"], nulls_distinct=False, name="one_route_per_team_and_category"
            ),
        ]

    def __str__(self):
        return f"{self.category} → {self.stage}"
