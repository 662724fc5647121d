"""The queue: a message is only a wake-up call, for what must be done is a row."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadqual.settings")

app = Celery("leadqual")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    accept_content=["json"],
    task_serializer="json",
    result_backend=None,
    task_ignore_result=True,
    task_acks_late=True,
    # Tasks are cut up by the sweep, and a killed worker's task must come back.
    task_reject_on_worker_lost=True,
    # One at a time: a long task must not sit on others that an idle worker could take.
    worker_prefetch_multiplier=1,
    # Longer than the longest task, or Redis would hand it to a second worker meanwhile.
    broker_transport_options={"visibility_timeout": 6 * 3600},
    broker_connection_retry_on_startup=True,
    timezone="UTC",
    beat_scheduler="django_celery_beat.schedulers:DatabaseScheduler",
)
app.autodiscover_tasks(["pipeline"])
