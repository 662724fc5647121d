from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from frameworks_app.models import ScoringModelVersion


class ScoreAuditQuerySet(models.QuerySet):
    def alarms(self):
        """Audits that found a difference and that nobody has looked at yet, newest first."""
        return self.filter(different__gt=0, seen_at=None).order_by("-pk")


class ScoreAudit(models.Model):
    """Random leads, scored once more by the other evaluator and held against what is stored."""

    version = models.ForeignKey(ScoringModelVersion, models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    ran_at = models.DateTimeField(_("when"), db_default=Now())
    checked = models.PositiveIntegerField(_("leads checked"))
    different = models.PositiveIntegerField(_("leads that differ"))
    # Of the first that differ: lead, column, what is stored, what it should be.
    findings = models.JSONField(default=list)
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )

    objects = ScoreAuditQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit of scores")
        verbose_name_plural = _("audits of scores")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="audit_differs_in_no_more_than_it_checked",
                condition=models.Q(different__lte=models.F("checked")),
            ),
        ]
