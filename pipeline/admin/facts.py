"""Facts: companies, contacts and leads with their plain data, and what happened to them, to be read."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from frameworks_app.admin.definitions import NeverDeleted, ReadOnly
from pipeline.forms.facts import CompanyForm, ContactForm, LeadForm
from pipeline.models import Answer, Company, Contact, Job, Lead, Signal, StageMove
from pipeline.nudge import nudge


class FactAdmin(NeverDeleted, admin.ModelAdmin):
    """Counting everything to show “of how many” would read whole tables."""

    show_full_result_count = False
    list_per_page = 50

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        nudge("pipeline.tasks.rescore")


class DescribedAdmin(FactAdmin):
    # Imports find their rows again by these.
    readonly_fields = ("external_source", "external_id")

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)


@admin.register(Company)
class CompanyAdmin(DescribedAdmin):
    form = CompanyForm
    list_display = ("name", "domain", "industry", "employees", "country")
    list_filter = ("country",)
    search_fields = ("name", "domain", "external_id")


@admin.register(Contact)
class ContactAdmin(DescribedAdmin):
    form = ContactForm
    list_display = ("__str__", "company", "title", "email", "do_not_contact")
    list_select_related = ("company",)
    list_filter = ("do_not_contact", "seniority")
    search_fields = ("name", "email", "external_id")
    autocomplete_fields = ("company",)


@admin.register(Lead)
class LeadAdmin(DescribedAdmin):
    """Owner and stage change on the lead's own page, where each change is kept with its reason."""

    form = LeadForm
    list_display = ("__str__", "product", "segment", "source", "amount", "currency", "stage", "owner")
    list_select_related = ("company", "contact", "product", "segment", "state__stage", "state__owner")
    list_filter = ("product", "segment", "state__stage")
    search_fields = ("title", "company__name", "contact__name", "contact__email", "external_id")
    autocomplete_fields = ("company", "contact")
    readonly_fields = (*DescribedAdmin.readonly_fields, "stage", "owner")

    @admin.display(description=_("stage"), ordering="state__stage")
    def stage(self, lead):
        return lead.state.stage if lead.pk else "-"

    @admin.display(description=_("owner"), ordering="state__owner")
    def owner(self, lead):
        return lead.state.owner if lead.pk else "-"


@admin.register(Signal)
class SignalAdmin(FactAdmin):
    """Added when it happened elsewhere; never changed afterwards."""

    fields = ("lead", "type", "contact", "occurred_at")
    list_display = ("type", "lead", "contact", "occurred_at")
    list_select_related = ("type", "lead__company", "lead__contact", "contact")
    list_filter = ("type",)
    search_fields = ("lead__company__name", "lead__title", "external_id")
    autocomplete_fields = ("lead", "contact")
    date_hierarchy = "occurred_at"

    def has_change_permission(self, request, obj=None):
        return False


class HistoryAdmin(ReadOnly, admin.ModelAdmin):
    show_full_result_count = False
    list_per_page = 50


@admin.register(Answer)
class AnswerAdmin(HistoryAdmin):
    list_display = ("criterion", "rating", "evidence", "lead", "by", "occurred_at")
    list_select_related = ("criterion", "lead__company", "lead__contact", "by")
    list_filter = ("evidence", "criterion")
    search_fields = ("lead__company__name", "quote")
    date_hierarchy = "occurred_at"


@admin.register(StageMove)
class StageMoveAdmin(HistoryAdmin):
    list_display = ("lead", "from_stage", "to_stage", "reason", "by", "occurred_at")
    list_select_related = ("lead__company", "lead__contact", "from_stage", "to_stage", "reason", "by")
    list_filter = ("to_stage", "reason")
    search_fields = ("lead__company__name", "note")
    date_hierarchy = "occurred_at"


@admin.register(Job)
class JobAdmin(HistoryAdmin):
    list_display = ("kind", "state", "by", "done", "total", "started_at", "finished_at")
    list_select_related = ("by",)
    list_filter = ("kind", "state")
