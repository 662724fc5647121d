from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Team

from .facts import Fact
from .lead import Lead
from .stage import Reason


class HandOffQuerySet(models.QuerySet):
    def waiting(self):
        """Nobody has accepted or returned it yet."""
        return self.filter(accepted_at=None, returned_at=None)


class HandOff(Fact):
    """A lead passed on, to a team or a person of it, who accept it or return it with a reason."""

    class Kind(models.TextChoices):
        SDR = "sdr", _("to sales development")
        ACCOUNT_EXECUTIVE = "account_executive", _("to an account executive")

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="hand_offs")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.SDR)
    team = models.ForeignKey(Team, models.PROTECT, verbose_name=_("team"), null=True, blank=True, related_name="+")
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("to"), null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.ForeignKey(
        Reason, models.PROTECT, verbose_name=_("reason"), null=True, blank=True, related_name="+"
    )
    note = models.TextField(_("note"), blank=True)

    objects = HandOffQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-off")
        verbose_name_plural = _("hand-offs")
        ordering = ["-occurred_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["lead"],
                condition=Q(accepted_at=None, returned_at=None),
                name="one_waiting_hand_off_per_lead",
            ),
            models.CheckConstraint(
                name="returned_hand_off_has_reason", condition=Q(returned_at=None) | Q(reason__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["lead", "-occurred_at"], name="hand_off_of_lead")]
