"""The leads behind each number of a review, some at a time."""

from dataclasses import dataclass

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from pipeline.models import Group, ReviewLead
from pipeline.reports.exports import found_in_order

from .counts import WITH_LEAD, leads_in
from .figures import with_marks

SIZE = 50


class Part(TextChoices):
    """Numbers that are no group of the flow."""

    THEN = "then", _("In scope then")
    NOW = "now", _("In scope now")
    CARRIED = "carried", _("Going on")
    AMOUNT = "amount", _("Amount changed")
    CLOSE = "close", _("Close date moved")
    FLAGGED = "flagged", _("Flagged")
    UNFLAGGED = "unflagged", _("Going on without a flag")
    UNDECIDED = "undecided", _("Nothing decided yet")
    ALL = "all", _("All leads of the review")


CONDITIONS = {
    Part.THEN: Q(was_in_scope=True),
    Part.NOW: Q(is_in_scope=True),
    Part.CARRIED: Q(is_carried=True),
    Part.AMOUNT: Q(new_amount=True),
    Part.CLOSE: Q(new_close=True),
    Part.FLAGGED: ~Q(flags=[]),
    Part.UNFLAGGED: Q(flags=[], is_carried=True),
    Part.UNDECIDED: Q(is_carried=True),
    Part.ALL: Q(),
}


@dataclass(frozen=True)
class Names:
    rows: list
    number: int
    has_more: bool

    @property
    def first(self):
        return (self.number - 1) * SIZE + 1


def part_called(word):
    """A group of the flow, or another number; all leads where the word is neither."""
    if word in Group.values:
        return Group(word)
    return Part(word) if word in Part.values else Part.ALL


def behind(review, user, part):
    """The query of the leads behind a number, as far as this person may see them."""
    if isinstance(part, Group):
        return leads_in(review, user, part)
    rows = with_marks(leads_in(review, user)).filter(CONDITIONS[part])
    return rows.undecided() if part is Part.UNDECIDED else rows


def names_in(review, user, part, number=1):
    """A page of them; whoever may not see a lead does not see its name, though it is counted."""
    number = max(1, number)
    start = (number - 1) * SIZE
    # By their keys first: sorting whole rows with all that they bring along takes ten times as long.
    keys = list(behind(review, user, part).values_list("pk", flat=True)[start : start + SIZE + 1])
    rows = found_in_order(ReviewLead.objects.select_related(*WITH_LEAD, "lead__state__stage"), keys[:SIZE])
    return Names(rows, number, len(keys) > SIZE)
