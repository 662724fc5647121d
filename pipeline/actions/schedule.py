"""What the clock drives, as rows of django-celery-beat."""

from django.db import transaction
from django_celery_beat.models import CrontabSchedule, IntervalSchedule, PeriodicTask

from accounts.calendar import home_zone

EVERY_SECONDS = {"pipeline.tasks.sweep": 3, "pipeline.tasks.digests": 60, "pipeline.tasks.audit": 3600}
# Hour and minute in the installation's own zone.
EVERY_NIGHT = {"pipeline.tasks.duplicates": (2, 30), "pipeline.tasks.keep_retention": (3, 10)}


@transaction.atomic
def keep_schedule():
    """Make sure that the clock knows our tasks; an admin may have changed their pace or switched them off."""
    for name, seconds in EVERY_SECONDS.items():
        schedule, _is_new = IntervalSchedule.objects.get_or_create(every=seconds, period=IntervalSchedule.SECONDS)
        PeriodicTask.objects.get_or_create(
            name=name, defaults={"task": name, "interval": schedule, "expire_seconds": 10 * seconds}
        )
    for name, (hour, minute) in EVERY_NIGHT.items():
        night, _is_new = CrontabSchedule.objects.get_or_create(hour=hour, minute=minute, timezone=home_zone())
        PeriodicTask.objects.get_or_create(name=name, defaults={"task": name, "crontab": night})
