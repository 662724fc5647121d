"""The only sender of tasks. A nudge is a wake-up call: the work is rows, and a sweep takes what a lost nudge left."""

import logging

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.db import transaction

log = logging.getLogger(__name__)
SECOND = 1


def nudge(task):
    """Wake a worker for this task once the transaction is there to be seen; at most once per task and second."""
    if settings.NUDGES:
        transaction.on_commit(lambda: send(task), robust=True)


def send(task):
    try:
        if cache.add(f"nudge:{task}", 1, SECOND):
            current_app.send_task(task, retry=False)
        # Work that came just after a nudge may have been missed by it: one more, a second later.
        elif cache.add(f"nudge:{task}:later", 1, SECOND):
            current_app.send_task(task, countdown=SECOND, retry=False)
    except Exception:
        # Whatever the queue's trouble is, the write that nudges has been made and must be answered as made.
        log.warning("no nudge for %s: the sweep will find the work", task, exc_info=True)


def call(task, times):
    """So many workers at once for work that is shared. Who does not come is not waited for."""
    if settings.NUDGES:
        transaction.on_commit(lambda: send_all(task, times), robust=True)


def send_all(task, times):
    try:
        for _ in range(times):
            current_app.send_task(task, retry=False)
    except Exception:
        log.warning("no help by %s: the sweep will bring it", task, exc_info=True)
