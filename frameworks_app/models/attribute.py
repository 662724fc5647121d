from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked

from .protection import PROMISES
from .texts import Definition, DefinitionQuerySet


class AttributeQuerySet(DefinitionQuerySet):
    def custom(self):
        return self.filter(is_builtin=False)

    def of(self, entity):
        return self.filter(entity=entity)


@tracked()
class Attribute(Definition):
    """Something that can be known of a company, a contact or a lead; the built-in ones are columns."""

    class Entity(models.TextChoices):
        COMPANY = "company", _("Company")
        CONTACT = "contact", _("Contact")
        LEAD = "lead", _("Lead")

    class Type(models.TextChoices):
        TEXT = "text", _("Text")
        NUMBER = "number", _("Number")
        BOOLEAN = "boolean", _("Yes or no")
        DATE = "date", _("Date")
        CHOICE = "choice", _("One of a list")
        CHOICES = "choices", _("Several of a list")

    entity = models.CharField(_("belongs to"), max_length=10, choices=Entity)
    value_type = models.CharField(_("type"), max_length=10, choices=Type)
    choices = models.JSONField(
        _("choices"),
        default=list,
        blank=True,
        help_text=_('The list, as [{"value": "retail", "name": {"en": "Retail"}}]. Empty: any text.'),
    )
    is_builtin = models.BooleanField(_("built in"), default=False, editable=False)

    objects = AttributeQuerySet.as_manager()

    class Meta(Definition.Meta):
        verbose_name = _("attribute")
        verbose_name_plural = _("attributes")
        triggers = PROMISES

    def clean(self):
        super().clean()
        listed = isinstance(self.choices, list) and all(
            isinstance(choice, dict) and isinstance(choice.get("value"), str) for choice in self.choices
        )
        if not listed:
            raise ValidationError(
                {"choices": _('Write a list such as [{"value": "retail", "name": {"en": "Retail"}}].')}
            )
        if self.choices and self.value_type not in {self.Type.CHOICE, self.Type.CHOICES}:
            raise ValidationError({"choices": _("Only a list type has choices.")})
