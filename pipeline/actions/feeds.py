"""The address of a person's calendar: a secret that is shown once, renewed and taken away."""

import hashlib
import secrets
from datetime import timedelta

from django.utils import timezone

from pipeline.models import CalendarFeed

# Programs ask every few minutes; the page needs no more than this.
NOTED = timedelta(minutes=1)


def digest_of(token):
    """Long and random already: nobody guesses their way back."""
    return hashlib.sha256(token.encode()).hexdigest()


def renew_feed(*, by):
    """A new address; the old one is nobody's from now on."""
    token = secrets.token_urlsafe(32)
    said = {"digest": digest_of(token), "created_at": timezone.now(), "fetched_at": None}
    CalendarFeed.objects.update_or_create(person=by, defaults=said)
    return token


def drop_feed(*, by):
    return bool(CalendarFeed.objects.filter(person=by).delete()[0])


def note_fetch(*, feed):
    now = timezone.now()
    if feed.fetched_at is None or now - feed.fetched_at > NOTED:
        CalendarFeed.objects.filter(pk=feed.pk).update(fetched_at=now)
