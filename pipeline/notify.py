"""Messages that leave the building: the row is written in the transaction of its cause; the queue only hastens it."""

from email.utils import make_msgid, parseaddr

from django.conf import settings

from .models import Message
from .nudge import nudge


def link(path):
    """The address of a page for whoever reads it outside: such as link(reverse("pipeline:queue"))."""
    return f"{settings.LEADQUAL_URL}{path}"


def write(**said):
    """Write a message unless this cause has written to this address already; True when it is new.

    `attachment` is a pair of name and text; further fields of Message are person, contact, lead, language, html,
    send_after, sender_name, reply_to.
    """
    message = drafted(**said)
    known = Message.objects.told(message.address, message.cause)
    if known.exists():
        return False
    write_all([message])
    # Of two who write it at once the database keeps one.
    return known.filter(message_id=message.message_id).exists()


def write_all(messages):
    """Write many that are drafted; those whose cause has written to their address stay as they are."""
    Message.objects.bulk_create(messages, ignore_conflicts=True)
    nudge("pipeline.tasks.send_messages")


def drafted(*, kind, address, cause, subject, text, attachment=None, **said):
    """The row, not stored yet."""
    name, content = attachment or ("", "")
    return Message(
        kind=kind,
        address=address.strip().lower(),
        cause=cause,
        # A line of a letter's head is one line.
        subject=" ".join(subject.split())[:300],
        text=text,
        attachment_name=name,
        attachment=content,
        message_id=make_msgid(domain=parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or None),
        **said,
    )
