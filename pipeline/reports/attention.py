"""Leads that stand still, by why: the choices of lists and boards."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pipeline.models import Stage

from .board.clock import Clock


class Attention(TextChoices):
    WAITING = "waiting", _("On hold")
    LATE = "late", pgettext_lazy("lead", "Late")
    STALLED = "stalled", pgettext_lazy("lead", "Stalled")
    NO_STEP = "no_step", _("No next step")
    UNTOUCHED = "untouched", pgettext_lazy("lead", "Untouched")


def standing_still(leads, what):
    match what:
        case Attention.WAITING:
            return leads.filter(state__held_until__isnull=False)
        case Attention.NO_STEP:
            return leads.filter(state__held_until=None).open().without_follow_up()
        case Attention.UNTOUCHED:
            return leads.open().untouched()
    clock = Clock(Stage.objects.of_kind(Stage.Kind.OPEN))
    return leads.filter(clock.late() if what == Attention.LATE else clock.stalled())
