"""How many of the rejected leads are called all the same."""

from django.contrib import admin

from pipeline.models import AuditRule


@admin.register(AuditRule)
class AuditRuleAdmin(admin.ModelAdmin):
    """One row, made with the installation."""

    fields = ("share", "most_per_week")
    list_display = ("__str__", "share", "most_per_week")
    actions = None

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
