from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Erasure(models.Model):
    """Something was forgotten: when, by whom and how much of it there was; nothing that says who it was about."""

    class Cause(models.TextChoices):
        REQUEST = "request", _("On request")
        RETENTION = "retention", _("Kept long enough")

    # Of a person; empty where history or files ran out of their time.
    contact_id = models.BigIntegerField(_("number of the person"), null=True)
    cause = models.CharField(_("why"), max_length=10, choices=Cause)
    counts = models.JSONField(_("how much"), default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("when"), db_default=Now())

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")


class RetentionRule(models.Model):
    """How long something is kept; empty: until somebody erases it."""

    class Kind(models.TextChoices):
        IDLE_PERSON = "idle_person", _("People of closed leads, since anything last happened")
        CHANGE_HISTORY = "change_history", _("What companies, contacts and leads said before")
        FILES = "files", _("Files of imports and exports")
        LETTERS = "letters", _("What letters to contacts said")

    kind = models.CharField(_("what"), max_length=20, choices=Kind, unique=True)
    days = models.PositiveIntegerField(
        _("kept for, days"), null=True, blank=True, help_text=_("Empty: until somebody erases it.")
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("retention period")
        verbose_name_plural = _("retention periods")

    def __str__(self):
        return self.get_kind_display()
