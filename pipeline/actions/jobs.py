"""Long work that any worker may take: rows of Job, claimed one by one, run by kind.

Whoever can do a kind of work says so where the workers start (`pipeline.tasks` imports it):

    @register(Job.Kind.EXPORT)
    def run_export(job, tell):
        tell(0, total)      # how far: done, total; as often as one likes
        return {"rows": 7}  # what becomes job.result

Whoever wants work done calls `ask_for(kind=…, by=…, arguments=…)`, or creates a job in the state WAITING with its
files and calls `wake()`. A page shows `components/job_progress.html`, or sends people to `pipeline:job_detail`.

The function runs in one transaction together with the job's end: what is done is done once, though the worker
may be killed at any moment, and the next one begins anew. It speaks the language and lives in the time zone of the
person who asked. It leaves the job's own row alone, and raises CannotBeDone with a sentence for that person; any
other error is logged.
"""

import logging

import pghistory
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pipeline.models import Job
from pipeline.nudge import nudge

from .pulse import Pulse

log = logging.getLogger(__name__)
RUNNERS = {}
# Work that took so many workers down with it is given up.
MOST_TRIES = 3


class CannotBeDone(Exception):
    """The work is refused: one sentence for the person who asked. Nothing has been changed."""


class TakenOver(Exception):
    """This worker was silent for so long that another one has begun anew."""


def register(kind):
    def keep(function):
        RUNNERS[kind] = function
        return function

    return keep


@transaction.atomic
def ask_for(*, kind, by, arguments=None):
    """Work for the next free worker."""
    job = Job.objects.create(kind=kind, state=Job.State.WAITING, by=by, arguments=arguments or {})
    wake()
    return job


def wake():
    nudge("pipeline.tasks.jobs")


def run_jobs():
    """Whatever waits, the oldest first."""
    while job := claim():
        run(job)


@transaction.atomic
def claim():
    waiting = Job.objects.to_run().filter(kind__in=RUNNERS).order_by("pk")
    job = waiting.select_for_update(of=["self"], skip_locked=True).select_related("by").first()
    if job:
        job.state, job.tries = Job.State.RUNNING, job.tries + 1
        job.started_at = job.heartbeat_at = timezone.now()
        job.done = job.total = 0
        job.save(update_fields=["state", "tries", "started_at", "heartbeat_at", "done", "total"])
    return job


def run(job):
    """Do the work, or say why it was not done."""
    zone, language = (job.by.zone, job.by.language) if job.by else (timezone.get_default_timezone(), "en")
    with timezone.override(zone), translation.override(language):
        try:
            if job.tries > MOST_TRIES:
                raise CannotBeDone(_("This was begun several times and never came to its end. Ask an admin to look."))
            do(job)
        except TakenOver:
            log.warning("job %s was taken over by another worker", job.pk)
        except CannotBeDone as refusal:
            fail(job, str(refusal))
        except Exception:
            log.exception("job %s failed", job.pk)
            fail(job, _("Something went wrong on our side, and nothing was changed. An admin finds it in the log."))


def do(job):
    with transaction.atomic(), pghistory.context(user=job.by_id, job=job.pk):
        with Pulse(job) as pulse:
            result = RUNNERS[job.kind](job, pulse.tell)
        end(job, state=Job.State.DONE, result=result or {}, done=pulse.done, total=pulse.total)


def fail(job, sentence):
    try:
        with transaction.atomic():
            end(job, state=Job.State.FAILED, error=sentence)
    except TakenOver:
        log.warning("job %s failed, but another worker has it now", job.pk)


def end(job, **found):
    now = timezone.now()
    # Only the worker that began it last may end it; what an earlier one did goes with its transaction.
    mine = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, tries=job.tries)
    if not mine.update(finished_at=now, heartbeat_at=now, **found):
        raise TakenOver
