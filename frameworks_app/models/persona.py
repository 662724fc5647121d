from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.history import tracked

from .protection import PROMISES
from .texts import Definition, DefinitionQuerySet


class Seniority(models.TextChoices):
    INTERN = "intern", _("Intern or student")
    STAFF = "staff", _("Staff")
    SENIOR = "senior", _("Senior specialist")
    MANAGER = "manager", _("Manager")
    DIRECTOR = "director", _("Director")
    VICE_PRESIDENT = "vice_president", _("Vice president")
    C_LEVEL = "c_level", _("C-level")
    OWNER = "owner", pgettext_lazy("seniority", "Owner")


@tracked()
class Persona(Definition):
    """Whom at the company we want to talk with."""

    titles = ArrayField(
        models.CharField(max_length=100),
        verbose_name=_("titles"),
        default=list,
        blank=True,
        help_text=_("Separated by commas."),
    )
    seniorities = ArrayField(
        models.CharField(max_length=20, choices=Seniority), verbose_name=_("seniority"), default=list, blank=True
    )
    departments = ArrayField(
        models.CharField(max_length=50),
        verbose_name=_("departments"),
        default=list,
        blank=True,
        help_text=_("Separated by commas."),
    )

    objects = DefinitionQuerySet.as_manager()

    class Meta(Definition.Meta):
        verbose_name = _("persona")
        verbose_name_plural = _("personas")
        triggers = PROMISES
