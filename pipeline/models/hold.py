"""Waiting for a known reason until a day is not being stuck: the clock of the stage stands meanwhile."""

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.history import tracked

from .call import FollowUp
from .clock import OF_STATE
from .facts import Fact
from .lead import Lead
from .stage import Stage


@tracked()
class HoldRule(models.Model):
    """How often and how long a lead may wait in one stage: one row for the installation."""

    most_times = models.PositiveSmallIntegerField(
        _("times, at most"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text=_("In one stay in a stage. Whoever waits more often has another reason."),
    )
    most_days = models.PositiveSmallIntegerField(
        _("days together, at most"),
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(730)],
        help_text=_("Calendar days of all waiting in one stay in a stage. Managers are bound too."),
    )

    class Meta:
        verbose_name = _("rule of waiting")
        verbose_name_plural = _("waiting")
        constraints = [
            models.CheckConstraint(name="one_rule_of_waiting", condition=Q(pk=1)),
            models.CheckConstraint(
                name="a_lead_may_wait_once_and_for_a_day", condition=Q(most_times__gte=1, most_days__gte=1)
            ),
        ]

    def __str__(self):
        return str(_("Rule of waiting"))


class HoldQuerySet(models.QuerySet):
    def open(self):
        return self.filter(ended_at=None)

    def counted(self):
        """All but those that were taken back."""
        return self.exclude(ended_how=Hold.End.UNDONE)

    def of_stay(self, state):
        """Of this lead, since it came to the stage where it stands."""
        return self.filter(lead=state.lead_id, stage=state.stage_id, occurred_at__gte=state.stage_changed_at)


KEEP_STATE = """
    UPDATE pipeline_leadstate state SET held_until = now.until, clock_restarted_at = now.restarted
    FROM (
        SELECT state.lead_id, (
            SELECT hold.until FROM pipeline_hold hold WHERE hold.lead_id = state.lead_id AND hold.ended_at IS NULL
        ) AS until, ({restarted}) AS restarted
        FROM pipeline_leadstate state WHERE state.lead_id IN ({leads})
    ) now
    WHERE state.lead_id = now.lead_id
        AND (state.held_until, state.clock_restarted_at) IS DISTINCT FROM (now.until, now.restarted);
    RETURN NULL;
"""


class Hold(Fact):
    """A lead waits in its stage, until a day and for a reason. While it is open its state says so."""

    class Kind(models.TextChoices):
        AWAY = "away", _("champion on leave")
        BUDGET = "budget", _("budget round")
        LEGAL = "legal", _("legal or procurement")
        PROJECT = "project", _("another project first")
        SEASON = "season", _("their busy season")
        DECISION = "decision", _("their decision is due then")
        OTHER = "other", _("another reason")

    class End(models.TextChoices):
        OPEN = "", pgettext_lazy("lead", "Waiting")
        DAY = "day", _("Its day came")
        PERSON = "person", _("Ended by a person")
        MOVE = "move", _("Left the stage")
        UNDONE = "undone", _("Taken back")

    lead = models.ForeignKey(Lead, models.CASCADE, verbose_name=_("lead"), related_name="holds")
    stage = models.ForeignKey(Stage, models.PROTECT, verbose_name=_("stage"), related_name="+", db_index=False)
    kind = models.CharField(_("reason"), max_length=10, choices=Kind)
    reason = models.CharField(_("in words"), max_length=200, blank=True)
    # Days are those of the lead's team.
    since = models.DateField(_("since"))
    until = models.DateField(_("until"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_how = models.CharField(_("how it ended"), max_length=6, choices=End, blank=True, default=End.OPEN)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    # Open boards ask what has changed since they asked last.
    changed_at = models.DateTimeField(db_default=Now(), editable=False)
    # What brought the lead to its owner's attention when its day had come.
    follow_up = models.OneToOneField(
        FollowUp, models.SET_NULL, null=True, blank=True, editable=False, related_name="hold"
    )

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("waiting")
        verbose_name_plural = _("waiting")
        ordering = ["-occurred_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["lead"], condition=Q(ended_at=None), name="one_open_hold_per_lead"),
            models.CheckConstraint(name="hold_lasts_until_a_later_day", condition=Q(until__gt=F("since"))),
            models.CheckConstraint(name="other_reason_to_wait_is_told", condition=~Q(kind="other") | ~Q(reason="")),
            models.CheckConstraint(
                name="hold_says_how_it_ended",
                condition=Q(ended_at=None, ended_how="") | Q(ended_at__gte=F("occurred_at")) & ~Q(ended_how=""),
            ),
            models.CheckConstraint(
                name="only_people_end_a_hold_by_name",
                condition=Q(ended_by=None) | Q(ended_how__in=["person", "undone"]),
            ),
        ]
        indexes = [
            models.Index(fields=["lead", "-occurred_at"], name="hold_of_lead"),
            models.Index(fields=["changed_at"], name="hold_changed"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="keep_state_on_write",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("lead_id", "until", "ended_at"),
                # On an insertion OLD is null, and so is its lead.
                func=KEEP_STATE.format(leads="OLD.lead_id, NEW.lead_id", restarted=OF_STATE),
            ),
            pgtrigger.Trigger(
                name="keep_state_on_delete",
                when=pgtrigger.After,
                operation=pgtrigger.Delete,
                func=KEEP_STATE.format(leads="OLD.lead_id", restarted=OF_STATE),
            ),
        ]

    def __str__(self):
        return self.why

    @property
    def is_open(self):
        return self.ended_at is None

    @property
    def why(self):
        """The reason as a sentence goes on after a comma: "champion on leave: back from Crete"."""
        return why(self.kind, self.reason)


def why(kind, reason):
    if kind == Hold.Kind.OTHER:
        return reason
    label = str(Hold.Kind(kind).label)
    return f"{label}: {reason}" if reason else label
