from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from frameworks_app.models import Category, Criterion, Evidence, Question

from .facts import AppendingQuerySet, Fact, append_only
from .lead import Lead
from .question_use import counted_when_over
from .stage import Reason, Stage
from .stakeholder import Stakeholder
from .stale import marks
from .touching import follow_touching
from .visibility import editable_leads, visible_leads


class CallQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(lead__in=Lead.objects.visible_to(user))

    def editable_by(self, user):
        return self.filter(lead__in=Lead.objects.callable_by(user))

    def open(self):
        return self.filter(ended_at=None)

    def ended(self):
        return self.exclude(ended_at=None)

    def attempts(self):
        """Whatever was tried and is over."""
        return self.ended().exclude(outcome="")

    def unanswered(self):
        """Attempts that reached nobody."""
        return self.ended().filter(outcome__in=DiscoveryCall.UNANSWERED)

    def answered(self):
        """Both sides were heard, or had agreed to meet."""
        return self.attempts().exclude(outcome__in=DiscoveryCall.UNANSWERED)

    def outside_audits(self):
        """Not made to check the rules: calls that are count in no quota."""
        audits = Lead._meta.get_field("audit_calls").related_model.objects
        begun = audits.filter(lead=OuterRef("lead"), drawn_at__lte=OuterRef("started_at"))
        return self.exclude(Exists(begun.filter(Q(ended_at=None) | Q(ended_at__gte=OuterRef("started_at")))))


