"""A lead in a nurture track, and what the track has done with it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Least, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from frameworks_app.models.texts import TextsField

from .call import FollowUp
from .lead import Lead
from .message import Message
from .nurture import NurtureTrack, TrackStep
from .stage import StageMove


class EnrolmentQuerySet(models.QuerySet):
    def open(self):
        return self.filter(left_at=None)

    def counted(self):
        """All but those that were taken back."""
        return self.exclude(left_by=Enrolment.Left.UNDONE)

    def visible_to(self, user):
        return self.filter(lead__in=Lead.objects.visible_to(user))

    def due(self, moment):
        """A step waits for this moment, or the day on which the lead leaves has come; not while the track rests."""
        return self.open().filter(wakes_at__lte=moment, track__is_active=True)


class Enrolment(models.Model):
    """A lead is in one track at a time, and only while it stands in a stage of kind nurture: a trigger sees to it."""

    class Entered(models.TextChoices):
        REASON = "reason", _("Parked")
        CATEGORY = "category", _("Status")
        SIGNAL = "signal", _("Signal")
        HAND = "hand", _("By hand")
        TRACK = "track", _("From another track")

    class Left(models.TextChoices):
        REPLY = "reply", _("Reply")
        SIGNAL = "signal", _("Signal")
        CATEGORY = "category", _("Status")
        QUALIFICATION = "qualification", _("Qualification")
        ENGAGEMENT = "engagement", _("Engagement")
        DATE = "date", _("The day had come")
        DONE = "done", _("All steps done")
        TRACK = "track", _("To another track")
        LOOPED = "looped", _("Changed track too often")
        HAND = "hand", _("Taken out by hand")
        MOVED = "moved", _("Moved to another stage")
        MERGED = "merged", _("Merged with another lead")
        UNDONE = "undone", _("Taken back")

    # Ended so, what the track has written goes all the same: nobody has spoken with them, and nobody has said no.
    LETTERS_GO = [Left.DATE, Left.DONE, Left.TRACK, Left.LOOPED]

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="enrolments")
    track = models.ForeignKey(NurtureTrack, models.PROTECT, verbose_name=_("track"), related_name="enrolments")
    next_step = models.ForeignKey(
        TrackStep, models.PROTECT, verbose_name=_("next step"), null=True, blank=True, related_name="enrolments"
    )
    arrived_at = models.DateTimeField(default=timezone.now)
    next_at = models.DateTimeField(_("when"), default=timezone.now)
    ends_at = models.DateTimeField(_("leaves on"), null=True, blank=True)
    wakes_at = models.GeneratedField(
        expression=Least("next_at", "ends_at"), output_field=models.DateTimeField(), db_persist=True
    )
    entered_at = models.DateTimeField(_("entered"), default=timezone.now)
    entered_by = models.CharField(pgettext_lazy("track", "entered by"), max_length=8, choices=Entered)
    # The name of the reason, signal, status or track, as it was then.
    entered_what = TextsField(blank=True)
    note = models.CharField(_("why"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )
    # The moves that began and ended it, so that taking one back finds what it did; whoever deletes a move is not
    # kept from it by a stay.
    entered_move = models.ForeignKey(
        StageMove, models.SET_NULL, null=True, blank=True, editable=False, related_name="+", db_constraint=False
    )
    left_move = models.ForeignKey(
        StageMove, models.SET_NULL, null=True, blank=True, editable=False, related_name="+", db_constraint=False
    )
    # Changes of track in a row, each by a step of the track before.
    changes = models.PositiveSmallIntegerField(default=0)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    left_by = models.CharField(pgettext_lazy("track", "left by"), max_length=13, choices=Left, blank=True)
    left_what = TextsField(blank=True)
    left_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    came_back = models.BooleanField(_("came back"), default=False, db_default=False)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("lead in a track")
        verbose_name_plural = _("leads in tracks")
        ordering = ["-entered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["lead"], condition=Q(left_at=None), name="one_open_enrolment_per_lead"),
            models.CheckConstraint(
                name="left_enrolment_says_why",
                condition=Q(left_at=None, left_by="") | Q(left_at__isnull=False) & ~Q(left_by=""),
            ),
            models.CheckConstraint(
                name="open_enrolment_has_next_step", condition=Q(left_at__isnull=False) | Q(next_step__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["wakes_at", "id"], name="enrolment_due", condition=Q(left_at=None)),
            models.Index(fields=["track", "wakes_at", "id"], name="enrolment_in_track", condition=Q(left_at=None)),
            models.Index(fields=["left_at", "id"], name="enrolment_left", condition=Q(left_at__isnull=False)),
            models.Index(fields=["entered_at", "id"], name="enrolment_entered"),
        ]


class EnrolmentStep(models.Model):
    """What a step did for one lead: once, for the database allows no second row."""

    class Skipped(models.TextChoices):
        MAIL_OFF = "mail_off", _("The track writes no e-mails")
        NO_ADDRESS = "no_address", _("No e-mail address")
        DO_NOT_CONTACT = "leave_alone", _("Asked to be left alone")
        NO_OWNER = "no_owner", _("Nobody to do it")
        NO_TRACK = "no_track", _("That track takes nobody in")
        WRITTEN = "written", _("Written to already")

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="steps")
    step = models.ForeignKey(TrackStep, models.PROTECT, verbose_name=_("step"), related_name="+")
    done_at = models.DateTimeField(_("when"), db_default=Now())
    message = models.ForeignKey(Message, models.SET_NULL, null=True, blank=True, related_name="+")
    follow_up = models.ForeignKey(FollowUp, models.SET_NULL, null=True, blank=True, related_name="+")
    skipped = models.CharField(_("passed over"), max_length=12, choices=Skipped, blank=True)

    class Meta:
        ordering = ["done_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "step"], name="each_step_once_per_enrolment"),
        ]


class NurtureLook(models.Model):
    """Something happened to a lead in nurture: the rules are to be looked at. It may be there twice, as marks may."""

    class Cause(models.TextChoices):
        SIGNAL = "signal", _("Signal")
        SCORE = "score", _("Score")
        CATEGORY = "category", _("Status")

    lead_id = models.BigIntegerField()
    cause = models.CharField(max_length=8, choices=Cause, db_default="signal")
    # Its status became one that sales work on.
    is_ready = models.BooleanField(db_default=False)
    at = models.DateTimeField(db_default=Now())
