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

from .definitions import EFFECT, DefinitionAdmin, Explained, NeverDeleted, OrderedInline, SharedChoices
from .drafting import DraftAdmin
from .wording import Words


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
    explains = {
        "kind": gettext_lazy(
            "Interest reads and listens; intent asks for us or uses the product, which the decision table can require."
        ),
        "points": gettext_lazy("What one such signal is worth on its day; below 0 it takes away."),
        "cap": gettext_lazy("The most that all signals of this type move the score together, up or down."),
        "half_life": gettext_lazy("After so many days a signal counts half. Empty: it never fades."),
        "position": gettext_lazy("Lists are in this order, the smallest number first."),
        "is_active": gettext_lazy("A retired type is still named in the activity, and counts nothing."),
    }
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
    explains = {
        "kind": gettext_lazy("Whose turn it is: nobody's yet, marketing's, sales', or nobody's for now or for good."),
        "rank": gettext_lazy("0 to 99. Every list sorts by it before any score, the highest first."),
        "position": gettext_lazy("Menus are in this order, the smallest number first."),
    }
    list_display = ("__str__", "key", "kind", "rank", "position", "is_active")
    list_editable = ("rank", "position")
    list_filter = ("kind", "is_active")


class DecisionConditionInline(OrderedInline):
    model = DecisionCondition
    form = DecisionConditionForm
    fields = ("position", "kind", "framework", "values", "at_least", "at_most", "days", "currency", "or_open")
    explains = {
        "kind": gettext_lazy("All conditions of a row must hold."),
        "framework": gettext_lazy("leading: the one that the team works by; any_other: another active one; or a key."),
        "days": gettext_lazy("For signals: within the last so many days, today included."),
        "or_open": gettext_lazy("Holds also while the answer is not known yet, as long as it could still hold."),
    }


@admin.register(DecisionRow)
class DecisionRowAdmin(Explained, SharedChoices, DraftAdmin):
    change_form_template = EFFECT
    explains = {
        "category": gettext_lazy("What the lead becomes where this row is the first whose conditions all hold."),
        "position": gettext_lazy("The table is read from the smallest number; the last row has no conditions."),
    }
    form = DecisionRowForm
    fields = ("reason", "key", "category", "position")
    inlines = (DecisionConditionInline,)
    list_display = ("__str__", "category", "position")
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

    def get_list_display(self, request):
        return ("__str__", "category", in_words(Words()), "position")

    def doubts(self, row):
        most = reachable(kind=SignalType.Kind.INTENT)
        for condition in row.conditions.filter(kind=ConditionKind.INTENT_POINTS, at_least__gt=most):
            yield _("%(row)s asks for %(points)s intent points, and all caps together allow %(most)s.") % {
                "row": row,
                "points": condition.at_least,
                "most": most,
            }


def in_words(words):
    @admin.display(description=pgettext_lazy("condition", "when"))
    def when(row):
        return "; ".join(words.of(condition) for condition in row.conditions.all()) or _("always")

    return when


@admin.register(ScoringSettings)
class ScoringSettingsAdmin(NeverDeleted, Explained, DraftAdmin):
    change_form_template = EFFECT
    explains = {
        "grade_a": gettext_lazy("Of the points that are certain; what is unknown counts at its worst."),
        "level_2": gettext_lazy("One product page and one mail click, say."),
        "level_4": gettext_lazy("About one of each classic signal within a few days."),
        "assumed_percent": gettext_lazy("A guess from the website or from experience. It never disqualifies."),
        "heard_percent": gettext_lazy("Somebody said so, once."),
    }
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
