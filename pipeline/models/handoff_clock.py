"""How long a hand-off may wait: the clocks, and from when on it is late."""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from frameworks_app.models.protection import PROMISES
from frameworks_app.models.texts import Definition, DefinitionQuerySet


@tracked()
class HandOffClock(Definition):
    """For one kind of event: so many working minutes to accept, so many to the first attempt. The first match runs."""

    class Event(models.TextChoices):
        ASKED = "asked", _("The lead has sent one of these signals in the last two days")
        STATUS = "status", _("The lead has one of these statuses")
        BACK = "back", _("The lead is back from nurture")
        CLOSER = "closer", _("The lead goes to an account executive")
        RETURNED = "returned", _("Sales has returned the lead: marketing's answer")

    event = models.CharField(_("runs when"), max_length=8, choices=Event)
    signal_types = ArrayField(
        models.SlugField(), verbose_name=_("signals"), default=list, blank=True, help_text=_("One of them is enough.")
    )
    statuses = ArrayField(
        models.SlugField(),
        verbose_name=_("statuses"),
        default=list,
        blank=True,
        help_text=_("One of them is enough. None: whatever the status, where no clock above has matched."),
    )
    accept_minutes = models.PositiveIntegerField(
        _("to accept, working minutes"),
        validators=[MinValueValidator(1)],
        help_text=_("Of the calendar of whoever takes it, absence left out. One day of eight hours is 480."),
    )
    attempt_minutes = models.PositiveIntegerField(
        _("to the first attempt, working minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("From the hand-off. For account executives: until a meeting stands in the calendar. Empty: none."),
    )

    objects = DefinitionQuerySet.as_manager()

    class Meta(Definition.Meta):
        verbose_name = _("clock of hand-offs")
        verbose_name_plural = _("clocks of hand-offs")
        triggers = PROMISES
        constraints = [
            models.CheckConstraint(name="clock_of_hand_offs_runs", condition=Q(accept_minutes__gte=1)),
            models.CheckConstraint(
                name="attempt_is_not_due_before_acceptance",
                condition=Q(attempt_minutes=None) | Q(attempt_minutes__gte=F("accept_minutes")),
                violation_error_message=_("The first attempt comes after accepting: give it at least as long."),
            ),
        ]

    def clean(self):
        super().clean()
        if self.event == self.Event.ASKED and not self.signal_types:
            raise ValidationError({"signal_types": _("Name the signals that start this clock.")})


@tracked()
class LatenessRule(models.Model):
    """When a hand-off that nobody accepts is late, in percent of its clock: one row for the installation."""

    warn_percent = models.PositiveSmallIntegerField(
        _("remind at, percent"), default=80, help_text=_("Whoever is to accept it, or to make the first attempt.")
    )
    escalate_percent = models.PositiveSmallIntegerField(
        _("tell the manager at, percent"), default=100, help_text=_("Once, by e-mail and in the team's queue.")
    )
    reassign_percent = models.PositiveSmallIntegerField(
        _("give to the next person at, percent"),
        default=150,
        help_text=_("By the team's rule of hand-offs. Whoever has accepted keeps the lead."),
    )

    class Meta:
        verbose_name = _("rule of late hand-offs")
        verbose_name_plural = _("late hand-offs")
        constraints = [
            models.CheckConstraint(name="one_rule_of_late_hand_offs", condition=Q(pk=1)),
            models.CheckConstraint(
                name="lateness_goes_from_reminder_to_reassignment",
                condition=Q(
                    warn_percent__gte=1,
                    warn_percent__lte=F("escalate_percent"),
                    escalate_percent__lte=F("reassign_percent"),
                    reassign_percent__lte=1000,
                ),
                violation_error_message=_("First the reminder, then the manager, then the next person: 1 to 1000."),
            ),
        ]

    def __str__(self):
        return str(_("Late hand-offs"))

    @classmethod
    def in_force(cls):
        return cls.objects.first() or cls()
