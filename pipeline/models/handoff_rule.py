"""To whom a lead goes by itself when it becomes an MQL, a PQL or an SQL."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.models import Role, Team
from frameworks_app.models import Category, Product, Segment

from .handoff import HandOff


class RuleQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)


@tracked(exclude=["last_given"])
class HandOffRule(models.Model):
    """The first rule in order whose conditions all hold gives the lead away; one that is empty holds for all."""

    class Way(models.TextChoices):
        ROUND_ROBIN = "round_robin", _("In turn")
        LEAST_LOADED = "least_loaded", _("To whoever has the fewest open leads")
        BY_HAND = "by_hand", _("To the team: somebody takes it")

    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=20, choices=HandOff.Kind, default=HandOff.Kind.SDR)
    team = models.ForeignKey(Team, models.PROTECT, verbose_name=_("team"), related_name="hand_off_rules")
    way = models.CharField(_("how"), max_length=12, choices=Way, default=Way.ROUND_ROBIN)
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("people"),
        blank=True,
        related_name="+",
        help_text=_("Who take part. None: everybody of the team with this role."),
    )
    territories = ArrayField(
        models.CharField(max_length=2),
        verbose_name=_("territories"),
        default=list,
        blank=True,
        help_text=_("Countries of the company, two letters each, separated by commas, such as PL, DE. Empty: all."),
    )
    products = models.ManyToManyField(Product, verbose_name=_("products"), blank=True, related_name="+")
    segments = models.ManyToManyField(Segment, verbose_name=_("segments"), blank=True, related_name="+")
    categories = models.ManyToManyField(
        Category,
        verbose_name=_("statuses"),
        blank=True,
        related_name="+",
        help_text=_("None: MQL and PQL for sales development, SQL for account executives."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("active"), default=True)
    # Whose turn it was.
    last_given = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule of hand-offs")
        verbose_name_plural = _("rules of hand-offs")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name

    @property
    def role(self):
        """Of the people who take such leads."""
        return Role.SDR if self.kind == HandOff.Kind.SDR else Role.ACCOUNT_EXECUTIVE


class LeadToHandOver(models.Model):
    """A lead whose status has changed: a rule may have somebody for it. Gone in the transaction that has looked."""

    lead = models.OneToOneField("pipeline.Lead", models.CASCADE, primary_key=True, related_name="+")
