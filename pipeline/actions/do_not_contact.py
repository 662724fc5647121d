"""A person's wish to be left alone, and the day on which it no longer holds."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from pipeline.models import Contact, DoNotContact
from pipeline.models.do_not_contact import fingerprint


@transaction.atomic
def leave_alone(*, contact, by):
    """Nobody calls, writes to or is sent to this person any more; the second time changes nothing."""
    Contact.objects.select_for_update().get(pk=contact.pk)
    if not wishes_of(contact).exists():
        DoNotContact.objects.create(contact=contact, fingerprint=fingerprint(contact.email), by=by)
    mark(contact, True)


@transaction.atomic
def lift_do_not_contact(*, contact, why, by):
    """The person may be contacted again: it is kept who said so, and why."""
    Contact.objects.select_for_update().get(pk=contact.pk)
    lifted = {"lifted_at": timezone.now(), "lifted_by": by, "why": why}
    if not wishes_of(contact).update(**lifted):
        # It came with an import, or from a form: nothing but the mark itself says that it was there.
        DoNotContact.objects.create(contact=contact, fingerprint=fingerprint(contact.email), **lifted)
    mark(contact, False)


@transaction.atomic
def honour_wishes(*, contacts):
    """Mark those of these contacts whose address has asked to be left alone, for rows that were written as sets."""
    asked = set(DoNotContact.objects.fingerprints().values_list("fingerprint", flat=True))
    if not asked:
        return 0
    written = contacts.filter(do_not_contact=False).exclude(email="").values_list("pk", "email")
    found = [pk for pk, email in written.iterator() if fingerprint(email) in asked]
    return Contact.objects.filter(pk__in=found).update(do_not_contact=True)


def wishes_of(contact):
    theirs = Q(contact=contact)
    if contact.email:
        theirs |= Q(fingerprint=fingerprint(contact.email))
    return DoNotContact.objects.standing().filter(theirs)


def mark(contact, wish):
    contact.do_not_contact = wish
    Contact.objects.filter(pk=contact.pk).update(do_not_contact=wish)
