"""What somebody holds against buying, and what we answered."""

from django.db import transaction
from django.utils import timezone

from pipeline.models import Objection


def raise_objection(*, lead, kind, by, text="", answer=""):
    """Write an objection down, with our answer where there is one already."""
    now = timezone.now()
    # One moment for both: what is answered at once is told once.
    answered = {"answer": answer, "answered_at": now, "answered_by": by} if answer else {}
    return Objection.objects.create(lead=lead, kind=kind, text=text, raised_at=now, raised_by=by, **answered)


@transaction.atomic
def answer_objection(*, objection, answer, by):
    """Our answer, or another wording of it; history keeps the one before. Emptied, the objection is open again."""
    objection = Objection.objects.select_for_update().get(pk=objection.pk)
    if objection.answer == answer:
        return objection
    objection.answer = answer
    objection.answered_at, objection.answered_by = (timezone.now(), by) if answer else (None, None)
    objection.save(update_fields=["answer", "answered_at", "answered_by"])
    return objection


def drop_objection(*, objection, by):
    """Nobody said so: it was written down by mistake. History keeps it."""
    objection.delete()
