"""Whom we want: ICPs, personas, segments, products, attributes."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frameworks_app.forms.definitions import AttributeForm, KeyedForm, SegmentForm
from frameworks_app.forms.rules import IcpCriterionForm
from frameworks_app.models import Attribute, Icp, IcpCriterion, Persona, Product, Segment, Seniority

from .definitions import EFFECT, DefinitionAdmin, OrderedInline
from .ladders import shadowed


class IcpCriterionInline(OrderedInline):
    model = IcpCriterion
    form = IcpCriterionForm
    fields = ("position", "attribute", "operator", "operand", "points", "required", "name")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("attribute")


@admin.register(Icp)
class IcpAdmin(DefinitionAdmin):
    change_form_template = EFFECT
    inlines = (IcpCriterionInline,)
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
    publishes = False
    form = PersonaForm


@admin.register(Segment)
class SegmentAdmin(DefinitionAdmin):
    publishes = False
    form = SegmentForm
    list_display = ("__str__", "key", "employees_at_least", "employees_at_most", "position", "is_active")


@admin.register(Product)
class ProductAdmin(DefinitionAdmin):
    publishes = False


@admin.register(Attribute)
class AttributeAdmin(DefinitionAdmin):
    form = AttributeForm
    fixed_fields = ("key", "entity", "value_type")
    list_display = ("__str__", "key", "entity", "value_type", "is_builtin", "position", "is_active")
    list_filter = ("entity", "value_type", "is_builtin", "is_active")
