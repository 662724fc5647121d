"""What they do and what follows: signal types, statuses, the decision table, grades and levels."""

from django.contrib import admin
from django.db.models import F, Sum
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from frameworks_app.forms.decisions import DecisionConditionForm, DecisionRowForm, ScoringSettingsForm
from frameworks_app.models import (
    Category,
    ConditionKind,
    DecisionCondition,
    DecisionRow,
    ScoringSettings,
    SignalType,
)

from .definitions import EFFECT, DefinitionAdmin, NeverDeleted, OrderedInline
from .publishing import PublishingAdmin


def reachable(**kind):
    """The most points that signals of active types can add up to."""
    adding = SignalType.objects.active().filter(points__gt=0, **kind)
    return adding.aggregate(most=Sum("cap"))["most"] or 0


def level_doubts():
    level, most = ScoringSettings.objects.values_list("level_4", flat=True).first() or 0, reachable()
    if level > most:
        yield _("Engagement level 4 begins at %(level)s points, and all caps together allow %(most)s.") % {
            "level": level,
            "most": most,
        }


@admin.register(SignalType)
class SignalTypeAdmin(DefinitionAdmin):
    change_form_template = EFFECT
    list_display = ("__str__", "key", "kind", "points", "cap", "half_life", "position", "is_active")
    list_editable = ("points", "cap", "half_life", "position")
    list_filter = ("kind", "is_active")

    def doubts(self, row):
        if row.is_active and row.cap < abs(row.points):
            yield _("%(type)s: the cap %(cap)s is below one event's %(points)s points, so that none counts whole.") % {
                "type": row,
                "cap": row.cap,
                "points": abs(row.points),
            }
        yield from level_doubts()


@admin.register(Category)
class CategoryAdmin(DefinitionAdmin):
    change_form_template = EFFECT
    list_display = ("__str__", "key", "kind", "rank", "position", "is_active")
    list_editable = ("rank", "position")
    list_filter = ("kind", "is_active")


class DecisionConditionInline(OrderedInline):
    model = DecisionCondition
    form = DecisionConditionForm
    fields = ("position", "kind", "framework", "values", "at_least", "at_most", "days", "currency", "or_open")


@admin.register(DecisionRow)
class DecisionRowAdmin(PublishingAdmin):
    change_form_template = EFFECT
    form = DecisionRowForm
    fields = ("reason", "key", "category", "position")
    inlines = (DecisionConditionInline,)
    list_display = ("__str__", "category", "when", "position")
    list_editable = ("position",)
    list_select_related = ("category",)
    search_fields = ("key", "name")
    # One row at a time, on its own page, where it can be seen what goes.
    actions = None

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("conditions")

    def get_readonly_fields(self, request, obj=None):
        return ("key",) if obj else ()

    def get_changeform_initial_data(self, request):
        last = DecisionRow.objects.last()
        return {"position": last.position if last else 0}

    def save_model(self, request, obj, form, change):
        # The row goes before the one whose place it takes: the last, without conditions, stays last.
        taken = DecisionRow.objects.exclude(pk=obj.pk).filter(position=obj.position)
        if not change and taken.exists():
            DecisionRow.objects.filter(position__gte=obj.position).update(position=F("position") + 1)
        super().save_model(request, obj, form, change)

    @admin.display(description=pgettext_lazy("condition", "when"))
    def when(self, row):
        return "; ".join(said(condition) for condition in row.conditions.all()) or _("always")

    def doubts(self, row):
        most = reachable(kind=SignalType.Kind.INTENT)
        for condition in row.conditions.filter(kind=ConditionKind.INTENT_POINTS, at_least__gt=most):
            yield _("%(row)s asks for %(points)s intent points, and all caps together allow %(most)s.") % {
                "row": row,
                "points": condition.at_least,
                "most": most,
            }


def said(condition):
    """A condition in a line, such as “fit grade is one of A, B (or still open)”."""
    ends = {_("at least"): condition.at_least, _("at most"): condition.at_most, _("days"): condition.days}
    parts = [condition.get_kind_display(), condition.framework and f"[{condition.framework}]"]
    parts += [", ".join(condition.values), *(f"{name} {end}" for name, end in ends.items() if end is not None)]
    parts += [condition.currency, condition.or_open and _("(or still open)")]
    return " ".join(part for part in parts if part)


@admin.register(ScoringSettings)
class ScoringSettingsAdmin(NeverDeleted, PublishingAdmin):
    change_form_template = EFFECT
    form = ScoringSettingsForm
    fieldsets = (
        (gettext_lazy("Fit: grades by the low end, 0 to 100"), {"fields": ("grade_a", "grade_b", "grade_c")}),
        (gettext_lazy("Engagement: levels by points"), {"fields": ("level_2", "level_3", "level_4")}),
        (
            gettext_lazy("Evidence: what an answer counts until it is confirmed"),
            {"fields": ("assumed_percent", "heard_percent")},
        ),
    )

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not ScoringSettings.objects.exists()

    def changelist_view(self, request, extra_context=None):
        """One row needs no list."""
        row = ScoringSettings.objects.first()
        name = "admin:frameworks_app_scoringsettings_"
        return redirect(reverse(f"{name}change", args=[row.pk]) if row else reverse(f"{name}add"))

    def doubts(self, row):
        return level_doubts()
