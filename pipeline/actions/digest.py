"""The daily digest: one letter a day, in the person's language, at the hour that they chose, if there is anything."""

import re
from datetime import datetime, timedelta

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.calendar import Calendar
from accounts.models import Absence, User
from pipeline.models import Message
from pipeline.notify import drafted, link, write_all
from pipeline.reports.digest import digests_of

AT_ONCE = 100
GAPS = re.compile(r"\n{3,}")
# What a day begins with makes no sense in its evening: a clock that was down so long skips it.
LATEST = timedelta(hours=6)


def write_digests():
    """Whose hour has come today and is not settled."""
    now = timezone.now()
    due = [person.pk for person in candidates() if is_due(person, now)]
    for first in range(0, len(due), AT_ONCE):
        settle(due[first : first + AT_ONCE], now)


def candidates():
    return User.objects.active().sellers().exclude(email="").exclude(digest_at=None)


def is_due(person, now):
    local = timezone.localtime(now, person.zone)
    return person.digested_on != local.date() and local.time() >= person.digest_at


@transaction.atomic
def settle(ids, now):
    """Letters and the days that they are of, together: who is killed in between has done nothing."""
    locked = candidates().filter(pk__in=ids).select_for_update(of=["self"], skip_locked=True).select_related("team")
    people = [person for person in locked if is_due(person, now)]
    away = absent(people, now)
    wanted = [person for person in people if person.pk not in away and is_wanted(person, now)]
    digests = digests_of(wanted, now)
    write_all([letter_for(person, digests[person.pk], now) for person in wanted if digests[person.pk]])
    for person in people:
        person.digested_on = day_of(person, now)
    User.objects.bulk_update(people, ["digested_on"])


def day_of(person, now):
    return timezone.localdate(now, person.zone)


def is_wanted(person, now):
    """On a working day, and not half a day late."""
    day = day_of(person, now)
    hour = datetime.combine(day, person.digest_at, person.zone)
    return Calendar.of(person.team).is_working(day) and now - hour < LATEST


def absent(people, now):
    days = {person.pk: day_of(person, now) for person in people}
    said = Absence.objects.filter(person__in=days).values_list("person", "first_day", "last_day")
    return {pk for pk, first, last in said if first <= days[pk] <= last}


def letter_for(person, digest, now):
    with translation.override(person.language), timezone.override(person.zone):
        day = day_of(person, now)
        said = {"person": person, "digest": digest, "day": day, **addresses()}
        return drafted(
            kind=Message.Kind.DIGEST,
            address=person.email,
            cause=f"digest:{day}",
            subject=subject_of(digest),
            # One empty line between its parts, whatever is left out.
            text=GAPS.sub("\n\n", render_to_string("pipeline/mail/digest.txt", said)).strip() + "\n",
            html=render_to_string("pipeline/mail/digest.html", said),
            person=person,
            language=person.language,
        )


def addresses():
    return {
        "queue_url": link(reverse("pipeline:queue")),
        "follow_ups_url": link(reverse("pipeline:follow_up_list")),
        "preferences_url": link(reverse("accounts:preferences")),
    }


def subject_of(digest):
    """Numbers of what there is."""
    due = digest.overdue.count + digest.today.count + digest.items.count
    parts = [ngettext("%(number)d due", "%(number)d due", due) % {"number": due}] if due else []
    if digest.hand_offs.count:
        said = ngettext("%(number)d to accept", "%(number)d to accept", digest.hand_offs.count)
        parts.append(said % {"number": digest.hand_offs.count})
    if digest.back.count:
        parts.append(ngettext("%(number)d back", "%(number)d back", digest.back.count) % {"number": digest.back.count})
    return _("Today: %(what)s") % {"what": ", ".join(parts)}
