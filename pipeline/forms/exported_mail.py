"""The list of letters as a file."""

from django.utils.translation import gettext_lazy as _

from pipeline.models import Message
from pipeline.reports.exports import Exported, always, found_in_order, in_order, offer
from pipeline.reports.messages import COLUMNS, NEWEST, WITH_ALL, messages_of

from .messages import MessageFilter


def letters(user, said):
    return in_order(messages_of(user, **MessageFilter(said, user=user).said()), NEWEST)


def fill(_user, ids, _columns):
    return found_in_order(Message.objects.select_related(*WITH_ALL), ids)


offer(Exported("messages", _("Letters"), letters, always(COLUMNS), fill))
