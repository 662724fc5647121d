"""What letters to contacts said goes after its time; that there was a letter stays, so that none is written twice."""

from django.db import transaction
from django.utils import timezone

from pipeline.models import Bounce, Erasure, Message
from pipeline.models.message import REMOVED

LETTERS_AT_ONCE = 1_000
# Servers repeat addresses in what they answer, and who of us wrote is of no use without what they wrote.
NOTHING = dict.fromkeys(("subject", "text", "html", "attachment", "error", "sender_name", "reply_to"), "")


def let_letters_go(before, is_dry):
    """How many are emptied; whoever is killed goes on with those that are left."""
    # What was erased with a person is empty already, and its address is nobody's.
    old = Message.objects.to_contacts().over_before(before).filter(emptied_at=None, contact__erased_at=None)
    if is_dry:
        return old.count()
    gone = last = 0
    while batch := next_batch(old.filter(pk__gt=last)):
        gone, last = gone + len(batch), batch[-1]
    return gone


@transaction.atomic
def next_batch(old):
    """The keys of those that were emptied, in their order."""
    locked = old.select_for_update(of=["self"]).only("pk", "address").order_by("pk")
    letters = list(locked[:LETTERS_AT_ONCE])
    keys = [letter.pk for letter in letters]
    for letter in letters:
        letter.address = f"{REMOVED}{letter.fingerprint}"
    Message.objects.bulk_update(letters, ["address"])
    Message.objects.filter(pk__in=keys).update(**NOTHING, emptied_at=timezone.now())
    Bounce.objects.filter(message__in=keys).update(answer="")
    if keys:
        Erasure.objects.create(cause=Erasure.Cause.RETENTION, counts={"letters": len(keys)})
    return keys
