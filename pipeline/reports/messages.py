"""Letters as a list: what went out to whom, what waits, and first of all what somebody has to decide about."""

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from pipeline.models import Message

from .columns import Column, followed, shown
from .keyset import Order

NEWEST = Order("pk")
# Above the first page; whoever has more finds them by the filter.
MOST_UNSURE = 20
WITH_ALL = ("lead__company", "lead__contact", "contact", "person")


class Shown(TextChoices):
    """The states as people tell them apart: what is unsure is not being sent."""

    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    UNSURE = "unsure", _("Unsure")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Refused")
    WITHHELD = "withheld", _("Withheld")
    REPLIED = "replied", _("Answered")


def messages_of(user, *, state="", kind="", lead=None, text=""):
    """What this person may read, narrowed as the page asks."""
    found = in_state(Message.objects.visible_to(user), state)
    if kind:
        found = found.filter(kind=kind)
    if lead:
        found = found.filter(lead=lead)
    return found.filter(Q(address__icontains=text) | Q(subject__icontains=text)) if text else found


def in_state(messages, state):
    match state:
        case "":
            return messages
        case Shown.UNSURE:
            return messages.unsure()
        case Shown.SENDING:
            return messages.filter(state=state).exclude(pk__in=messages.unsure().values("pk"))
        case Shown.REPLIED:
            return messages.exclude(replied_at=None)
        case _:
            return messages.filter(state=state)


def told(message):
    """The state in a word."""
    if message.is_unsure:
        return Shown.UNSURE.label
    return Shown.REPLIED.label if message.replied_at else message.get_state_display()


def why(message):
    """What the server said, or why it was not asked."""
    return message.get_withheld_for_display() if message.state == Message.State.WITHHELD else message.error


COLUMNS = [
    Column("created_at", _("Written"), followed("created_at")),
    Column("kind", _("What"), shown("get_kind_display")),
    Column("subject", _("Subject"), followed("subject")),
    Column("address", _("To"), followed("shown_address")),
    Column("lead", _("Lead"), shown("lead")),
    Column("state", _("State"), lambda message: str(told(message))),
    Column("sent_at", _("Sent"), followed("sent_at")),
    Column("replied_at", _("Answered"), followed("replied_at")),
    Column("why", _("Why"), lambda message: str(why(message))),
]
