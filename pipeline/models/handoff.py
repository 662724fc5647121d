from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, Team

from .facts import Fact
from .handoff_clock import HandOffClock
from .lead import Lead
from .stage import Reason
from .visibility import visible_leads

WAITING = Q(accepted_at=None, returned_at=None, reassigned_at=None)
# Accepted, with a clock to the first attempt that nobody has made.
UNTRIED = Q(
    accepted_at__isnull=False,
    returned_at=None,
    reassigned_at=None,
    first_attempt_at=None,
    attempt_by__isnull=False,
)


class HandOffQuerySet(models.QuerySet):
    def waiting(self):
        """Nobody has accepted or returned it yet, and it was not given to somebody else."""
        return self.filter(WAITING)

    def untried(self):
        """Accepted, and nobody has tried to reach the lead yet, against the clock."""
        return self.filter(UNTRIED)

    def running(self):
        """Of a lead that is worked: one that is over, put away or on hold keeps nobody waiting."""
        return self.filter(lead__merged_into=None, lead__state__stage__kind="open", lead__state__held_until=None)

    def visible_to(self, user):
        """Those of leads that this person sees, and what they were given or gave themselves."""
        if user.sees_all_teams:
            return self
        return self.filter(visible_leads(user, "lead__state") | Q(to=user) | Q(by=user))

    def for_person(self, user):
        """What this person is to accept: given to them, or to anyone of their team with their role."""
        kinds = {
            Role.SDR: [HandOff.Kind.SDR],
            Role.ACCOUNT_EXECUTIVE: [HandOff.Kind.ACCOUNT_EXECUTIVE],
        }.get(user.role, HandOff.Kind.values)
        return self.filter(Q(to=user) | Q(to=None, kind__in=kinds))


class HandOff(Fact):
    """A lead passed on, to a team or a person of it, who accept it or return it with a reason, against a clock."""

    class Kind(models.TextChoices):
        SDR = "sdr", _("to sales development")
        ACCOUNT_EXECUTIVE = "account_executive", _("to an account executive")

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="hand_offs")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.SDR)
    team = models.ForeignKey(Team, models.PROTECT, verbose_name=_("team"), null=True, blank=True, related_name="+")
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("to"), null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    rule = models.ForeignKey(
        "pipeline.HandOffRule", models.SET_NULL, verbose_name=_("rule"), null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.ForeignKey(
        Reason, models.PROTECT, verbose_name=_("reason"), null=True, blank=True, related_name="+"
    )
    note = models.TextField(_("note"), blank=True)

    # The clock, by the calendar of whoever is to accept. Empty: nobody waits by a clock.
    clock = models.ForeignKey(
        HandOffClock, models.PROTECT, verbose_name=_("clock"), null=True, blank=True, related_name="+", db_index=False
    )
    accept_by = models.DateTimeField(_("accept by"), null=True, blank=True)
    warn_at = models.DateTimeField(null=True, blank=True)
    escalate_at = models.DateTimeField(null=True, blank=True)
    # Empty where nobody else could be given it.
    reassign_at = models.DateTimeField(null=True, blank=True)
    attempt_by = models.DateTimeField(_("first attempt by"), null=True, blank=True)
    attempt_warn_at = models.DateTimeField(null=True, blank=True)
    # When marketing is to have answered a returned lead.
    answer_by = models.DateTimeField(_("answer by"), null=True, blank=True)

    # What has come of the clock, each once.
    warned_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    attempt_warned_at = models.DateTimeField(null=True, blank=True)
    attempt_told_at = models.DateTimeField(null=True, blank=True)
    reassigned_at = models.DateTimeField(_("given to somebody else"), null=True, blank=True)
    # A hand-off is followed by one at most: whoever reassigns it twice meets this.
    previous = models.OneToOneField(
        "self", models.SET_NULL, verbose_name=_("instead of"), null=True, blank=True, related_name="next"
    )
    first_attempt_at = models.DateTimeField(_("first attempt"), null=True, blank=True)
    # In working minutes, as the calendar stood.
    minutes_to_accept = models.PositiveIntegerField(null=True, blank=True)
    minutes_to_attempt = models.PositiveIntegerField(null=True, blank=True)

    objects = HandOffQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-off")
        verbose_name_plural = _("hand-offs")
        ordering = ["-occurred_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["lead"], condition=WAITING, name="one_waiting_hand_off_per_lead"),
            models.CheckConstraint(
                name="returned_hand_off_has_reason", condition=Q(returned_at=None) | Q(reason__isnull=False)
            ),
            models.CheckConstraint(
                name="reassigned_hand_off_was_not_answered",
                condition=Q(reassigned_at=None) | Q(accepted_at=None, returned_at=None),
            ),
            models.CheckConstraint(
                name="hand_off_clock_runs_forward",
                condition=Q(accept_by=None)
                | Q(warn_at__lte=F("escalate_at"), occurred_at__lte=F("accept_by"))
                & (Q(reassign_at=None) | Q(escalate_at__lte=F("reassign_at"))),
            ),
        ]
        indexes = [
            models.Index(fields=["lead", "-occurred_at"], name="hand_off_of_lead"),
            models.Index(fields=["warn_at"], name="hand_offs_that_wait", condition=WAITING & Q(warn_at__isnull=False)),
            models.Index(fields=["attempt_warn_at"], name="hand_offs_untried", condition=UNTRIED),
            models.Index(fields=["-occurred_at", "-id"], name="hand_offs_newest_first"),
        ]

    @property
    def is_waiting(self):
        return not (self.accepted_at or self.returned_at or self.reassigned_at)
