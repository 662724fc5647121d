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
    (_("Signing in and the clock"), ["SocialApp", "EmailAddress", "Authenticator", "PeriodicTask"]),
]


class SetUpSite(AdminSite):
    site_header = _("Set-up")
    site_title = _("Set-up")
    index_title = _("Set-up")

    def has_permission(self, request):
        return super().has_permission(request) and request.user.role == Role.ADMIN

    def get_app_list(self, request, app_label=None):
        """Pages grouped by task; what others brought along and nobody here needs is left out."""
        found = super().get_app_list(request, app_label)
        if app_label:
            return found
        pages = {page["object_name"]: page for app in found for page in app["models"]}
        return [group(number, name, names, pages) for number, (name, names) in enumerate(GROUPS)]


def group(number, name, names, pages):
    return {
        "name": name,
        "app_label": f"task-{number}",
        "app_url": reverse("admin:index"),
        "has_module_perms": True,
        "models": [pages[each] for each in names if each in pages],
    }
