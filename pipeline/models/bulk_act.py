from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role

MAY_BE_UNDONE_FOR = timedelta(hours=24)


class BulkActQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For whoever did it, and for admins."""
        return self if user.role == Role.ADMIN else self.filter(by=user)


class BulkAct(models.Model):
    """One change made to many leads at once, with what it replaced, so that it can be taken back."""

    class Kind(models.TextChoices):
        OWNER = "owner", _("Owner")
        STAGE = "stage", _("Stage")
        CATEGORY = "category", _("Status")
        FOLLOW_UP = "follow_up", _("Follow-up")
        TAG = "tag", _("Tag")
        UNTAG = "untag", _("Tag removed")
        TRACK = "track", _("Nurture track")
        UNTRACK = "untrack", _("Out of the nurture track")

    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    # Made once with the form: sent twice, it changes once.
    token = models.UUIDField(null=True, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="bulk_acts")
    at = models.DateTimeField(_("when"), db_default=Now())
    said = models.JSONField(_("changed to"), default=dict)
    before = models.JSONField(_("replaced"), default=list)
    count = models.PositiveIntegerField(_("how many"), default=0)
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("taken back by"),
        null=True,
        blank=True,
        related_name="+",
    )

    objects = BulkActQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("change of many leads")
        verbose_name_plural = _("changes of many leads")

    def __str__(self):
        return str(self.get_kind_display())

    @property
    def may_be_undone(self):
        return self.undone_at is None and timezone.now() - self.at < MAY_BE_UNDONE_FOR
