"""The columns of the files of lists that belong to one lead, company, person or change of many leads."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .columns import Column, followed
from .lead_columns import columns_of

KNOWN = ("status", "filters", "fit", "qualification", "amount", "next_step", "owner", "product")
OF_A_COMPANY = columns_of(KNOWN)
OF_A_PERSON = [*OF_A_COMPANY, Column("roles", _("Roles"), followed("roles"))]
CHANGED = [*columns_of(()), Column("before", _("Before"), followed("before"))]
SCORE_DAYS = [
    Column("day", _("Day"), followed("day.day")),
    Column("what", _("What happened"), followed("what")),
    Column("changes", pgettext_lazy("score history", "What it changed"), followed("changes")),
]
CHANGES = [
    Column("at", _("When"), followed("at")),
    Column("by", _("Who"), lambda change: str(change.by or _("the system"))),
    Column("of", pgettext_lazy("lead, company or person", "Of"), followed("of")),
    Column("what", _("What"), followed("what")),
    Column("old", _("Before"), followed("old")),
    Column("new", _("After"), followed("new")),
]
