from django.apps import AppConfig


class LeadqualConfig(AppConfig):
    name = "leadqual"

    def ready(self):
        # So that a task sent from a page or a command finds this queue and not Celery's default one.
        from . import celery  # noqa: F401
