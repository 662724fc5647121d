"""A person is forgotten: what identifies them goes from everywhere, what was counted stays, and that is recorded."""

from collections import Counter

from django.apps import apps
from django.db import transaction
from django.db.models import Q

from pipeline.models import Contact, DoNotContact, DuplicatePair, Erasure, Merge, Twins
from pipeline.models.do_not_contact import fingerprint
from pipeline.models.facts import reach_back
from pipeline.nudge import nudge

from .erase_files import erase_files
from .erase_identity import identity_of
from .erase_mentions import erase_mentions
from .erase_places import MENTIONS, OWN, OWN_BEFORE
from .erase_sessions import erase_sessions


@transaction.atomic
def erase_contact(*, contact, by, cause=Erasure.Cause.REQUEST, also=(), remembers=False):
    """Erase the person with every record that was joined to theirs. There is no way back.

    `also` are further words that name them. With `remembers`, or where the person has asked to be left alone, a
    fingerprint of each address stays, so that they are known again as somebody not to be contacted.
    """
    Contact.objects.select_for_update().get(pk=contact.pk)
    identity = identity_of(contact, also)
    reach_back("erasing")
    if remembers or Contact.objects.filter(pk__in=identity.contacts, do_not_contact=True).exists():
        remember(identity, by)
    counts = Counter(files=erase_files(identity), jobs=erase_merges(identity))
    counts += erase_own(identity, OWN)
    for place in MENTIONS:
        counts += Counter({place.counts_as: erase_mentions(place, identity)})
    # Each change above has put the row that it replaced into history.
    counts += erase_own(identity, OWN_BEFORE)
    counts += Counter(sessions=erase_sessions(identity))
    nudge("pipeline.tasks.rescore")
    return Erasure.objects.create(contact_id=contact.pk, cause=cause, counts=dict(counts), by=by)


def remember(identity, by):
    """Their addresses stay recognisable, and only that."""
    for email in identity.emails:
        if not DoNotContact.objects.asked_by(email):
            DoNotContact.objects.create(fingerprint=fingerprint(email), by=by)


def erase_merges(identity):
    """What was joined stays joined; what it could be parted into again is gone."""
    ids = identity.contacts
    pairs = DuplicatePair.objects.filter(Q(first_id__in=ids) | Q(second_id__in=ids), kind=Twins.CONTACT)
    merges = Merge.objects.filter(Q(kept_id__in=ids) | Q(merged_id__in=ids), kind=Twins.CONTACT)
    return pairs.delete()[0] + merges.update(before={}, moved={})


def erase_own(identity, tables):
    counts = Counter()
    for table, (key, blanks, counted_as) in tables.items():
        rows = apps.get_model(table)._base_manager.filter(**{f"{key}__in": identity.contacts})
        counts[counted_as] += rows.update(**blanks)
    return counts
