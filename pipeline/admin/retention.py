"""Forgetting: how long things are kept, what has been erased, and who asked to be left alone."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from frameworks_app.admin.definitions import ReadOnly
from pipeline.models import DoNotContact, Erasure, RetentionRule
from pipeline.reports.erasing import counted


@admin.register(RetentionRule)
class RetentionRuleAdmin(admin.ModelAdmin):
    """Four rows, made with the installation; only their days are chosen."""

    fields = ("kind", "effect", "days")
    readonly_fields = ("kind", "effect")
    list_display = ("__str__", "days", "effect")
    actions = None

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("what goes, every night"))
    def effect(self, rule):
        return EFFECTS[rule.kind]


EFFECTS = {
    RetentionRule.Kind.IDLE_PERSON: _(
        "People all of whose leads are won, lost or disqualified are erased so many days after anything last "
        "happened. Their leads, calls and ratings stay, without names. This cannot be undone."
    ),
    RetentionRule.Kind.CHANGE_HISTORY: _(
        "What companies, contacts and leads said before they were changed is deleted. Their page of changes gets "
        "shorter, and an import older than that can no longer put back what it replaced."
    ),
    RetentionRule.Kind.FILES: _(
        "Uploaded files, lists of rejected rows and finished exports are deleted. What the job counted stays."
    ),
    RetentionRule.Kind.LETTERS: _(
        "Subject, text and address of letters to contacts that were sent, refused or withheld are removed. That there "
        "was a letter, when and why, stays, and no letter is sent twice."
    ),
}


@admin.register(Erasure)
class ErasureAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("at", "cause", "by", "what")
    list_select_related = ("by",)
    list_filter = ("cause",)
    date_hierarchy = "at"
    fields = ("at", "cause", "by", "what")

    @admin.display(description=_("what went"))
    def what(self, erasure):
        return counted(erasure.counts)


@admin.register(DoNotContact)
class DoNotContactAdmin(ReadOnly, admin.ModelAdmin):
    """Lifted on the person's page, with a reason; of somebody who is erased, by the address that comes in again."""

    list_display = ("at", "contact", "by", "lifted_at", "lifted_by", "why")
    list_select_related = ("contact", "by", "lifted_by")
    fields = list_display
    date_hierarchy = "at"
