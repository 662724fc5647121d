"""What differs between two documents, line by line and in words. The fade tables follow from the half-lives."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from frameworks_app.actions.names import names_of

from .engagement import engagement_lines
from .fit import fit_lines
from .line import Difference, Kind
from .qualification import qualification_lines
from .statuses import status_lines
from .thresholds import installation_lines, threshold_lines

__all__ = ["Difference", "Group", "Kind", "count_lines", "differences", "part_name"]

PARTS = {
    "fit": fit_lines,
    "engagement": engagement_lines,
    "qualification": qualification_lines,
    "statuses": status_lines,
    "thresholds": threshold_lines,
    "installation": installation_lines,
}


@dataclass(frozen=True)
class Group:
    """The lines of one part of the model, as the pages of the draft divide it."""

    part: str
    name: str
    lines: list


def part_name(part):
    return {
        "fit": _("Fit"),
        "engagement": _("Engagement"),
        "qualification": _("Qualification"),
        "statuses": _("Statuses"),
        "thresholds": _("Thresholds"),
        "installation": _("Installation"),
    }[part]


def differences(old, new, names=None):
    """What makes the new document of the old one, by part; empty where they say the same.

    `names` are texts of what documents mention and do not describe, as names.row_names gives them.
    """
    names = {**(names or {}), **names_of(old, new)}
    groups = [Group(part, part_name(part), list(find(old, new, names))) for part, find in PARTS.items()]
    return [group for group in groups if group.lines]


def count_lines(groups):
    return sum(len(group.lines) for group in groups)
