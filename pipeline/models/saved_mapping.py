from django.conf import settings
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _


class SavedMapping(models.Model):
    """What the columns of a kind of file mean, kept under a name for the next file of that kind."""

    name = models.CharField(_("name"), max_length=100)
    content = models.JSONField(default=dict)
    # What was chosen on the page, by column, so that the page can show it again.
    choices = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    saved_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("saved mapping")
        verbose_name_plural = _("saved mappings")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="saved_mapping_name_unique")]

    def __str__(self):
        return self.name
