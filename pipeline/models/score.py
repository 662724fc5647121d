from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from frameworks_app.models import Category, ScoringModelVersion

from .lead import Lead


class ScoreChangeQuerySet(models.QuerySet):
    def unhandled(self):
        """Changes that nobody has acted on yet, oldest first."""
        return self.filter(handled_at=None).order_by("pk")


class ScoreChange(models.Model):
    """A lead's scores or category changed: from what, to what, by which version, why.

    Versions and categories are never deleted, triggers see to that, and the engine writes no others than those of the
    document: looking each of them up for every row cost a third of writing it.
    """

    class Cause(models.TextChoices):
        FACT = "fact", _("Something was learned")
        MIDNIGHT = "midnight", _("Time passed")
        PUBLISH = "publish", _("The rules changed")
        IMPORT = "import", _("Imported")

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="score_changes", db_index=False)
    version = models.ForeignKey(
        ScoringModelVersion, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    cause = models.CharField(max_length=10, choices=Cause)
    old_fit_low = models.SmallIntegerField()
    old_fit_high = models.SmallIntegerField()
    old_engagement = models.BigIntegerField()
    old_qual_low = models.SmallIntegerField()
    old_qual_high = models.SmallIntegerField()
    old_verdict = models.SmallIntegerField()
    old_category = models.ForeignKey(
        Category, models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    fit_low = models.SmallIntegerField()
    fit_high = models.SmallIntegerField()
    engagement = models.BigIntegerField()
    qual_low = models.SmallIntegerField()
    qual_high = models.SmallIntegerField()
    verdict = models.SmallIntegerField()
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    recorded_at = models.DateTimeField(db_default=Now())
    handled_at = models.DateTimeField(null=True, blank=True)

    objects = ScoreChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        indexes = [
            models.Index(fields=["lead", "-recorded_at"], name="score_change_of_lead"),
            models.Index(fields=["id"], name="score_change_unhandled", condition=Q(handled_at=None)),
        ]


class CategoryOverride(models.Model):
    """A person's word beside the computed category, until it is lifted."""

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="overrides")
    category = models.ForeignKey(Category, models.PROTECT, verbose_name=_("status"), related_name="+")
    why = models.TextField(_("why"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["lead"], condition=Q(lifted_at=None), name="one_override_per_lead"),
        ]


class RescorePass(models.Model):
    """All leads once, in id ranges: after a publication, and just after midnight."""

    class Cause(models.TextChoices):
        PUBLISH = "publish", _("The rules changed")
        MIDNIGHT = "midnight", _("Time passed")

    version = models.ForeignKey(ScoringModelVersion, models.PROTECT, related_name="passes")
    day = models.DateField()
    cause = models.CharField(max_length=10, choices=Cause)
    started_at = models.DateTimeField(db_default=Now())
    # When the input rows that its ranges read were there.
    inputs_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "day"], name="one_pass_per_version_and_day"),
        ]


class RescoreRange(models.Model):
    """A range of lead ids in a pass: claimed by a row lock, done when its transaction is."""

    rescore_pass = models.ForeignKey(RescorePass, models.CASCADE, related_name="ranges")
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    changed = models.IntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["rescore_pass"], name="range_undone", condition=Q(done_at=None))]
