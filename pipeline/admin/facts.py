"""Facts, to be looked up: they are changed on the product's own pages, where each change has a name and a reason."""

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from frameworks_app.admin.definitions import ReadOnly
from pipeline.models import (
    Answer,
    BulkAct,
    Company,
    Contact,
    HandOff,
    Job,
    Lead,
    Merge,
    Signal,
    StageMove,
)


class FactAdmin(ReadOnly, admin.ModelAdmin):
    """Counting everything to show “of how many” would read whole tables."""

    show_full_result_count = False
    list_per_page = 50
    actions = None


@admin.register(Company)
class CompanyAdmin(FactAdmin):
    list_display = ("name", "domain", "industry", "employees", "country")
    list_filter = ("country",)
    search_fields = ("name", "domain", "external_id")


@admin.register(Contact)
class ContactAdmin(FactAdmin):
    list_display = ("__str__", "company", "title", "email", "do_not_contact")
    list_select_related = ("company",)
    list_filter = ("do_not_contact", "seniority")
    search_fields = ("name", "email", "external_id")


@admin.register(Lead)
class LeadAdmin(FactAdmin):
    list_display = ("__str__", "product", "segment", "source", "amount", "currency", "stage", "owner")
    list_select_related = ("company", "contact", "product", "segment", "state__stage", "state__owner")
    list_filter = ("product", "segment", "state__stage")
    search_fields = ("title", "company__name", "contact__name", "contact__email", "external_id")

    @admin.display(description=_("stage"), ordering="state__stage")
    def stage(self, lead):
        return lead.state.stage

    @admin.display(description=_("owner"), ordering="state__owner")
    def owner(self, lead):
        return lead.state.owner

    def view_on_site(self, lead):
        return reverse("pipeline:lead_detail", args=[lead.pk])


class OfLeadAdmin(FactAdmin):
    """What happened to a lead, found by the name of its company."""

    search_fields = ("lead__company__name", "lead__title")

    def view_on_site(self, fact):
        return reverse("pipeline:lead_detail", args=[fact.lead_id])


@admin.register(Signal)
class SignalAdmin(OfLeadAdmin):
    list_display = ("type", "lead", "contact", "occurred_at")
    list_select_related = ("type", "lead__company", "lead__contact", "contact")
    list_filter = ("type",)
    search_fields = (*OfLeadAdmin.search_fields, "external_id")
    date_hierarchy = "occurred_at"


@admin.register(Answer)
class AnswerAdmin(OfLeadAdmin):
    list_display = ("criterion", "rating", "evidence", "lead", "by", "occurred_at")
    list_select_related = ("criterion", "lead__company", "lead__contact", "by")
    list_filter = ("evidence", "criterion")
    search_fields = (*OfLeadAdmin.search_fields, "quote")
    date_hierarchy = "occurred_at"


@admin.register(StageMove)
class StageMoveAdmin(OfLeadAdmin):
    list_display = ("lead", "from_stage", "to_stage", "reason", "by", "occurred_at")
    list_select_related = ("lead__company", "lead__contact", "from_stage", "to_stage", "reason", "by")
    list_filter = ("to_stage", "reason")
    search_fields = (*OfLeadAdmin.search_fields, "note")
    date_hierarchy = "occurred_at"


@admin.register(HandOff)
class HandOffAdmin(OfLeadAdmin):
    list_display = ("lead", "kind", "team", "to", "by", "occurred_at", "accepted_at", "returned_at", "reason")
    list_select_related = ("lead__company", "lead__contact", "team", "to", "by", "reason")
    list_filter = ("kind", "team", "reason")
    date_hierarchy = "occurred_at"


@admin.register(BulkAct)
class BulkActAdmin(FactAdmin):
    list_display = ("kind", "count", "by", "at", "undone_at", "undone_by")
    list_select_related = ("by", "undone_by")
    list_filter = ("kind",)


@admin.register(Merge)
class MergeAdmin(FactAdmin):
    list_display = ("kind", "kept_id", "merged_id", "by", "at", "undone_at", "undone_by")
    list_select_related = ("by", "undone_by")
    list_filter = ("kind",)


@admin.register(Job)
class JobAdmin(FactAdmin):
    list_display = ("kind", "state", "by", "done", "total", "started_at", "finished_at")
    list_select_related = ("by",)
    list_filter = ("kind", "state")
