"""When, how often and to whom letters go."""

from django.contrib import admin

from pipeline.models import MailRule


@admin.register(MailRule)
class MailRuleAdmin(admin.ModelAdmin):
    """One row, made with the installation."""

    fields = (
        ("sends_from", "sends_until"),
        "sends_on_weekends",
        "needs",
        "most_per_week",
        "sender_name",
        "answers_to",
        "postal_address",
    )
    list_display = ("__str__", "sends_from", "sends_until", "needs", "most_per_week", "sender_name")
    actions = None

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
