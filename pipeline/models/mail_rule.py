"""When, how often and to whom mail goes: one row for the installation."""

from datetime import time

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked


@tracked()
class MailRule(models.Model):
    """What holds for letters to contacts. Letters to colleagues go at any hour."""

    class Needs(models.TextChoices):
        NOTHING = "nothing", _("Nothing: everybody who has not unsubscribed")
        INTEREST = "interest", _("Interest shown: whoever has turned to us, or agreed")
        CONSENT = "consent", _("Consent: only whoever has agreed")

    sends_from = models.TimeField(_("not before"), default=time(8), help_text=_("In the reader's own time zone."))
    sends_until = models.TimeField(_("not after"), default=time(18))
    sends_on_weekends = models.BooleanField(_("also on Saturday and Sunday"), default=False)
    needs = models.CharField(
        _("what a letter needs"),
        max_length=10,
        choices=Needs,
        default=Needs.INTEREST,
        help_text=_("Whoever unsubscribed, or asked to be left alone, gets no letter under any of these."),
    )
    most_per_week = models.PositiveSmallIntegerField(
        _("letters to one person in seven days, at most"), default=3, validators=[MinValueValidator(1)]
    )
    sender_name = models.CharField(
        _("sender's name"), max_length=100, blank=True, help_text=_("Shown before the address, such as Tidepost.")
    )
    answers_to = models.EmailField(
        _("answers also go to"),
        blank=True,
        help_text=_("A mailbox that leadqual reads: then an answer to the lead's owner ends its track by itself."),
    )
    postal_address = models.CharField(
        _("postal address"),
        max_length=200,
        blank=True,
        help_text=_("Below every letter to a contact; many countries' law asks for it."),
    )

    class Meta:
        verbose_name = _("rule of mail")
        verbose_name_plural = _("mail")
        constraints = [
            models.CheckConstraint(name="one_rule_of_mail", condition=Q(pk=1)),
            models.CheckConstraint(
                name="mail_hours_begin_before_they_end", condition=Q(sends_from__lt=F("sends_until"))
            ),
            models.CheckConstraint(name="mail_to_a_person_at_least_once_a_week", condition=Q(most_per_week__gte=1)),
        ]

    def __str__(self):
        return str(_("Mail"))

    @classmethod
    def in_force(cls):
        """The one row."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    def clean(self):
        if self.sends_from and self.sends_until and self.sends_from >= self.sends_until:
            raise ValidationError({"sends_until": _("The hours end after they begin.")})
