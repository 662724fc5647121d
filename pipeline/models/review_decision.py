"""What reviews decide about leads, and what people take on in them."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .call import FollowUp
from .hold import Hold
from .lead import Lead
from .review import Review, kept_when_closed
from .stage import Reason, Stage


class DecisionQuerySet(models.QuerySet):
    def standing(self):
        """Not replaced by a later one."""
        return self.filter(replaced_at=None)


class ReviewDecision(models.Model):
    """What a review decided about a lead. A later decision replaces it; both stay."""

    class Kind(models.TextChoices):
        KEEP = "keep", _("Keep")
        ADVANCE = "advance", _("Advance")
        SLIP = "slip", _("Slip to a later date")
        REASSIGN = "reassign", _("Reassign")
        HOLD = "hold", _("Put on hold")
        RETURN = "return", _("Return to marketing")
        NURTURE = "nurture", _("Nurture")
        DISQUALIFY = "disqualify", _("Disqualify")

    review = models.ForeignKey(Review, models.CASCADE, related_name="decisions", db_index=False)
    lead = models.ForeignKey(Lead, models.CASCADE, related_name="review_decisions")
    kind = models.CharField(_("decision"), max_length=12, choices=Kind)
    note = models.TextField(_("note"), blank=True)
    stage = models.ForeignKey(Stage, models.PROTECT, verbose_name=_("stage"), null=True, blank=True, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("owner"), null=True, blank=True, related_name="+"
    )
    day = models.DateField(_("date"), null=True, blank=True)
    reason = models.ForeignKey(
        Reason, models.PROTECT, verbose_name=_("reason"), null=True, blank=True, related_name="+"
    )
    waits_for = models.CharField(_("waits for"), max_length=10, choices=Hold.Kind, blank=True)
    # What it changed, by keys and former values, so that the next decision can take it back.
    effect = models.JSONField(default=dict, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    replaced_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision of a review")
        verbose_name_plural = _("decisions of reviews")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "lead"],
                condition=Q(replaced_at=None),
                name="one_standing_decision_per_review_and_lead",
            ),
            models.CheckConstraint(
                name="decision_has_the_date_it_needs",
                condition=~Q(kind__in=["slip", "hold"]) | Q(day__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_has_the_reason_it_needs",
                condition=~Q(kind__in=["return", "nurture", "disqualify"]) | Q(reason__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_to_hold_says_for_what", condition=~Q(kind="hold") | ~Q(waits_for="")
            ),
            models.CheckConstraint(
                name="decision_to_advance_has_stage", condition=~Q(kind="advance") | Q(stage__isnull=False)
            ),
            models.CheckConstraint(
                name="decision_to_reassign_has_owner", condition=~Q(kind="reassign") | Q(owner__isnull=False)
            ),
        ]
        triggers = [
            kept_when_closed("closed_review_keeps_decisions", pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete)
        ]


class ActionItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(Q(review__in=Review.objects.visible_to(user)) | Q(owner=user))

    def open(self):
        """Nobody has done it: neither the item nor the follow-up that it became."""
        return self.filter(done_at=None).exclude(follow_up__done_at__isnull=False)

    def due_before(self, day):
        return self.open().filter(due_on__lt=day)


class ActionItem(models.Model):
    """What somebody has taken on in a review, with a name and a date. About a lead it is a follow-up, too."""

    class End(models.TextChoices):
        DONE = "done", pgettext_lazy("action item", "Done")
        PUT_OFF = "put_off", pgettext_lazy("action item", "Put off")
        DROPPED = "dropped", pgettext_lazy("action item", "Dropped")

    review = models.ForeignKey(Review, models.CASCADE, related_name="action_items")
    lead = models.ForeignKey(Lead, models.CASCADE, null=True, blank=True, related_name="action_items")
    decision = models.OneToOneField(
        ReviewDecision, models.SET_NULL, null=True, blank=True, editable=False, related_name="action_item"
    )
    text = models.CharField(_("what"), max_length=300)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("owner"), related_name="action_items"
    )
    due_on = models.DateField(_("due"))
    follow_up = models.OneToOneField(
        FollowUp, models.SET_NULL, null=True, blank=True, editable=False, related_name="action_item"
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("done by"), null=True, blank=True, related_name="+"
    )
    # An item is put off by another of a later review, so that the record of the first one stays what it was.
    ended_how = models.CharField(_("how it ended"), max_length=8, choices=End, default=End.DONE, editable=False)
    continues = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="continued_by"
    )

    objects = ActionItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("action item")
        verbose_name_plural = _("action items")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["owner", "due_on"], name="action_items_due", condition=Q(done_at=None))]
        triggers = [
            kept_when_closed(
                "closed_review_keeps_action_items",
                pgtrigger.Insert
                | pgtrigger.Delete
                | pgtrigger.UpdateOf("review_id", "lead_id", "text", "owner_id", "due_on"),
            )
        ]

    def __str__(self):
        return self.text

    @property
    def is_done(self):
        return self.done_at is not None or bool(self.follow_up and self.follow_up.done_at)
