from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role

# A worker that says nothing for so long is taken for dead.
SILENCE = timedelta(seconds=60)
TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class JobQuerySet(models.QuerySet):
    def to_run(self):
        """Jobs that wait for a worker, and those whose worker has fallen silent."""
        # A job that no worker has begun is run by whoever made it, such as a command.
        silent = Q(state=Job.State.RUNNING, tries__gt=0, heartbeat_at__lt=timezone.now() - SILENCE)
        return self.filter(Q(state=Job.State.WAITING) | silent)

    def visible_to(self, user):
        """One's own, and for admins all: a file of people is for whoever asked for it."""
        return self if user.role == Role.ADMIN else self.filter(by=user)


class Job(models.Model):
    """Long work that a person can leave and come back to."""

    class Kind(models.TextChoices):
        IMPORT = "import", _("Import")
        UNDO_IMPORT = "undo_import", _("Undo of an import")
        EXPORT = "export", _("Export")
        DUPLICATES = "duplicates", _("Search for duplicates")
        PREVIEW = "preview", _("Preview of a draft")
        BACKTEST = "backtest", _("Backtest")

    class State(models.TextChoices):
        DRAFT = "draft", _("Being prepared")
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        UNDONE = "undone", _("Undone")

    kind = models.CharField(_("what"), max_length=20, choices=Kind)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RUNNING)
    arguments = models.JSONField(_("what was asked"), default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="jobs"
    )
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("in all"), default=0)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    started_at = models.DateTimeField(_("started"), db_default=Now())
    heartbeat_at = models.DateTimeField(_("last sign of life"), db_default=Now())
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    error = models.TextField(_("what went wrong"), blank=True)
    result = models.JSONField(_("result"), default=dict)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("job")
        verbose_name_plural = _("jobs")

    def __str__(self):
        return str(self.get_kind_display())

    @property
    def is_under_way(self):
        return self.state in {self.State.WAITING, self.State.RUNNING}


class JobFile(models.Model):
    """A file that a job reads or has made. In the database, so that any worker on any machine can take the job."""

    class Kind(models.TextChoices):
        INPUT = "input", _("uploaded")
        REJECTED = "rejected", _("rejected rows")
        OUTPUT = "output", _("result")

    job = models.ForeignKey(Job, models.CASCADE, related_name="files")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=255)
    content = models.BinaryField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "kind"], name="job_file_once_per_kind")]

    @property
    def content_type(self):
        # Never what a browser would open as a page of ours.
        return TYPES.get(Path(self.name).suffix.lower(), "application/octet-stream")
