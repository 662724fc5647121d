"""What follows for a lead: stages, reasons, routes, and how each team works."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from frameworks_app.admin.definitions import DefinitionAdmin
from pipeline.forms.stages import StageForm
from pipeline.models import CategoryRoute, Reason, Stage, TeamWorkflow


@admin.register(Stage)
class StageAdmin(DefinitionAdmin):
    publishes = False
    form = StageForm
    list_display = ("__str__", "key", "kind", "team", "expected_days", "probability", "position", "is_active")
    list_select_related = ("team",)
    list_filter = ("kind", "team", "is_active")
    fieldsets = (
        (None, {"fields": ("name", "key", "description", "kind", "team", "expected_days", "probability")}),
        (_("Before a lead moves on"), {"fields": ("checklist", "exit_criteria")}),
        (None, {"fields": ("position", "is_active")}),
    )


@admin.register(Reason)
class ReasonAdmin(DefinitionAdmin):
    publishes = False
    list_display = ("__str__", "key", "kind", "return_days", "position", "is_active")
    list_filter = ("kind", "is_active")


@admin.register(CategoryRoute)
class CategoryRouteAdmin(admin.ModelAdmin):
    list_display = ("category", "team", "stage")
    list_select_related = ("category", "team", "stage")
    list_filter = ("team", "stage")


@admin.register(TeamWorkflow)
class TeamWorkflowAdmin(admin.ModelAdmin):
    list_display = ("__str__", "leading_framework", "sql_required")
    list_select_related = ("team", "segment", "leading_framework")
    list_filter = ("team", "segment")
