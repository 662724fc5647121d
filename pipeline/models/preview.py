from django.db import models

from frameworks_app.models import Category

from .job import Job
from .lead import Lead


class PreviewMoveQuerySet(models.QuerySet):
    def in_cell(self, origin, target):
        """Leads of one cell of the matrix, those first that would stand first in lists."""
        return self.filter(origin=origin, target=target).order_by("-priority", "-lead")


class PreviewMove(models.Model):
    """A lead whose status a draft would change: written by a preview, for the names behind its numbers."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="moves", db_index=False)
    lead = models.ForeignKey(Lead, models.CASCADE, db_constraint=False, db_index=False, related_name="+")
    origin = models.ForeignKey(Category, models.CASCADE, null=True, related_name="+", db_index=False)
    target = models.ForeignKey(Category, models.CASCADE, null=True, related_name="+", db_index=False)
    # The order that it would have in lists under the draft.
    priority = models.BigIntegerField()

    objects = PreviewMoveQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["job", "origin", "target", "-priority", "-lead"], name="preview_cell")]
