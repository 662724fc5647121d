"""The set-up pages: their order follows the questions an admin comes with."""

from django.contrib.admin import AdminSite
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Role

GROUPS = [
    (_("Whom we want"), ["Icp", "Persona", "Segment", "Product", "Attribute"]),
    (_("What we ask"), ["Criterion", "Question", "Framework"]),
    (_("What they do"), ["SignalType"]),
    (
        _("What follows"),
        [
            "DecisionRow",
            "Category",
            "ScoringSettings",
            "ScoringModelVersion",
            "Stage",
            "Reason",
            "CategoryRoute",
            "TeamWorkflow",
        ],
    ),
    (_("People"), ["User", "Team"]),
    (_("Facts"), ["Company", "Contact", "Lead", "Signal", "Answer", "StageMove", "Job"]),
]
OURS = {"accounts", "frameworks_app", "pipeline"}


class SetUpSite(AdminSite):
    site_header = _("Set-up")
    site_title = _("Set-up")
    index_title = _("Set-up")

    def has_permission(self, request):
        return super().has_permission(request) and request.user.role == Role.ADMIN

    def get_app_list(self, request, app_label=None):
        """Our pages grouped by task; then what others brought along."""
        found = super().get_app_list(request, app_label)
        if app_label:
            return found
        ours = {page["object_name"]: page for app in found if app["app_label"] in OURS for page in app["models"]}
        groups = [self.group(number, name, names, ours) for number, (name, names) in enumerate(GROUPS)]
        others = [page for app in found if app["app_label"] not in OURS for page in app["models"]]
        return [*groups, self.group_of(len(GROUPS), _("Signing in and the clock"), others)]

    def group(self, number, name, names, pages):
        return self.group_of(number, name, [pages[each] for each in names if each in pages])

    def group_of(self, number, name, pages):
        return {
            "name": name,
            "app_label": f"task-{number}",
            "app_url": reverse("admin:index"),
            "has_module_perms": True,
            "models": pages,
        }
