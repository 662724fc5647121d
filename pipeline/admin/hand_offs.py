"""To whom leads go by themselves, and how long they may wait."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from frameworks_app.admin.definitions import ORDER, DefinitionAdmin, Explained, NeverDeleted, SharedChoices
from pipeline.forms.hand_off_rules import ClockForm, RuleForm
from pipeline.models import HandOffClock, HandOffRule, LatenessRule


@admin.register(HandOffClock)
class HandOffClockAdmin(DefinitionAdmin):
    is_scored = False
    form = ClockForm
    explains = {
        "position": _("The first clock that matches runs, the smallest number first."),
        "is_active": _("A retired clock starts no more; hand-offs that wait by it go on."),
    }
    list_display = ("__str__", "event", "accept_minutes", "attempt_minutes", "position", "is_active")
    list_filter = ("event", "is_active")


@admin.register(LatenessRule)
class LatenessRuleAdmin(NeverDeleted, admin.ModelAdmin):
    """One row, made with the installation."""

    fields = ("warn_percent", "escalate_percent", "reassign_percent")
    list_display = ("__str__", *fields)
    actions = None

    def has_add_permission(self, request):
        return False


@admin.register(HandOffRule)
class HandOffRuleAdmin(Explained, SharedChoices, NeverDeleted, admin.ModelAdmin):
    form = RuleForm
    explains = {
        "position": ORDER,
        "kind": _("Sales development gets leads that nobody owns; account executives get SQLs of an SDR."),
        "way": _("Whoever is away, or has as many open leads as they may, is passed over."),
        "is_active": _("Without an active rule people pass leads on by hand, and late ones stay where they are."),
    }
    list_display = ("name", "kind", "team", "way", "position", "is_active")
    list_select_related = ("team",)
    list_filter = ("team", "kind", "is_active")
    list_editable = ("position",)
    actions = None
    fieldsets = (
        (None, {"fields": ("name", "kind", "team", "way", "people")}),
        (_("For which leads"), {"fields": ("categories", "territories", "products", "segments")}),
        (None, {"fields": ("position", "is_active")}),
    )

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "people":
            kwargs["queryset"] = User.objects.active().sellers().select_related("team").order_by("team__name", "pk")
        kwargs["widget"] = forms.CheckboxSelectMultiple()
        return super().formfield_for_manytomany(db_field, request, **kwargs)
