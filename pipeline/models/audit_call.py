"""Leads that the rules reject, of which a few are called nevertheless: was it right?"""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.models import Role, Team
from frameworks_app.models import Category, ScoringModelVersion

from .call import DiscoveryCall
from .lead import Lead

MOST_PERCENT = 20


@tracked()
class AuditRule(models.Model):
    """How many rejected leads are called all the same: one row for the installation."""

    share = models.PositiveSmallIntegerField(
        _("share of rejected leads, percent"),
        default=2,
        validators=[MaxValueValidator(MOST_PERCENT)],
        help_text=_("Drawn at random. 0: no audit calls. At most 20."),
    )
    most_per_week = models.PositiveSmallIntegerField(
        _("at most, per team and week"),
        default=5,
        help_text=_("What is drawn beyond it is not called, and is counted."),
    )

    class Meta:
        verbose_name = _("rule of audit calls")
        verbose_name_plural = _("audit calls")
        constraints = [
            models.CheckConstraint(name="audit_share_at_most_20_percent", condition=Q(share__lte=MOST_PERCENT)),
            models.CheckConstraint(name="one_rule_of_audit_calls", condition=Q(pk=1)),
        ]

    def __str__(self):
        return str(_("Audit calls"))


class OfTeamsQuerySet(models.QuerySet):
    def readable_by(self, user):
        """A manager reads the own team's, the roles that see all teams everything."""
        if user.sees_all_teams:
            return self
        is_read = user.role == Role.MANAGER and user.team_id
        return self.filter(team_id=user.team_id) if is_read else self.none()


class AuditCallQuerySet(OfTeamsQuerySet):
    def open(self):
        return self.filter(ended_at=None)

    def judged(self):
        """Somebody was reached, and the rules were right or wrong."""
        return self.filter(outcome__in=[AuditCall.Outcome.RIGHT, AuditCall.Outcome.WRONG])


KEEP_STATE = """
    UPDATE pipeline_leadstate state SET is_audited = EXISTS (
        SELECT FROM pipeline_auditcall audit WHERE audit.lead_id = state.lead_id AND audit.ended_at IS NULL
    ) WHERE state.lead_id IN ({leads});
    RETURN NULL;
"""


class AuditCall(models.Model):
    """A rejected lead that was drawn, until somebody has called it. While it is open its state says so."""

    class Outcome(models.TextChoices):
        RIGHT = "right", _("Rightly rejected")
        WRONG = "wrong", _("Wrongly rejected")
        NOT_REACHED = "not_reached", _("Not reached")
        LET_GO = "let_go", _("Let go")

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="audit_calls")
    team = models.ForeignKey(Team, models.PROTECT, verbose_name=_("team"), null=True, related_name="+", db_index=False)
    version = models.ForeignKey(ScoringModelVersion, models.PROTECT, related_name="+", db_index=False)
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", db_index=False)
    # What rejected it, each as "icp/smb/industry" or "framework/bant/budget".
    rejected_by = ArrayField(models.CharField(max_length=160), default=list)
    drawn_at = models.DateTimeField(db_default=Now())
    call = models.ForeignKey(DiscoveryCall, models.SET_NULL, null=True, related_name="audits")
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)
    # Of what rejected it, that which no longer did after the call.
    caused_by = models.CharField(max_length=160, blank=True)

    objects = AuditCallQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit call")
        verbose_name_plural = _("audit calls")
        ordering = ["-drawn_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["lead"], condition=Q(ended_at=None), name="one_open_audit_per_lead"),
            models.CheckConstraint(
                name="audit_has_outcome_once_ended",
                condition=Q(ended_at=None, outcome="") | Q(ended_at__isnull=False) & ~Q(outcome=""),
            ),
            models.CheckConstraint(
                name="only_a_wrong_rejection_has_a_cause", condition=Q(caused_by="") | Q(outcome="wrong")
            ),
        ]
        indexes = [models.Index(fields=["team", "-drawn_at"], name="audits_of_team")]
        triggers = [
            pgtrigger.Trigger(
                name="keep_state_on_write",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("lead_id", "ended_at"),
                # On an insertion OLD is null, and so is its lead.
                func=KEEP_STATE.format(leads="OLD.lead_id, NEW.lead_id"),
            ),
            pgtrigger.Trigger(
                name="keep_state_on_delete",
                when=pgtrigger.After,
                operation=pgtrigger.Delete,
                func=KEEP_STATE.format(leads="OLD.lead_id"),
            ),
        ]

    @property
    def is_open(self):
        return self.ended_at is None


class RejectionCount(models.Model):
    """How many leads of a team the rules have rejected on a day, from which audit calls were drawn."""

    day = models.DateField()
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+", db_index=False)
    considered = models.PositiveIntegerField(default=0)
    # Drawn, and left out because the team had its week's audit calls already.
    over_cap = models.PositiveIntegerField(default=0)

    objects = OfTeamsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "team"], nulls_distinct=False, name="one_count_of_rejections_per_day_and_team"
            ),
            models.CheckConstraint(
                name="no_more_over_cap_than_considered", condition=Q(over_cap__lte=F("considered"))
            ),
        ]
