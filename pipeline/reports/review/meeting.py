"""The agenda as a meeting goes through it: one lead after the other, with what was decided about each."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pipeline.models import Flag, ReviewDecision, ReviewLead

from .counts import leads_in

WITH_NAMES = ("by", "stage", "owner", "reason", "action_item__owner")


@dataclass(frozen=True)
class Stop:
    """One lead of the agenda; `number` is its place from 1."""

    number: int
    row: ReviewLead
    decision: ReviewDecision | None

    @property
    def is_added(self):
        return self.row.place is None


@dataclass(frozen=True)
class Agenda:
    stops: list

    @property
    def decided(self):
        return sum(stop.decision is not None for stop in self.stops)

    @property
    def left(self):
        return len(self.stops) - self.decided

    @property
    def first_open(self):
        """Where the meeting goes on; at its beginning, where everything is decided."""
        undecided = (stop for stop in self.stops if stop.decision is None)
        return next(undecided, self.stops[0] if self.stops else None)

    def around(self, lead_id):
        """The stops before and after a lead; a lead that is not on the agenda stands after its end."""
        keys = [stop.row.lead_id for stop in self.stops]
        if lead_id not in keys:
            return (self.stops[-1] if self.stops else None), None
        at = keys.index(lead_id)
        return (self.stops[at - 1] if at else None), (self.stops[at + 1] if at + 1 < len(keys) else None)

    def after(self, lead_id):
        """Where to go when this lead is decided: the next one that nobody has decided about."""
        keys = [stop.row.lead_id for stop in self.stops]
        at = keys.index(lead_id) + 1 if lead_id in keys else 0
        waiting = [stop for stop in self.stops[at:] + self.stops[:at] if stop.decision is None]
        return next((stop for stop in waiting if stop.row.lead_id != lead_id), None)


def agenda_shown(review, user):
    """Flagged leads in their order, then what people have added; in two statements."""
    on_it = Q(place__isnull=False) | Q(lead__in=review.added)
    found = leads_in(review, user).filter(on_it)
    rows = sorted(found, key=lambda row: (row.place is None, row.place or review.added.index(row.lead_id)))
    decisions = decisions_about(review, [row.lead_id for row in rows])
    return Agenda([Stop(number, row, decisions.get(row.lead_id)) for number, row in enumerate(rows, 1)])


def decisions_about(review, ids):
    standing = review.decisions.standing().filter(lead__in=ids)
    return {each.lead_id: each for each in standing.select_related(*WITH_NAMES)}


def decided_before(review, lead_id):
    """What the latest earlier review decided about the lead, if one did."""
    earlier = ReviewDecision.objects.standing().filter(lead=lead_id, review__opened_at__lt=review.opened_at)
    return earlier.select_related("review", *WITH_NAMES).order_by("-at", "-pk").first()


@dataclass(frozen=True)
class Told:
    """A flag with its reason in words."""

    flag: Flag
    why: str


def flags_told(row):
    return [Told(Flag(flag), why_flagged(Flag(flag), row)) for flag in row.flags]


def why_flagged(flag, row):
    if flag == Flag.STALLED:
        words = ngettext(
            "%(days)d business day in %(stage)s, %(expected)s expected.",
            "%(days)d business days in %(stage)s, %(expected)s expected.",
            row.days,
        )
        return words % {"days": row.days, "stage": row.stage, "expected": row.stage.expected_days}
    return REASONS[flag]()


REASONS = {
    Flag.NO_NEXT_STEP: lambda: _("No follow-up is planned: nobody has promised anything."),
    Flag.SINGLE_THREADED: lambda: _("We know one person there, or nobody: if they leave, so does the deal."),
    Flag.NO_ECONOMIC_BUYER: lambda: _("Nobody in the buying committee decides about the money."),
    Flag.GATE_OPEN: lambda: _("A gate of the framework it is worked by is not passed."),
    Flag.FRAMEWORKS_DISAGREE: lambda: _("One framework qualifies it, another does not."),
    Flag.ANSWER_AGED: lambda: _("An answer that counts is past its shelf life: ask again."),
    Flag.SLIPPED: lambda: _("The expected close was put off twice or more."),
    Flag.LATE_HAND_OFF: lambda: _("The time to accept it, or to try them first, is over."),
}
