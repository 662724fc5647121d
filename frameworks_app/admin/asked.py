"""What we ask: criteria with their levels and questions, and the frameworks made of them."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from frameworks_app.actions.copy import copied_name, copy_framework
from frameworks_app.forms.definitions import LEVELS, CriterionForm, QuestionForm
from frameworks_app.forms.rules import FrameworkCriterionForm, FrameworkCriterionFormSet
from frameworks_app.models import Criterion, Framework, FrameworkCriterion, Question

from .definitions import ORDER, DefinitionAdmin, Explained, NeverDeleted, OrderedInline, SharedChoices
from .drafting import DraftAdmin

OF_QUESTION = {
    "text": gettext_lazy("As it is read aloud: formal, open, one thing at a time."),
    "framework": gettext_lazy("Only for this framework; empty: wherever the criterion is asked."),
    "position": gettext_lazy("The first wording is offered first; the others are one key away."),
    "is_active": gettext_lazy("A retired question is asked no more; the answers to it stay."),
}


class QuestionInline(NeverDeleted, Explained, SharedChoices, admin.StackedInline):
    explains = OF_QUESTION
    model = Question
    form = QuestionForm
    fields = ("text", "probes", "framework", "key", "position", "is_active")
    extra = 0


@admin.register(Criterion)
class CriterionAdmin(DefinitionAdmin):
    form = CriterionForm
    explains = {
        "chapter": gettext_lazy("Where in the call it comes up."),
        "shelf_life": gettext_lazy(
            "For so many days an answer counts; then it is to be re-asked, and until then counts no more."
        ),
        "value_kind": gettext_lazy("What is noted beside the rating, such as the amount of a budget."),
        "derived_from": gettext_lazy("Filled from the ICP result instead of being asked."),
        "position": ORDER,
    }
    inlines = (QuestionInline,)
    list_display = ("__str__", "key", "chapter", "shelf_life", "position", "is_active")
    list_filter = ("chapter", "is_active")
    fieldsets = (
        (None, {"fields": ("name", "key", "description", "chapter", "shelf_life", "value_kind", "derived_from")}),
        (
            gettext_lazy("Levels 0 to 4"),
            {"fields": LEVELS, "description": gettext_lazy("What each level means, so that two people rate alike.")},
        ),
        (None, {"fields": ("position", "is_active")}),
    )


@admin.register(Question)
class QuestionAdmin(NeverDeleted, Explained, DraftAdmin):
    explains = OF_QUESTION
    is_scored = False
    form = QuestionForm
    fields = ("text", "key", "criterion", "framework", "probes", "position", "is_active")
    list_display = ("__str__", "criterion", "framework", "position", "is_active")
    list_display_links = ("__str__",)
    list_editable = ("position",)
    list_select_related = ("criterion", "framework")
    list_filter = ("is_active", "criterion", "framework")
    search_fields = ("key", "text")

    def get_readonly_fields(self, request, obj=None):
        return ("key",) if obj else ()


class FrameworkCriterionInline(OrderedInline):
    model = FrameworkCriterion
    form = FrameworkCriterionForm
    formset = FrameworkCriterionFormSet
    fields = ("position", "criterion", "weight", "gate", "gate_evidence", "light", "label")
    explains = {
        "position": gettext_lazy("The order of asking; with gates in order, also the order of the gates."),
        "weight": gettext_lazy("Its share of the qualification score. 0: it only has a gate."),
        "gate": gettext_lazy("The least rating, 1 to 4, without which no lead is qualified. Empty: no gate."),
        "gate_evidence": gettext_lazy("How sure the rating must be before the gate passes. Empty: a guess is enough."),
        "light": gettext_lazy("Which of the three filters on lists this gate lights. Read in “Three filters” only."),
        "label": gettext_lazy("Where this framework calls the criterion something else."),
    }

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("criterion")


@admin.register(Framework)
class FrameworkAdmin(DefinitionAdmin):
    change_form_template = "frameworks_app/framework_change_form.html"
    inlines = (FrameworkCriterionInline,)
    explains = {
        "pass_rule": gettext_lazy(
            "All gates: every gate passes. Threshold: the certain score reaches it. In order: the first gate that "
            "fails ends it, and nothing after it counts."
        ),
        "threshold": gettext_lazy(
            "1 to 100. Answers heard once count 80 percent, so that above 60 honest notes fail, and above 80 all do."
        ),
        "position": ORDER,
        "is_active": gettext_lazy(
            "Every lead gets a result under each active one. One to work by and one challenger are enough."
        ),
        "is_retired": gettext_lazy("Gone from every list, kept for history."),
    }
    list_display = ("__str__", "key", "pass_rule", "threshold", "position", "is_active", "is_retired")
    list_filter = ("is_active", "is_retired", "pass_rule")
    actions = ("activate", "deactivate", "retire", "copy")
    fieldsets = (
        (
            None,
            {"fields": ("name", "key", "expansion", "pass_rule", "threshold", "position", "is_active", "is_retired")},
        ),
        (
            gettext_lazy("When to choose it"),
            {"fields": ("description", "strengths", "weaknesses", "choose_when"), "classes": ("collapse",)},
        ),
    )

    def check_rows(self, row):
        # A retired framework measures nothing any more.
        if row.is_retired:
            return
        if problem := row.gates_problem(list(row.criteria.values_list("weight", "gate"))):
            field, sentence = problem
            raise ValidationError({field: sentence})

    @admin.action(description=gettext_lazy("Stop showing"))
    def deactivate(self, request, queryset):
        self.set_active(request, queryset, False)

    def set_active(self, request, rows, active, *, retired=False):
        rows = list(rows)
        for row in rows:
            row.is_retired = retired
            row.save(update_fields=["is_retired"])
        super().set_active(request, rows, active)

    @admin.action(description=gettext_lazy("Retire"))
    def retire(self, request, queryset):
        self.set_active(request, queryset, False, retired=True)

    @admin.action(description=gettext_lazy("Copy, to make one's own"))
    def copy(self, request, queryset):
        for row in queryset:
            copy_framework(framework=row, name=copied_name(row))
            self.message_user(request, _("%(name)s was copied.") % {"name": row})

    def get_urls(self):
        copy = self.admin_site.admin_view(require_POST(self.copy_view))
        return [path("<int:pk>/copy/", copy, name="frameworks_app_framework_copy"), *super().get_urls()]

    def copy_view(self, request, pk):
        framework = get_object_or_404(Framework, pk=pk)
        copy = copy_framework(framework=framework, name=copied_name(framework))
        messages.success(request, _("A copy of your own, shown to nobody yet: name it, and change what you like."))
        return HttpResponseRedirect(reverse("admin:frameworks_app_framework_change", args=[copy.pk]))
