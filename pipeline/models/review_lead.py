"""Leads as a review found them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Team
from frameworks_app.models import Category

from .facts import append_only
from .lead import Lead, LeadState
from .review import Review
from .review_decision import ReviewDecision
from .review_rule import Flag
from .stage import Stage


class Group(models.TextChoices):
    """What became of a lead from one moment to another: the first that holds."""

    NEW = "new", pgettext_lazy("leads in a review", "New")
    LEFT = "left", _("Left the scope")
    WON = "won", _("Won")
    LOST = "lost", _("Lost")
    DISQUALIFIED = "disqualified", _("Disqualified")
    NURTURE = "nurture", _("To nurture")
    RETURNED = "returned", _("Returned to marketing")
    ADVANCED = "advanced", _("Advanced")
    MOVED_BACK = "moved_back", _("Moved back")
    WORKED = "worked", _("Worked, same stage")
    IDLE = "idle", _("Idle")


class ReviewLeadQuerySet(models.QuerySet):
    def then(self):
        return self.filter(was_in_scope=True)

    def now(self):
        return self.filter(is_in_scope=True)

    def carried(self):
        """Still to be worked: the next review begins with these."""
        return self.filter(is_carried=True)

    def agenda(self):
        return self.exclude(place=None).order_by("place")

    def flagged(self):
        return self.exclude(flags=[])

    def undecided(self):
        """Nobody has said what becomes of it."""
        decided = ReviewDecision.objects.standing().filter(review=OuterRef("review"), lead=OuterRef("lead"))
        return self.exclude(Exists(decided))


class ReviewLead(models.Model):
    """A lead as it was when a review was opened, and what had become of it since the one before."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="leads", db_index=False)
    lead = models.ForeignKey(Lead, models.CASCADE, related_name="reviewed")
    moved = models.CharField(max_length=12, choices=Group)
    was_in_scope = models.BooleanField()
    is_in_scope = models.BooleanField()
    # Still to be worked in this scope: the next review begins with these.
    is_carried = models.BooleanField()
    # Then, of leads that were in scope then.
    stage_then = models.ForeignKey(Stage, models.PROTECT, null=True, related_name="+", db_index=False)
    amount_then = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency_then = models.CharField(max_length=3, blank=True)
    expected_close_then = models.DateField(null=True)
    # When the review was opened.
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+", db_index=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+", db_index=False)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    expected_close = models.DateField(null=True)
    probability = models.PositiveSmallIntegerField(null=True)
    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="+", db_index=False)
    verdict = models.SmallIntegerField(choices=LeadState.Verdict)
    fit_low = models.SmallIntegerField()
    fit_high = models.SmallIntegerField()
    qual_low = models.SmallIntegerField()
    qual_high = models.SmallIntegerField()
    # Business days of its team.
    days = models.PositiveIntegerField(_("days in stage"))
    held_until = models.DateField(null=True)
    next_step_at = models.DateTimeField(null=True)
    flags = ArrayField(models.CharField(max_length=20, choices=Flag), default=list)
    # On the agenda, from 1.
    place = models.PositiveSmallIntegerField(null=True)

    objects = ReviewLeadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "lead"], name="lead_once_in_a_review"),
            models.UniqueConstraint(fields=["review", "place"], name="one_lead_per_place_on_an_agenda"),
            models.CheckConstraint(
                name="reviewed_lead_was_in_scope_then_or_now",
                condition=Q(was_in_scope=True) | Q(is_in_scope=True),
            ),
            models.CheckConstraint(
                name="carried_lead_is_in_scope", condition=Q(is_carried=False) | Q(is_in_scope=True)
            ),
            models.CheckConstraint(
                name="new_and_left_are_what_the_scopes_say",
                condition=Q(was_in_scope=False, moved="new")
                | Q(is_in_scope=False, moved="left")
                | Q(was_in_scope=True, is_in_scope=True) & ~Q(moved__in=["new", "left"]),
            ),
        ]
        indexes = [models.Index(fields=["review", "moved"], name="review_leads_by_group")]
        triggers = [append_only()]

    @property
    def value(self):
        """The amount by the probability of the stage; None where either is unknown."""
        return None if None in {self.amount, self.probability} else self.amount * self.probability / 100

    @property
    def has_new_amount(self):
        return self.was_in_scope and (self.amount, self.currency) != (self.amount_then, self.currency_then)

    @property
    def has_new_close(self):
        return self.was_in_scope and self.expected_close != self.expected_close_then
