from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Twins(models.TextChoices):
    """What there can be two of."""

    LEAD = "lead", _("Leads")
    COMPANY = "company", _("Companies")
    CONTACT = "contact", _("Contacts")


class Merge(models.Model):
    """Two records of one thing became one: what moved and what was replaced, so that it can be taken back."""

    kind = models.CharField(_("what"), max_length=10, choices=Twins)
    kept_id = models.BigIntegerField(
        _("kept"),
    )
    merged_id = models.BigIntegerField(
        _("merged into it"),
    )
    moved = models.JSONField(_("what moved"), default=dict)
    before = models.JSONField(_("replaced"), default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("when"), db_default=Now())
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("taken back by"),
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        indexes = [models.Index(fields=["kind", "kept_id"], name="merge_of_kept")]

    def __str__(self):
        return str(self.get_kind_display())


class DuplicatePairQuerySet(models.QuerySet):
    def open(self):
        """Nobody has said yet that these are two different ones."""
        return self.filter(dismissed_at=None)


class DuplicatePair(models.Model):
    """Two records that may be one, the smaller key first."""

    kind = models.CharField(max_length=10, choices=Twins)
    first_id = models.BigIntegerField()
    second_id = models.BigIntegerField()
    likelihood = models.PositiveSmallIntegerField(help_text=_("Percent."))
    reasons = models.JSONField(default=list)
    found_at = models.DateTimeField(db_default=Now())
    dismissed_at = models.DateTimeField(null=True, blank=True)
    dismissed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DuplicatePairQuerySet.as_manager()

    class Meta:
        ordering = ["-likelihood", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "first_id", "second_id"], name="duplicate_pair_once"),
            models.CheckConstraint(name="duplicate_pair_in_order", condition=Q(first_id__lt=F("second_id"))),
        ]
        indexes = [
            models.Index("kind", "likelihood", "id", name="duplicate_pair_open", condition=Q(dismissed_at=None)),
        ]
