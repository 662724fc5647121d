"""A person's open follow-ups as one calendar, which their program asks for again and again."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pipeline.models import FollowUp
from pipeline.notify import link

from .calendar_file import empty, event_of

# More than anybody keeps; what is due soonest comes first.
MOST = 2_000
# How often a program is asked to look.
PACE = "PT15M"


def feed_file(person):
    """The same bytes as long as the steps are the same, so that a program is told that nothing is new."""
    with translation.override(person.language), timezone.override(person.zone):
        calendar = empty()
        calendar.add("x-wr-calname", _("Follow-ups"))
        calendar["refresh-interval;value=duration"] = PACE
        host = urlsplit(settings.LEADQUAL_URL).netloc
        for step in steps_of(person):
            url = link(reverse("pipeline:lead_detail", args=[step.lead_id]))
            calendar.add_component(event_of(step, url=url, host=host, at=step.created_at))
        calendar.add_missing_timezones()
        return calendar.to_ical()


def steps_of(person):
    mine = FollowUp.objects.open().visible_to(person).filter(owner=person)
    return mine.select_related("owner", "lead__company", "lead__contact").order_by("due_at", "pk")[:MOST]
