"""A letter comes back, or a person writes back."""

from django.db import transaction
from django.utils import timezone

from frameworks_app.models import SignalType
from pipeline.models import Bounce, Message
from pipeline.nudge import nudge

from .signals import record_signal

OURS = "leadqual"


@transaction.atomic
def record_bounce(*, message, is_hard, answer, at=None):
    """It could not be delivered: for good, or for now. The same report twice is one."""
    bounce, is_new = Bounce.objects.get_or_create(
        message=message,
        is_hard=is_hard,
        defaults={
            "contact_id": message.contact_id,
            "fingerprint": message.fingerprint,
            "answer": answer,
            "occurred_at": at or timezone.now(),
        },
    )
    if is_new and is_hard and message.contact_id:
        record(message, "hard_bounce", bounce.occurred_at)
    return is_new


def record(message, key, at):
    """A signal of the letter's reader, once per letter; nothing where it is of no lead or admins retired the type."""
    kind = SignalType.objects.filter(key=key, is_active=True).first()
    if kind is None or message.lead is None:
        return None
    return record_signal(
        lead=message.lead,
        contact=message.contact,
        type=kind,
        occurred_at=at,
        external_source=OURS,
        external_id=f"{key}:{message.token}",
        by=None,
    )


@transaction.atomic
def record_reply(*, message, at):
    """A person answered this letter; False when that is known."""
    news = Message.objects.filter(pk=message.pk, replied_at=None)
    if not news.update(replied_at=at):
        return False
    if message.contact_id:
        record(message, "personal_reply", at)
    return True


@transaction.atomic
def lift_bounce(*, contact, by):
    """The address works after all: letters go there again, and the signal is taken back."""
    standing = Bounce.objects.standing().of_address(contact.email)
    lifted = standing.update(lifted_at=timezone.now(), lifted_by=by)
    contact.signals.filter(type__key="hard_bounce").delete()
    nudge("pipeline.tasks.rescore")
    return bool(lifted)
