"""What erasing a person would do, found out by doing it and taking it back."""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from pipeline.models import Answer, DiscoveryCall, Lead, Signal

from .erase import erase_contact
from .erase_identity import identity_of
from .erase_mentions import rows_with
from .erase_places import MENTIONS
from .erase_words import Words


@dataclass(frozen=True)
class Ahead:
    """How much goes, how much stays, and in how many texts elsewhere a word of the name would still stand."""

    goes: dict
    stays: dict
    remain: dict


def look_ahead(*, contact, also=()):
    with transaction.atomic():
        identity = identity_of(contact, also)
        stays = stays_of(identity)
        goes = erase_contact(contact=contact, by=None, also=also).counts
        remain = words_that_remain(identity)
        transaction.set_rollback(True)
    return Ahead(goes, stays, remain)


def stays_of(identity):
    theirs = Q(contact__in=identity.contacts) | Q(stakeholders__contact__in=identity.contacts)
    leads = Lead.objects.filter(theirs).distinct().values("pk")
    counted = {"calls": DiscoveryCall, "answers": Answer, "signals": Signal}
    return {
        "leads": leads.count(),
        **{name: model.objects.filter(lead__in=leads).count() for name, model in counted.items()},
    }


def words_that_remain(identity):
    """Of each word of the name: other texts that hold it, of this person or of whoever is called alike."""
    found = Counter()
    each = {word: Words(frozenset({word})) for word in identity.alone}
    whole = Words(frozenset(each))
    for place in MENTIONS:
        if place.counts_as == "texts":
            for said in rows_with(place, whole):
                found.update(word for word, words in each.items() if words.are_in(said))
    return dict(found)
