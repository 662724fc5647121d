"""The sign of life of a job under way, written beside its work."""

import logging
from threading import Event, Thread

from django.db import DatabaseError, connections
from django.utils import timezone

from pipeline.models import Job

log = logging.getLogger(__name__)
SECOND = 1
QUIET = 15
BEAT = "UPDATE pipeline_job SET done = %s, total = %s, heartbeat_at = %s WHERE id = %s AND state = %s"


class Pulse:
    """Writes how far a job is, and that it lives, while its work holds a transaction that nobody sees into.

    On a connection and a thread of its own: one statement of the work may take minutes.
    """

    def __init__(self, job):
        self.pk, self.done, self.total = job.pk, 0, 0
        self.over = Event()
        self.thread = Thread(target=self.beat, name=f"job-{job.pk}", daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_error):
        self.over.set()
        self.thread.join()

    def tell(self, done, total):
        self.done, self.total = done, total

    def beat(self):
        connection = connections.create_connection("default")
        told, silent = (0, 0), 0
        try:
            while not self.over.wait(SECOND):
                silent += SECOND
                if (self.done, self.total) != told or silent >= QUIET:
                    told, silent = (self.done, self.total), 0
                    self.write(connection, *told)
        finally:
            connection.close()

    def write(self, connection, done, total):
        try:
            with connection.cursor() as cursor:
                # Work that has written to the job's own row would be waited for, and waits for us in its turn.
                cursor.execute("SET lock_timeout = '1s'")
                cursor.execute(BEAT, [done, total, timezone.now(), self.pk, Job.State.RUNNING])
        except DatabaseError:
            # The work may go on: whether it still counts is asked at its end.
            log.warning("no sign of life from job %s", self.pk, exc_info=True)
            connection.close()
