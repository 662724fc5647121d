import pgtrigger
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked

NEVER_TRUNCATED = "published_never_truncated"


@tracked()
class ScoringSettings(models.Model):
    """The draft's single values: evidence factors, grades, levels. One row."""

    assumed_percent = models.PositiveSmallIntegerField(
        _("assumed counts, percent"), default=50, validators=[MaxValueValidator(100)]
    )
    heard_percent = models.PositiveSmallIntegerField(
        _("heard counts, percent"), default=80, validators=[MaxValueValidator(100)]
    )
    grade_a = models.PositiveSmallIntegerField(_("grade A from"), default=75, validators=[MaxValueValidator(100)])
    grade_b = models.PositiveSmallIntegerField(_("grade B from"), default=50, validators=[MaxValueValidator(100)])
    grade_c = models.PositiveSmallIntegerField(_("grade C from"), default=25, validators=[MaxValueValidator(100)])
    level_2 = models.PositiveIntegerField(_("engagement level 2 from"), default=15)
    level_3 = models.PositiveIntegerField(_("engagement level 3 from"), default=40)
    level_4 = models.PositiveIntegerField(_("engagement level 4 from"), default=75)
    shipped_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("grades, levels and evidence")
        verbose_name_plural = _("grades, levels and evidence")
        constraints = [
            models.CheckConstraint(name="scoring_settings_one_row", condition=models.Q(pk=1)),
            models.CheckConstraint(
                name="evidence_rises_to_100",
                condition=models.Q(assumed_percent__lte=models.F("heard_percent"), heard_percent__lte=100),
                violation_error_message=_("Assumed counts no more than heard, and heard no more than 100."),
            ),
            models.CheckConstraint(
                name="grades_fall",
                condition=models.Q(
                    grade_a__lte=100, grade_a__gt=models.F("grade_b"), grade_b__gt=models.F("grade_c"), grade_c__gt=0
                ),
                violation_error_message=_("Grades fall: A above B above C above 0."),
            ),
            models.CheckConstraint(
                name="levels_rise",
                condition=models.Q(level_2__gt=0, level_3__gt=models.F("level_2"), level_4__gt=models.F("level_3")),
                violation_error_message=_("Levels rise: 2 below 3 below 4."),
            ),
        ]

    def __str__(self):
        return str(self._meta.verbose_name)

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        if ScoringSettings.objects.exclude(pk=self.pk).exists():
            raise ValidationError(_("There is one such row: edit it."))

    @staticmethod
    def values_of(said):
        """Fields by name, from what a document or a pack says of evidence, grades and levels."""
        grades, levels, evidence = said["grades"], said["levels"], said["evidence"]
        return {
            "assumed_percent": evidence["assumed"],
            "heard_percent": evidence["heard"],
            "grade_a": grades["A"],
            "grade_b": grades["B"],
            "grade_c": grades["C"],
            "level_2": levels[0],
            "level_3": levels[1],
            "level_4": levels[2],
        }


class VersionQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-pk")

    def current(self):
        """The version that scores today, or None before the first was published."""
        return self.newest_first().first()

    def published_on(self, moment):
        return self.filter(published_at__lte=moment).newest_first().first()


class ScoringModelVersion(models.Model):
    """A published scoring model: everything that changes a result, by value. It never changes."""

    document = models.JSONField(_("document"))
    published_at = models.DateTimeField(_("published"), db_default=Now())
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )
    note = models.TextField(_("why"), blank=True)
    # Changes of status that follow from a publication are only noted, unless whoever published said to act on them.
    acts_on_changes = models.BooleanField(_("act on changed statuses"), db_default=False)
    restores = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("rolled back to"),
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("scoring model version")
        verbose_name_plural = _("scoring model versions")
        ordering = ["-pk"]
        triggers = [
            pgtrigger.Protect(name="published_never_changes", operation=pgtrigger.Update | pgtrigger.Delete),
            # All at once neither; only the command that empties everything gets past it.
            pgtrigger.Trigger(
                name=NEVER_TRUNCATED,
                operation=pgtrigger.Truncate,
                when=pgtrigger.Before,
                level=pgtrigger.Statement,
                func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
            ),
        ]

    def __str__(self):
        return _("version %(number)s") % {"number": self.pk}

    @property
    def why(self):
        """A person's words as they are; ours in the reader's language."""
        return gettext(self.note) if self.note and self.published_by_id is None else self.note
