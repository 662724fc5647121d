from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked

from .lead import Lead
from .stage import Stage


@tracked()
class ChecklistTick(models.Model):
    """A line of a stage's checklist is done for this lead. Taken back, it is deleted; history keeps it."""

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="ticks", db_index=False)
    stage = models.ForeignKey(Stage, models.PROTECT, verbose_name=_("stage"), related_name="+")
    line = models.SlugField(_("line of the checklist"), max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("done line of a checklist")
        verbose_name_plural = _("done lines of checklists")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["lead", "stage", "line"], name="one_tick_per_lead_and_line"),
        ]

    def __str__(self):
        return f"{self.stage}: {self.line}"
