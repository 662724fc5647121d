"""What the clock drives, as rows of django-celery-beat."""

from django.db import transaction
from django_celery_beat.models import IntervalSchedule, PeriodicTask

EVERY_SECONDS = {"pipeline.tasks.sweep": 3}


@transaction.atomic
def keep_schedule():
    """Make sure that the clock knows our tasks; an admin may have changed their pace or switched them off."""
    for name, seconds in EVERY_SECONDS.items():
        schedule, _is_new = IntervalSchedule.objects.get_or_create(every=seconds, period=IntervalSchedule.SECONDS)
        PeriodicTask.objects.get_or_create(
            name=name, defaults={"task": name, "interval": schedule, "expire_seconds": 10 * seconds}
        )
