"""Tags: made where leads are tagged; here they are renamed, or taken off every lead."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.forms import ModelForm
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pipeline.models import Tag


class TagForm(ModelForm):
    def clean_name(self):
        name = self.cleaned_data["name"].strip()
        if Tag.objects.exclude(pk=self.instance.pk).filter(name__iexact=name).exists():
            raise ValidationError(_("There is such a tag already."))
        return name


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    form = TagForm
    fields = ("name",)
    list_display = ("name", "lead_count", "created_by")
    list_select_related = ("created_by",)
    search_fields = ("name",)
    actions = None

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(lead_count=Count("taggings"))

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("leads"), ordering="lead_count")
    def lead_count(self, tag):
        return tag.lead_count