class DiscoveryCall(models.Model):
    """One conversation in which somebody fills the form, or an attempt at one: then it ends as it starts."""

    class Outcome(models.TextChoices):
        REACHED = "reached", _("Reached")
        VOICEMAIL = "voicemail", _("Voicemail")
        NO_ANSWER = "no_answer", _("No answer")
        WRONG_NUMBER = "wrong_number", _("Wrong number")
        REPLIED = "replied", _("Replied")
        SENT = "sent", _("Sent")
        NO_SHOW = "no_show", _("No-show")
        RESCHEDULED = "rescheduled", _("Rescheduled")

    UNANSWERED = (Outcome.VOICEMAIL, Outcome.NO_ANSWER, Outcome.WRONG_NUMBER, Outcome.SENT)

    class Channel(models.TextChoices):
        PHONE = "phone", _("Phone")
        EMAIL = "email", _("E-mail")
        SOCIAL = "social", _("Social network")

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="calls")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="calls")
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel, default=Channel.PHONE)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    revision = models.BigIntegerField(db_default=0)
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, related_name="+")
    stage = models.ForeignKey(Stage, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.ForeignKey(Reason, models.PROTECT, null=True, blank=True, related_name="+")
    summary = models.TextField(_("summary"), blank=True)
    # Made by the page for an attempt, so that a double click logs one.
    client_id = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("discovery call")
        verbose_name_plural = _("discovery calls")
        ordering = ["-started_at", "-pk"]
        triggers = [*counted_when_over(), *follow_touching()]
        constraints = [
            models.UniqueConstraint(fields=["lead"], condition=Q(ended_at=None), name="one_open_call_per_lead"),
        ]

    @property
    def is_open(self):
        return self.ended_at is None

    @property
    def is_attempt(self):
        """Over as soon as it began: nothing was said that a page could show."""
        return self.ended_at is not None and self.ended_at == self.started_at

    @property
    def minutes(self):
        """How long it took, a begun minute counted; 0 for an attempt."""
        length = (self.ended_at - self.started_at).total_seconds() if self.ended_at else 0
        return -int(-length // 60)


class AnswerQuerySet(AppendingQuerySet):
    met_by = "(client_id)"

    def latest_first(self):
        return self.order_by("-occurred_at", "-pk")

    def standing(self):
        """Of each lead and criterion the answer that counts: the latest heard, then the latest written."""
        return self.order_by("lead_id", "criterion_id", "-occurred_at", "-pk").distinct("lead_id", "criterion_id")

    def with_source(self):
        return self.select_related("criterion", "by", "source__contact")


class Answer(Fact):
    """What was heard about one criterion of one lead. Appended, never edited."""

    client_id = models.UUIDField(
        _("key in the browser"),
        unique=True,
        default=uuid4,
        help_text=_("Made by the browser, so that a replay changes nothing."),
    )
    lead = models.ForeignKey(Lead, models.CASCADE, verbose_name=_("lead"), related_name="answers", db_index=False)
    call = models.ForeignKey(
        DiscoveryCall, models.CASCADE, verbose_name=_("discovery call"), null=True, blank=True, related_name="answers"
    )
    question = models.ForeignKey(
        Question, models.SET_NULL, verbose_name=_("question"), null=True, blank=True, related_name="+"
    )
    criterion = models.ForeignKey(Criterion, models.PROTECT, verbose_name=_("criterion"), related_name="answers")
    rating = models.SmallIntegerField(
        _("rating"), null=True, blank=True, help_text=_("0 to 4; empty: asked and not answered, or withdrawn.")
    )
    evidence = models.CharField(_("evidence"), max_length=10, choices=Evidence, default=Evidence.HEARD)
    value = models.JSONField(_("value"), null=True, blank=True)
    quote = models.TextField(_("quote"), blank=True)
    source = models.ForeignKey(
        Stakeholder, models.SET_NULL, verbose_name=_("said by"), null=True, blank=True, related_name="answers"
    )
    last_day = models.DateField(
        _("counts until"),
        null=True,
        blank=True,
        help_text=_("The last day on which it counts, where the answer names one."),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )
    import_job = models.ForeignKey(
        "pipeline.Job", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        triggers = [append_only(), *marks()]
        constraints = [
            models.CheckConstraint(
                name="answer_rating_0_to_4", condition=Q(rating=None) | Q(rating__gte=0, rating__lte=4)
            ),
            models.CheckConstraint(
                name="answer_evidence_is_a_rung", condition=Q(evidence__in=["assumed", "heard", "confirmed"])
            ),
        ]
        indexes = [
            models.Index(
                "lead", "criterion", models.F("occurred_at").desc(), models.F("id").desc(), name="answer_standing"
            )
        ]

    def __str__(self):
        return f"{self.criterion}: {'–' if self.rating is None else self.rating}"


class NoteQuerySet(models.QuerySet):
    def unrated(self):
        """Notes that nobody has made an answer of."""
        return self.filter(answer=None)

    def about_a_criterion(self):
        return self.exclude(criterion=None)


class Note(Fact):
    """A line somebody wrote, in a call or outside one."""

    client_id = models.UUIDField(unique=True, default=uuid4)
    lead = models.ForeignKey(Lead, models.CASCADE, related_name="notes")
    call = models.ForeignKey(DiscoveryCall, models.CASCADE, null=True, blank=True, related_name="notes")
    criterion = models.ForeignKey(Criterion, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("note"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    # What the note became once somebody rated it.
    answer = models.OneToOneField(Answer, models.SET_NULL, null=True, blank=True, editable=False, related_name="note")

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-occurred_at", "-pk"]


class FollowUpQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(lead__in=Lead.objects.visible_to(user))

    def editable_by(self, user):
        """Steps of leads that this person may change, and own ones of leads that they see."""
        if user.sees_all_teams:
            return self
        own = Q(owner=user) & visible_leads(user, "lead__state")
        return self.filter(editable_leads(user, "lead__state") | own)

    def open(self):
        return self.filter(done_at=None)

    def due_by(self, moment):
        return self.open().filter(due_at__lte=moment)

    def after_attempts(self):
        """Planned by an attempt that reached nobody."""
        return self.filter(call__outcome__in=DiscoveryCall.UNANSWERED)

    def next_attempts(self):
        """Calls to be tried again, of which nobody has agreed the hour."""
        return self.after_attempts().filter(NEXT_ATTEMPT)

    def promised(self):
        """What a person has planned."""
        return self.exclude(NEXT_ATTEMPT, call__outcome__in=DiscoveryCall.UNANSWERED)


NEXT_ATTEMPT = Q(kind="call", has_hour=False)


class FollowUp(models.Model):
    """A dated next step with an owner."""

    class Kind(models.TextChoices):
        CALL = "call", _("Call")
        EMAIL = "email", _("E-mail")
        MEETING = "meeting", _("Meeting")
        TASK = "task", _("Task")

    # Not for whoever asked to be left alone.
    REACHING = [Kind.CALL, Kind.EMAIL, Kind.MEETING]

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="follow_ups")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("owner"), related_name="follow_ups"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.CALL)
    due_at = models.DateTimeField(_("due"))
    has_hour = models.BooleanField(_("at that hour"), default=False)
    note = models.CharField(_("what"), max_length=300, blank=True)
    call = models.ForeignKey(DiscoveryCall, models.SET_NULL, null=True, blank=True, related_name="follow_ups")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    done_at = models.DateTimeField(null=True, blank=True)
    # Ended because nothing was left to do, and not by doing it.
    is_dropped = models.BooleanField(_("dropped"), default=False, db_default=False)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["due_at", "pk"]
        indexes = [
            models.Index(fields=["owner", "due_at"], name="follow_up_due", condition=Q(done_at=None)),
            models.Index(fields=["lead", "due_at"], name="follow_up_of_lead", condition=Q(done_at=None)),
        ]

    def __str__(self):
        return self.note or self.get_kind_display()

    @property
    def is_next_attempt(self):
        """Planned by an attempt, at an hour that nobody has agreed."""
        is_from_attempt = self.call is not None and self.call.outcome in DiscoveryCall.UNANSWERED
        return is_from_attempt and self.kind == self.Kind.CALL and not self.has_hour
