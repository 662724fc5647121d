from django.conf import settings
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from .lead import Lead


class TagQuerySet(models.QuerySet):
    def called(self, name):
        """The tag of this name, in any case of letters, or None."""
        return self.filter(name__iexact=" ".join(name.split())).first()


class Tag(models.Model):
    """A word that people put on leads; it says nothing to the scores."""

    name = models.CharField(_("tag"), max_length=50)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="tag_name_unique")]

    def __str__(self):
        return self.name


class LeadTag(models.Model):
    lead = models.ForeignKey(Lead, models.CASCADE, related_name="taggings", db_index=False)
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lead", "tag"], name="tag_once_on_a_lead")]
