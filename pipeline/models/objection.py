from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked

from .lead import Lead


class ObjectionQuerySet(models.QuerySet):
    def unanswered(self):
        return self.filter(answered_at=None)


@tracked()
class Objection(models.Model):
    """What somebody holds against buying, and what we answered."""

    class Kind(models.TextChoices):
        PRICE = "price", _("Price")
        NO_BUDGET = "no_budget", _("No budget")
        TIMING = "timing", _("Timing")
        CURRENT_SUPPLIER = "current_supplier", _("Current supplier")
        MISSING_FUNCTION = "missing_function", _("Missing function")
        SECURITY_OR_LEGAL = "security_or_legal", _("Security or legal")
        MUST_ASK = "must_ask", _("“I must ask”")
        NOT_A_PRIORITY = "not_a_priority", _("Not a priority")
        NO_PROOF = "no_proof", _("No proof or reference")
        EFFORT = "effort", _("Effort to introduce")

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="objections")
    kind = models.CharField(_("objection"), max_length=20, choices=Kind)
    text = models.TextField(_("in their words"), max_length=2000, blank=True)
    answer = models.TextField(_("our answer"), max_length=2000, blank=True)
    raised_at = models.DateTimeField(_("raised"), default=timezone.now)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("written by"), null=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("answered by"),
        null=True,
        blank=True,
        related_name="+",
    )

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["raised_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="answered_objection_has_answer", condition=Q(answered_at=None) ^ ~Q(answer="")
            ),
        ]

    def __str__(self):
        return self.get_kind_display()
