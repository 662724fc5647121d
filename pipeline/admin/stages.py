"""What follows for a lead: stages, reasons, routes, and how each team works."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from frameworks_app.admin.definitions import ORDER, DefinitionAdmin, Explained, SharedChoices
from pipeline.forms.stages import StageForm
from pipeline.models import CategoryRoute, Reason, Stage, TeamWorkflow


@admin.register(Stage)
class StageAdmin(DefinitionAdmin):
    is_scored = False
    form = StageForm
    explains = {
        "position": _("The order of the board's columns. The first open stage is where every new lead begins."),
        "kind": _("Open: it is worked. Won, lost, nurture and disqualified end the work, and each asks for a reason."),
        "team": _("Only for this team, between the common stages. Empty: common to all teams."),
        "expected_days": _("Business days after which a lead counts as slow here; at half as many again as stalled."),
        "most_leads": _("The board warns when one team has more leads here; it keeps nobody from moving one."),
        "probability": _("Percent of the amount that counts as weighted value on the board. Empty: none."),
        "is_active": _("A retired stage takes no new leads; those that stand there stay until they are moved."),
    }
    list_display = ("__str__", "key", "kind", "team", "expected_days", "probability", "position", "is_active")
    list_select_related = ("team",)
    list_filter = ("kind", "team", "is_active")
    fieldsets = (
        (
            None,
            {"fields": ("name", "key", "description", "kind", "team", "expected_days", "probability", "most_leads")},
        ),
        (_("Before a lead moves on"), {"fields": ("checklist", "exit_criteria")}),
        (_("Who moves leads"), {"fields": ("movers",)}),
        (None, {"fields": ("position", "is_active")}),
    )


@admin.register(Reason)
class ReasonAdmin(DefinitionAdmin):
    is_scored = False
    explains = {
        "position": ORDER,
        "kind": _("Where it is offered: when a lead is disqualified, parked, returned, lost or won."),
        "track": _("For parked leads: what they get meanwhile, such as education or product tips."),
        "nurture_track": _("For parked leads: the track that they begin at once. Empty: none."),
        "return_days": _("For parked leads: after so many days a follow-up brings the lead back. Empty: no date."),
        "return_rule": _("For parked leads: in words, what should bring the lead back before that day."),
    }
    list_display = ("__str__", "key", "kind", "return_days", "position", "is_active")
    list_filter = ("kind", "is_active")


@admin.register(CategoryRoute)
class CategoryRouteAdmin(Explained, SharedChoices, admin.ModelAdmin):
    explains = {
        "team": _("Empty: for every team without a row of its own."),
        "stage": _(
            "Only leads that nobody has called or moved go there by themselves. To disqualify is for a person."
        ),
    }
    list_display = ("category", "team", "stage")
    list_select_related = ("category", "team", "stage")
    list_filter = ("team", "stage")


@admin.register(TeamWorkflow)
class TeamWorkflowAdmin(Explained, SharedChoices, admin.ModelAdmin):
    explains = {
        "team": _(
            "Empty: every team. The row that names both team and segment wins, then the team's, then the segment's."
        ),
        "segment": _("Empty: every segment. New leads of the segment are proposed to this team in triage."),
        "leading_framework": _("Its result decides the status; the others are shown beside it."),
        "sql_required": _("Otherwise no rule hands its SQLs to an account executive: the SDR goes on with them."),
    }
    list_display = ("__str__", "leading_framework", "sql_required")
    list_select_related = ("team", "segment", "leading_framework")
    list_filter = ("team", "segment")
