"""The load of a team as its page shows it: sorted, and with a bar for each person."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pipeline.models import Stage

SORTS = {
    "name": _("Owner"),
    "leads": _("Leads"),
    "worth": _("Weighted value"),
    "stalled": pgettext_lazy("lead", "Stalled"),
    "untouched": pgettext_lazy("lead", "Untouched"),
    "no_next_step": _("No next step"),
    "overdue": pgettext_lazy("follow-ups", "Overdue"),
}
FULLEST = "leads"
# Beyond these the colours begin again.
COLOURS = 6


@dataclass(frozen=True)
class Bar:
    """A piece of the bar, in thousandths of the fullest person's."""

    stage: Stage
    number: int
    at: int
    width: int
    colour: int


def in_order(rows, sort):
    """What is nobody's stays at the end."""
    return sorted(rows, key=lambda row: (row.owner is None, *place(row, sort)))


def place(row, sort):
    match sort:
        case "name":
            return (str(row.owner),)
        case "worth":
            return (-sum(amount.amount for amount in row.worth), str(row.owner))
    return (-getattr(row, sort), str(row.owner))


def bars(row, found):
    at, pieces = 0, []
    for place, stage in enumerate(found.stages):
        number = row.stages.get(stage.pk, 0)
        if number:
            end = at + number
            start, stop = (round(1000 * each / found.most) for each in (at, end))
            pieces.append(Bar(stage, number, start, stop - start, place % COLOURS + 1))
            at = end
    return pieces
