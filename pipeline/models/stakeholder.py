from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked

from .contact import Contact
from .lead import Lead


@tracked()
class Stakeholder(models.Model):
    """A contact's role in one lead's buying committee."""

    class Role(models.TextChoices):
        ECONOMIC_BUYER = "economic_buyer", _("Economic buyer")
        CHAMPION = "champion", _("Champion")
        DECISION_MAKER = "decision_maker", _("Decision maker")
        INFLUENCER = "influencer", _("Influencer")
        USER = "user", _("User")
        BLOCKER = "blocker", _("Blocker")

    # Without these a purchase rarely happens: where they are missing, the page names them.
    NEEDED_ROLES = [Role.ECONOMIC_BUYER, Role.CHAMPION, Role.DECISION_MAKER]

    class Stance(models.TextChoices):
        FOR = "for", _("For us")
        NEUTRAL = "neutral", _("Neutral")
        AGAINST = "against", _("Against us")

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="stakeholders")
    contact = models.ForeignKey(Contact, models.PROTECT, verbose_name=_("contact"), related_name="stakeholders")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    stance = models.CharField(_("stance"), max_length=10, choices=Stance, default=Stance.NEUTRAL)
    cares_about = models.CharField(_("cares about"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("stakeholder")
        verbose_name_plural = _("stakeholders")
        ordering = ["role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["lead", "contact", "role"],
                name="stakeholder_role_once",
                violation_error_message=_("This person has that role already."),
            )
        ]

    def __str__(self):
        return f"{self.contact} ({self.get_role_display()})"
