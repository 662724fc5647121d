"""Leads in nurture tracks, as their page narrows them."""

from django.utils.translation import gettext_lazy as _

from pipeline.models import Enrolment
from pipeline.reports.exports import Exported, always, found_in_order, in_order, offer, only
from pipeline.reports.nurture_leads import COLUMNS, ORDERS, stays_of, told, with_all

from .nurture import READERS, LeadsFilter


def rows(user, said):
    narrowed = LeadsFilter(said, user=user).said()
    return in_order(stays_of(user, **narrowed), ORDERS[narrowed["which"]])


def fill(_user, ids, _columns):
    return [told(stay) for stay in found_in_order(with_all(Enrolment.objects), ids)]


offer(Exported("nurture", _("Leads in nurture tracks"), rows, always(COLUMNS), fill, is_for=only(*READERS)))
