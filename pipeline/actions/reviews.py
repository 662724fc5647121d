"""What happens to a review as a whole: who may still write in it, its notes, its end."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation

from pipeline import notify
from pipeline.models import Message, Review
from pipeline.reports.review.notes import items_file, letter, subject


class ReviewClosed(Exception):
    """It is a record now."""


class NotesChanged(Exception):
    """Somebody else has written since the page was read: `notes` is what stands there."""

    def __init__(self, notes):
        super().__init__(notes)
        self.notes = notes


def being_held(review):
    """The review, locked until the transaction's end."""
    found = Review.objects.select_for_update().get(pk=review.pk)
    if not found.is_open:
        raise ReviewClosed
    return found


def bump(review):
    """Open pages ask for it. A closed review keeps what it had."""
    Review.objects.open().filter(pk=review.pk).update(revision=F("revision") + 1)


@transaction.atomic
def write_notes(*, review, notes, was, by):
    """Nobody's words are lost: `was` is the text that the writer has changed."""
    review = being_held(review)
    if review.notes != was:
        raise NotesChanged(review.notes)
    Review.objects.filter(pk=review.pk).update(notes=notes, revision=F("revision") + 1)


@transaction.atomic
def close_review(*, review, by):
    """A record from now on; its notes go to everybody concerned, with their own action items for their calendar."""
    review = being_held(review)
    Review.objects.filter(pk=review.pk).update(closed_at=timezone.now(), closed_by=by, revision=F("revision") + 1)
    review.refresh_from_db()
    for person in concerned(review):
        send_notes(review, person)
    return review


def concerned(review):
    """Whoever was asked to it, and whoever has taken something on in it."""
    people = {person.pk: person for person in review.people.all()}
    people |= {item.owner_id: item.owner for item in review.action_items.select_related("owner")}
    return [person for _key, person in sorted(people.items()) if person.is_active and person.email]


def send_notes(review, person):
    """In the reader's own language and time zone."""
    with translation.override(person.language), timezone.override(person.zone):
        attachment = items_file(review, person)
        notify.write(
            kind=Message.Kind.REVIEW,
            address=person.email,
            cause=f"review:{review.pk}",
            subject=subject(review),
            text=letter(review, person),
            attachment=attachment and (f"review-{review.pk}.ics", attachment),
            person=person,
            language=person.language,
        )
