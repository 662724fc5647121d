"""Whom we want: ICPs, personas, segments, products, attributes."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frameworks_app.actions.ladders import shadowed
from frameworks_app.forms.definitions import AttributeForm, KeyedForm, SegmentForm
from frameworks_app.forms.rules import IcpCriterionForm
from frameworks_app.models import Attribute, Icp, IcpCriterion, Persona, Product, Segment, Seniority

from .definitions import EFFECT, ORDER, DefinitionAdmin, OrderedInline


class IcpCriterionInline(OrderedInline):
    model = IcpCriterion
    form = IcpCriterionForm
    fields = ("position", "attribute", "operator", "operand", "points", "required", "name")
    explains = {
        "position": gettext_lazy("Of several rules on one attribute the first that holds counts."),
        "points": gettext_lazy(
            "Added to fit where the rule holds; below 0 it takes away. 0 for a rule that only keeps out."
        ),
        "required": gettext_lazy(
            "A lead known to fail this rule is outside this ICP; an unknown value keeps it open."
        ),
        "name": gettext_lazy("How the score breakdown calls the rule, such as “20 to 250 employees”."),
    }

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("attribute")


@admin.register(Icp)
class IcpAdmin(DefinitionAdmin):
    change_form_template = EFFECT
    inlines = (IcpCriterionInline,)
    explains = {
        "position": ORDER,
        "persona": gettext_lazy("Whom to ask for at such a company. It gives no points by itself."),
        "threshold": gettext_lazy(
            "The company filter turns green when at least this fit (0 to 100) is certain, whatever is still unknown."
        ),
        "is_active": gettext_lazy("Every lead is held against all active ICPs, and the one that fits best counts."),
    }
    list_display = ("__str__", "key", "persona", "threshold", "position", "is_active")
    list_select_related = ("persona",)

    def check_rows(self, row):
        if row.is_active and not row.criteria.exists():
            raise ValidationError({"is_active": _("An active ICP needs a rule: add one below, or retire it.")})

    def doubts(self, row):
        for later, earlier in shadowed(row.criteria.select_related("attribute")):
            yield _("“%(later)s” can never count: whenever it holds, “%(earlier)s” above it holds first.") % {
                "later": later,
                "earlier": earlier,
            }


class PersonaForm(KeyedForm):
    seniorities = forms.MultipleChoiceField(
        label=gettext_lazy("Seniority"),
        choices=Seniority,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


@admin.register(Persona)
class PersonaAdmin(DefinitionAdmin):
    change_form_template = EFFECT
    is_scored = False
    form = PersonaForm
    explains = {
        "position": ORDER,
        "titles": gettext_lazy("Parts of job titles, separated by commas, such as head of marketing, CRM manager."),
        "departments": gettext_lazy("Separated by commas, such as marketing, ecommerce. Empty: any."),
    }


@admin.register(Segment)
class SegmentAdmin(DefinitionAdmin):
    is_scored = False
    form = SegmentForm
    explains = {
        "position": gettext_lazy("A new lead gets the first segment that its company's size falls into."),
        "employees_at_least": gettext_lazy("Empty: from the smallest."),
        "employees_at_most": gettext_lazy("This number included. Empty: without an upper end."),
    }
    list_display = ("__str__", "key", "employees_at_least", "employees_at_most", "position", "is_active")


@admin.register(Product)
class ProductAdmin(DefinitionAdmin):
    is_scored = False


@admin.register(Attribute)
class AttributeAdmin(DefinitionAdmin):
    form = AttributeForm
    explains = {
        "position": ORDER,
        "entity": gettext_lazy(
            "Whether it describes the company, the person or the purchase. It cannot change later."
        ),
        "value_type": gettext_lazy(
            "What can be typed, and which comparisons an ICP rule offers. It cannot change later."
        ),
    }
    fixed_fields = ("key", "entity", "value_type")
    list_display = ("__str__", "key", "entity", "value_type", "is_builtin", "position", "is_active")
    list_filter = ("entity", "value_type", "is_builtin", "is_active")
