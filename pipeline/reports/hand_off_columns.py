"""The columns of the file of hand-offs."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .columns import Column, followed, shown
from .hand_offs import in_words
from .other_columns import WHOSE

HAND_OFFS = [
    Column("occurred_at", _("When"), followed("occurred_at")),
    *WHOSE,
    Column("kind", _("Kind"), shown("get_kind_display")),
    Column("by", pgettext_lazy("hand-off", "From"), shown("by")),
    Column("team", _("Team"), shown("team")),
    Column("to", pgettext_lazy("hand-off", "To"), shown("to")),
    Column("event", _("Event"), shown("clock")),
    Column("accept_by", _("Accept by"), followed("accept_by")),
    Column("state", _("State"), in_words),
    Column("minutes_to_accept", _("Working minutes to accept"), followed("minutes_to_accept")),
    Column("minutes_to_attempt", _("Working minutes to the first attempt"), followed("minutes_to_attempt")),
    Column("note", _("Note"), followed("note")),
]
