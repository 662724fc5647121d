"""The numbers of a review beside those of the one before it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pipeline.models import Group


@dataclass(frozen=True)
class Line:
    """`before` is None where there was no review before."""

    label: str
    now: int
    before: int | None
    part: str

    @property
    def difference(self):
        return None if self.before is None else self.now - self.before

    @property
    def shortfall(self):
        return -self.difference


def beside(counts, before):
    totals = [
        ("then", _("Then")),
        ("new", pgettext_lazy("leads in a review", "New")),
        ("left", pgettext_lazy("leads in a review", "Left")),
        ("now", _("Now")),
        ("carried", _("Going on")),
    ]
    lines = [Line(label, getattr(counts, name), before and getattr(before, name), name) for name, label in totals]
    groups = [group for group in Group if group not in {Group.NEW, Group.LEFT}]
    return lines + [
        Line(each.label, counts.groups[each], before and before.groups[each], each.value) for each in groups
    ]
