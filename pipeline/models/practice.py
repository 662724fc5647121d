"""Practice calls: conversations with made-up leads. They stand apart from every fact, so that no figure knows them."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Role
from frameworks_app.models import Evidence, ScoringModelVersion

from .facts import AppendingQuerySet, append_only


class PracticeCallQuerySet(models.QuerySet):
    def of(self, user):
        """Nobody reads another one's practice."""
        return self.filter(by=user)

    def of_team(self, manager):
        """Of whom this person is the manager; what each came to, and not what was said."""
        if manager.role != Role.MANAGER or manager.team_id is None:
            return self.none()
        return self.filter(by__team_id=manager.team_id, by__is_active=True)

    def open(self):
        return self.filter(ended_at=None)

    def ended(self):
        return self.exclude(ended_at=None)

    def since(self, moment):
        return self.filter(ended_at__gte=moment)


class PracticeCall(models.Model):
    """One try at a scenario, judged by the version that was in force when it began."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="practice_calls", db_index=False
    )
    scenario = models.CharField(_("scenario"), max_length=50)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    version = models.ForeignKey(ScoringModelVersion, models.PROTECT, related_name="+")
    # The framework that the person's team works by, in that version; empty where it has none.
    leading = models.CharField(max_length=50, blank=True)
    # How often the person's team had heard each rating, by criterion, when the call began: the order of questions
    # follows from it, so that the call is judged the same way ever after.
    history = models.JSONField(default=dict)
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    revision = models.BigIntegerField(db_default=0)
    # What it came to, by kind of finding, kept when it ends: lists count it without playing every call again.
    findings = models.JSONField(default=dict)

    objects = PracticeCallQuerySet.as_manager()

    class Meta:
        verbose_name = _("practice call")
        verbose_name_plural = _("practice calls")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "scenario"], condition=Q(ended_at=None), name="one_open_practice_call_per_scenario"
            ),
        ]
        indexes = [models.Index(fields=["by", "-started_at"], name="practice_call_of_person")]

    @property
    def is_open(self):
        return self.ended_at is None

    @property
    def minutes(self):
        """How long it took, a begun minute counted."""
        return -int(-(self.ended_at - self.started_at).total_seconds() // 60) if self.ended_at else 0


class PracticeAnswerQuerySet(AppendingQuerySet):
    # Met by either of two keys, of the browser and of the question that was put already, so none is named.

    def in_order(self):
        return self.order_by("at", "pk")


class PracticeAnswer(models.Model):
    """One turn of a practice call: a question put, a question followed up, or what was made of the answer."""

    class Kind(models.TextChoices):
        ASKED = "asked", pgettext_lazy("practice", "Asked")
        PROBED = "probed", _("Asked on")
        RATED = "rated", _("Rated")

    client_id = models.UUIDField(unique=True, default=uuid4)
    call = models.ForeignKey(PracticeCall, models.CASCADE, related_name="answers", db_index=False)
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind, default=Kind.RATED)
    # By key, as the published document names it.
    criterion = models.CharField(_("criterion"), max_length=50)
    rating = models.SmallIntegerField(_("rating"), null=True, blank=True)
    evidence = models.CharField(_("evidence"), max_length=10, choices=Evidence, default=Evidence.HEARD)

    objects = PracticeAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("practice answer")
        verbose_name_plural = _("practice answers")
        triggers = [append_only()]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "criterion", "kind"],
                condition=Q(kind__in=["asked", "probed"]),
                name="practice_question_put_once",
            ),
            models.CheckConstraint(
                name="practice_rating_0_to_4", condition=Q(rating=None) | Q(rating__gte=0, rating__lte=4)
            ),
            models.CheckConstraint(
                name="practice_evidence_is_a_rung", condition=Q(evidence__in=["assumed", "heard", "confirmed"])
            ),
        ]
        indexes = [models.Index(fields=["call", "at", "id"], name="practice_answers_of_call")]
