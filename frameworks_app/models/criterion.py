from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked

from .protection import PROMISES
from .texts import Definition, DefinitionQuerySet, TextsField, read, validate_texts


class Chapter(models.TextChoices):
    """The order in which a conversation goes."""

    PROBLEM = "problem", _("Problem")
    EFFECT = "effect", _("Effect")
    PROCESS = "process", _("Process")
    PEOPLE = "people", _("People")
    MONEY = "money", _("Money")
    TIME = "time", _("Time")


class Evidence(models.TextChoices):
    ASSUMED = "assumed", _("Assumed")
    HEARD = "heard", _("Heard")
    CONFIRMED = "confirmed", _("Confirmed")


def validate_rubric(rubric):
    if not isinstance(rubric, list) or len(rubric) != 5:
        raise ValidationError(_("A rubric has five levels, 0 to 4."))
    for level in rubric:
        validate_texts(level)
        if not level.get("en"):
            raise ValidationError(_("Each level says in words what it means, at least in English."))


class CriterionQuerySet(DefinitionQuerySet):
    def asked(self):
        """Those that people answer; the others are derived from what is known."""
        return self.filter(derived_from="")


@tracked()
class Criterion(Definition):
    """One thing worth knowing about a lead. Frameworks share it, so that it is asked once."""

    class ValueKind(models.TextChoices):
        NONE = "none", _("None")
        MONEY = "money", _("Amount of money")
        DATE = "date", _("Date")
        PEOPLE = "people", _("People")
        TEXT = "text", _("Text")
        NUMBER = "number", _("Number")
        # Told apart: we can help only with the effect.
        NEED = "need", _("What they ask for, and what it is to change")

    class Derivation(models.TextChoices):
        COMPANY_LIGHT = "company_light", _("The company filter")

    chapter = models.CharField(_("chapter"), max_length=10, choices=Chapter)
    shelf_life = models.PositiveSmallIntegerField(
        _("valid for, days"), validators=[MinValueValidator(1), MaxValueValidator(3650)]
    )
    value_kind = models.CharField(_("value"), max_length=10, choices=ValueKind, default=ValueKind.NONE)
    rubric = models.JSONField(_("levels 0 to 4"), validators=[validate_rubric])
    derived_from = models.CharField(
        _("derived from"),
        max_length=20,
        choices=Derivation,
        blank=True,
        help_text=_("A derived criterion is never asked."),
    )

    objects = CriterionQuerySet.as_manager()

    class Meta(Definition.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        triggers = PROMISES
        constraints = [
            models.CheckConstraint(
                name="criterion_shelf_life_1_to_3650",
                condition=models.Q(shelf_life__gte=1, shelf_life__lte=3650),
            ),
        ]


class QuestionQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)


@tracked()
class Question(models.Model):
    """How to ask about a criterion; a framework may bring its own wording."""

    key = models.SlugField(_("key"), unique=True)
    criterion = models.ForeignKey(Criterion, models.CASCADE, verbose_name=_("criterion"), related_name="questions")
    framework = models.ForeignKey(
        "frameworks_app.Framework",
        models.CASCADE,
        verbose_name=_("only for the framework"),
        null=True,
        blank=True,
        related_name="questions",
    )
    text = TextsField(_("question"), lines=2)
    probes = models.JSONField(
        _("probes"), default=list, blank=True, help_text=_("Follow-up questions, each in the languages you have.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("active"), default=True)
    shipped_digest = models.CharField(max_length=64, blank=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position", "pk"]

    def __str__(self):
        return read(self.text).text or self.key

    def clean(self):
        super().clean()
        if not isinstance(self.probes, list):
            raise ValidationError({"probes": _("Probes are a list of texts.")})
        for probe in self.probes:
            validate_texts(probe)
