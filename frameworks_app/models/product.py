from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked

from .protection import PROMISES
from .texts import Definition, DefinitionQuerySet


@tracked()
class Product(Definition):
    """What is sold."""

    objects = DefinitionQuerySet.as_manager()

    class Meta(Definition.Meta):
        verbose_name = _("product")
        verbose_name_plural = _("products")
        triggers = PROMISES


class SegmentQuerySet(DefinitionQuerySet):
    def holding(self, employees):
        """The band that a company of this many people falls into."""
        if employees is None:
            return self.none()
        return self.filter(
            Q(employees_at_least=None) | Q(employees_at_least__lte=employees),
            Q(employees_at_most=None) | Q(employees_at_most__gte=employees),
        ).exclude(employees_at_least=None, employees_at_most=None)


@tracked()
class Segment(Definition):
    """A named band of companies."""

    employees_at_least = models.PositiveIntegerField(_("employees at least"), null=True, blank=True)
    employees_at_most = models.PositiveIntegerField(_("employees at most"), null=True, blank=True)

    objects = SegmentQuerySet.as_manager()

    class Meta(Definition.Meta):
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        triggers = PROMISES
        constraints = [
            models.CheckConstraint(
                name="segment_band_is_rising",
                condition=Q(employees_at_least=None)
                | Q(employees_at_most=None)
                | Q(employees_at_least__lte=F("employees_at_most")),
                violation_error_message=_("The band begins below where it ends."),
            )
        ]

    def clean(self):
        super().clean()
        low, high = self.employees_at_least, self.employees_at_most
        if low is not None and high is not None and low > high:
            raise ValidationError({"employees_at_most": _("At most must not be below at least.")})
