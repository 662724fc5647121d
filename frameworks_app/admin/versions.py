"""Published versions: what scored when, and who changed it. Nobody edits them."""

import json

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frameworks_app.models import ScoringModelVersion

from .definitions import ReadOnly


@admin.register(ScoringModelVersion)
class ScoringModelVersionAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("number", "published_at", "published_by", "what_for")
    list_select_related = ("published_by",)
    list_filter = ("published_at",)
    search_fields = ("note", "published_by__username", "published_by__last_name")
    fields = ("number", "published_at", "published_by", "what_for", "pretty")
    show_full_result_count = False

    class Media:
        css = {"all": ["css/set-up.css"]}

    def get_queryset(self, request):
        return super().get_queryset(request).defer("document")

    @admin.display(description=gettext_lazy("version"), ordering="pk")
    def number(self, version):
        return version.pk

    @admin.display(description=gettext_lazy("note"))
    def what_for(self, version):
        return version.why

    @admin.display(description=gettext_lazy("document"))
    def pretty(self, version):
        # The fade tables are thousands of numbers that follow from the half-lives.
        said = {key: part for key, part in version.document.items() if key != "fades"}
        return format_html(
            "<details><summary>{}</summary><pre>{}</pre></details>",
            _("Everything that decides a score, without the fade tables"),
            json.dumps(said, indent=2, ensure_ascii=False),
        )
