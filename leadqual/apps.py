from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class LeadqualConfig(AppConfig):
    name = "leadqual"

    def ready(self):
        # So that a task sent from a page or a command finds this queue and not Celery's default one.
        from . import celery, checks  # noqa: F401


class SetUpConfig(AdminConfig):
    """Django's admin, with our own order of pages."""

    default = False
    default_site = "leadqual.admin.SetUpSite"
