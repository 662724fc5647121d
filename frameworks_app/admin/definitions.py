"""What the pages of all definitions share: retired instead of deleted, keys that stand, an order."""

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteMixin, RelatedFieldWidgetWrapper
from django.utils.translation import gettext_lazy as _

from frameworks_app.forms.definitions import KeyedForm
from frameworks_app.forms.ordered import OrderedFormSet

from .drafting import DraftAdmin

LAST_FIELDS = ("position", "is_active")


EFFECT = "frameworks_app/change_form_with_effect.html"


class NeverDeleted:
    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnly(NeverDeleted):
    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class Explained:
    """Says at a field what its name cannot, in words of the trade."""

    explains = {}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name in self.explains:
            field.help_text = self.explains[db_field.name]
        return field


class SharedChoices:
    """The choices of a list are read once for all rows, not once per row, and made on pages of their own."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field and not isinstance(field.widget, AutocompleteMixin):
            field.choices = list(field.choices)
        return field

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field


class OrderedInline(Explained, SharedChoices, admin.TabularInline):
    formset = OrderedFormSet
    extra = 0
    ordering = ("position", "pk")


ORDER = _("Lists are in this order, the smallest number first.")


class DefinitionAdmin(Explained, SharedChoices, NeverDeleted, DraftAdmin):
    form = KeyedForm
    explains = {"position": ORDER}
    list_display = ("__str__", "key", "position", "is_active")
    list_editable = ("position",)
    list_filter = ("is_active",)
    search_fields = ("key", "name")
    # Of a definition in use these would change what other rows mean.
    fixed_fields = ("key",)
    actions = ("activate", "retire")

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        first = [name for name in ("name", "key") if name in fields]
        last = [name for name in LAST_FIELDS if name in fields]
        return [*first, *(name for name in fields if name not in {*first, *last}), *last]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(self.fixed_fields if obj else ())]

    def get_changeform_initial_data(self, request):
        return {"position": self.model.objects.count(), **super().get_changeform_initial_data(request)}

    @admin.action(description=_("Retire"))
    def retire(self, request, queryset):
        self.set_active(request, queryset, False)

    @admin.action(description=_("Activate"))
    def activate(self, request, queryset):
        self.set_active(request, queryset, True)

    def set_active(self, request, rows, active):
        for row in rows:
            row.is_active = active
            row.save(update_fields=["is_active"])
            self.log_change(request, row, [{"changed": {"fields": ["active"]}}])
            self.note_saved(request, row)
