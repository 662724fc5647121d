"""The list of hand-offs as a file."""

from django.utils.translation import gettext_lazy as _

from pipeline.models import HandOff
from pipeline.reports.exports import Exported, always, found_in_order, in_order, offer
from pipeline.reports.hand_off_columns import HAND_OFFS
from pipeline.reports.hand_offs import NEWEST, hand_offs_of, shown

from .hand_offs import HandOffFilter


def hand_offs(user, said):
    return in_order(hand_offs_of(user, **HandOffFilter(said, user=user).said()), NEWEST)


def fill_hand_offs(_user, ids, _columns):
    return found_in_order(shown(HandOff.objects), ids)


offer(Exported("hand-offs", _("Hand-offs"), hand_offs, always(HAND_OFFS), fill_hand_offs))
