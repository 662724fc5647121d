"""The set-up pages, grouped by task."""

from django.contrib.admin import AdminSite
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from frameworks_app.actions.agreed.standing import unsigned_now

from .set_up import GROUPS, first_steps, with_counts


class SetUpSite(AdminSite):
    site_header = _("Set-up")
    site_title = _("Set-up")
    index_title = _("Set-up")

    def has_permission(self, request):
        return super().has_permission(request) and request.user.role == Role.ADMIN

    def each_context(self, request):
        context = super().each_context(request)
        pages = (page for group in context["available_apps"] for page in group["models"])
        here = next((page for page in pages if page["admin_url"] and request.path.startswith(page["admin_url"])), None)
        return {**context, "page_here": here}

    def index(self, request, extra_context=None):
        groups = self.get_app_list(request)
        with_counts([page for group in groups for page in group["models"]])
        found = {"groups": groups, "first_steps": first_steps(), "unsigned": unsigned_now()}
        return super().index(request, found | (extra_context or {}))

    def get_app_list(self, request, app_label=None):
        """Pages grouped by task; what others brought along and nobody here needs is left out."""
        found = super().get_app_list(request, app_label)
        if app_label:
            return found
        pages = {page["object_name"]: page for app in found for page in app["models"]}
        return [pages_of(group, number, pages) for number, group in enumerate(GROUPS)]


def pages_of(group, number, pages):
    return {
        "name": group.name,
        "sentence": group.sentence,
        "app_label": f"task-{number}",
        "app_url": reverse("admin:index"),
        "has_module_perms": True,
        "models": [{**pages[name], "line": line} for name, line in group.lines.items() if name in pages],
        "doors": [{"url": reverse(view), "name": name, "line": line} for view, (name, line) in group.doors.items()],
    }
