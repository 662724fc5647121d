"""How often and how long a lead may wait in one stage."""

from django.contrib import admin

from pipeline.models import HoldRule


@admin.register(HoldRule)
class HoldRuleAdmin(admin.ModelAdmin):
    """One row, made with the installation."""

    fields = ("most_times", "most_days")
    list_display = ("__str__", "most_times", "most_days")
    actions = None

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
