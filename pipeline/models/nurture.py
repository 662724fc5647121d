"""Nurture tracks: what happens to leads that are not ready, until a rule brings them back."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.history import tracked
from accounts.models import Role, Team
from frameworks_app.models import Category, SignalType
from frameworks_app.models.protection import KEEP_ROW, PROMISES
from frameworks_app.models.texts import Definition, TextsField

from .mail_template import MailTemplate


class TrackQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def for_team(self, team_id):
        """Tracks common to all, and those of this team."""
        return self.filter(Q(team_id=None) | Q(team_id=team_id))

    def visible_to(self, user):
        """Marketing and admins shape them all; a manager reads what the team's leads may be in."""
        match user.role:
            case Role.ADMIN | Role.MARKETING:
                return self
            case Role.MANAGER:
                return self.for_team(user.team_id)
        return self.none()


@tracked()
class NurtureTrack(Definition):
    team = models.ForeignKey(
        Team,
        models.PROTECT,
        verbose_name=_("team"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty: for the leads of all teams."),
    )
    # Off on every new track: an installation never begins to write to people by itself.
    sends_mail = models.BooleanField(
        _("writes e-mails"),
        default=False,
        help_text=_("Off: its e-mail steps are passed over, and nobody is written to."),
    )

    objects = TrackQuerySet.as_manager()

    class Meta(Definition.Meta):
        verbose_name = _("nurture track")
        verbose_name_plural = _("nurture tracks")
        triggers = PROMISES


class StepQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(retired_at=None)

    def in_order(self):
        return self.order_by("position", "pk")


@tracked()
class TrackStep(models.Model):
    """One step of a track. It keeps its identity while its place and its words change; taken out, it is retired."""

    class Kind(models.TextChoices):
        WAIT = "wait", _("Wait")
        MAIL = "mail", pgettext_lazy("step of a track", "E-mail")
        TASK = "task", _("Task for the owner")
        CHANGE = "change", _("Change of track")

    track = models.ForeignKey(NurtureTrack, models.PROTECT, verbose_name=_("track"), related_name="steps")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    kind = models.CharField(_("what"), max_length=8, choices=Kind)
    days = models.PositiveSmallIntegerField(_("days"), default=0)
    in_working_hours = models.BooleanField(
        _("until a working hour"), default=False, help_text=_("By the team's calendar, in the lead's time zone.")
    )
    template = models.ForeignKey(
        MailTemplate, models.PROTECT, verbose_name=_("e-mail"), null=True, blank=True, related_name="steps"
    )
    task = TextsField(_("task"), blank=True)
    to_track = models.ForeignKey(
        NurtureTrack, models.PROTECT, verbose_name=_("to the track"), null=True, blank=True, related_name="+"
    )
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a track")
        verbose_name_plural = _("steps of tracks")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="step_says_what_it_does",
                condition=Q(kind="wait")
                | Q(kind="mail", template__isnull=False)
                | Q(kind="task") & ~Q(task={})
                | Q(kind="change", to_track__isnull=False),
            ),
        ]
        triggers = [KEEP_ROW]

    def __str__(self):
        return str(self.get_kind_display())


@tracked()
class TrackRule(models.Model):
    """What brings leads into a track, or takes them out of it."""

    class Way(models.TextChoices):
        ENTER = "enter", _("Brings leads in")
        LEAVE = "leave", _("Takes leads out")

    class Kind(models.TextChoices):
        SIGNAL = "signal", _("Signal")
        CATEGORY = "category", _("Status reached")
        REPLY = "reply", _("Reply by a person, or a conversation")
        QUALIFICATION = "qualification", _("Qualification score, low end at least")
        ENGAGEMENT = "engagement", _("Engagement level at least")
        DAYS = "days", _("Days in the track")

    track = models.ForeignKey(NurtureTrack, models.CASCADE, verbose_name=_("track"), related_name="rules")
    way = models.CharField(max_length=5, choices=Way)
    kind = models.CharField(_("by"), max_length=13, choices=Kind)
    signal_type = models.ForeignKey(
        SignalType, models.PROTECT, verbose_name=_("signal"), null=True, blank=True, related_name="+"
    )
    count = models.PositiveSmallIntegerField(pgettext_lazy("signals", "times"), default=1)
    days = models.PositiveSmallIntegerField(_("days"), null=True, blank=True)
    category = models.ForeignKey(
        Category, models.PROTECT, verbose_name=_("status"), null=True, blank=True, related_name="+"
    )
    at_least = models.PositiveSmallIntegerField(_("at least"), null=True, blank=True)
    takes_over = models.BooleanField(
        _("also from another track"), default=False, help_text=_("The lead leaves the track that it is in.")
    )
    brings_back = models.BooleanField(
        _("back to the queue"), default=False, help_text=_("The lead is opened again, with why; else it only leaves.")
    )

    class Meta:
        verbose_name = _("rule of a track")
        verbose_name_plural = _("rules of tracks")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="track_rule_says_by_what",
                condition=Q(kind="reply")
                | Q(kind="signal", signal_type__isnull=False, count__gte=1)
                | Q(kind="category", category__isnull=False)
                | Q(kind="days", days__gte=1)
                | Q(kind__in=["qualification", "engagement"], at_least__gte=1),
            ),
            models.CheckConstraint(
                name="track_is_entered_by_signal_or_status",
                condition=Q(way="leave") | Q(way="enter", kind__in=["signal", "category"]),
            ),
        ]
