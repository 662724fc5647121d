"""What an ICP, an MQL or an SQL is, agreed: marketing and sales put their names to it, until a day."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Role

from .scoring_model import ScoringModelVersion


class SignOffQuerySet(models.QuerySet):
    def latest(self):
        """The last of each side of each definition."""
        rows = self.select_related("by").order_by("kind", "key", "side", "-pk")
        return rows.distinct("kind", "key", "side")

    def of(self, kind, key):
        """Everything that was ever signed of one definition, newest first."""
        return self.select_related("by").filter(kind=kind, key=key).order_by("-pk")


class SignOff(models.Model):
    """One side agreed to one definition as it then was. It never changes: who thinks again signs anew."""

    class Kind(models.TextChoices):
        ICP = "icp", _("ICP")
        STATUS = "status", _("Status")

    class Side(models.TextChoices):
        MARKETING = "marketing", pgettext_lazy("one of two who agree", "Marketing")
        SALES = "sales", pgettext_lazy("one of two who agree", "Sales")

    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    key = models.SlugField(_("key"), db_index=False)
    side = models.CharField(_("signed for"), max_length=9, choices=Side)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+")
    # As what they signed: roles change.
    role = models.CharField(_("role"), max_length=20, choices=Role)
    signed_at = models.DateTimeField(_("signed"), db_default=Now())
    review_on = models.DateField(_("to be reviewed on"))
    note = models.TextField(_("note"), blank=True)
    version = models.ForeignKey(ScoringModelVersion, models.PROTECT, related_name="+", db_index=False)
    # By value and with its names in all languages: what was signed is read as it then was.
    definition = models.JSONField(_("what was signed"))
    digest = models.CharField(max_length=64)
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    objects = SignOffQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-off")
        verbose_name_plural = _("sign-offs")
        ordering = ["-pk"]
        constraints = [
            # Of two who sign for one side at once the second is told, and a second click is the first.
            models.UniqueConstraint(
                fields=["kind", "key", "side", "follows"],
                nulls_distinct=False,
                name="one_sign_off_follows_another",
            ),
            models.CheckConstraint(
                name="each_side_signs_for_itself",
                condition=Q(role=Role.ADMIN)
                | Q(side="marketing", role=Role.MARKETING)
                | Q(side="sales", role=Role.MANAGER),
            ),
        ]
        triggers = [pgtrigger.Protect(name="signed_never_changes", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.key}, {self.get_side_display()}"
