"""How reviews make their agenda."""

from django.contrib import admin

from pipeline.models import ReviewFlag, ReviewRule


class OfTheInstallation(admin.ModelAdmin):
    """Rows that are made with the installation."""

    actions = None

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(ReviewRule)
class ReviewRuleAdmin(OfTheInstallation):
    fields = ("most_leads", "most_per_owner", "stalled_percent", "slips")
    list_display = ("__str__", "most_leads", "most_per_owner")


@admin.register(ReviewFlag)
class ReviewFlagAdmin(OfTheInstallation):
    fields = ("kind", "from_stage", "is_active")
    readonly_fields = ("kind",)
    list_display = ("__str__", "from_stage", "is_active")
    list_select_related = ("from_stage",)
