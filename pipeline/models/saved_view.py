from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _


class SavedViewQuerySet(models.QuerySet):
    def offered_to(self, user):
        """One's own, and what a colleague of the team shares; what no team's person shares is for all."""
        shared = Q(is_shared=True) & (Q(by__team=None) | Q(by__team_id=user.team_id))
        return self.filter(Q(by=user) | shared)

    def editable_by(self, user):
        """A view is changed by whoever made it; others save one of their own."""
        return self.filter(by=user)


class SavedView(models.Model):
    """Filters, order and columns of a list under a name."""

    class Page(models.TextChoices):
        LEADS = "lead_list", _("Leads")
        BOARD = "board", _("Board")

    page = models.CharField(max_length=20, choices=Page, default=Page.LEADS)
    name = models.CharField(_("name"), max_length=60)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    is_shared = models.BooleanField(_("for the whole team"), default=False)
    query = models.TextField(blank=True)
    columns = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "page",
                "by",
                Lower("name"),
                name="saved_view_name_once_per_person",
                violation_error_message=_("You have a view of this name already."),
            )
        ]

    def __str__(self):
        return self.name
