"""A planned step as an iCalendar file (RFC 5545), for any calendar program."""

from datetime import timedelta

from django.utils import timezone
from icalendar import Calendar, Event

# A step with an hour holds this much of the day; one without holds the day.
LASTS = timedelta(minutes=30)
MAKER = "-//leadqual//follow-ups//EN"


def step_file(step, *, url, host):
    """One event. The same step has the same UID for ever, so that a second file changes the first entry."""
    calendar = empty()
    calendar.add_component(event_of(step, url=url, host=host, at=timezone.now()))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def empty():
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    return calendar


def event_of(step, *, url, host, at):
    """`at`: since when it says so."""
    event = Event()
    event.add("uid", f"follow-up-{step.pk}@{host}")
    event.add("dtstamp", at)
    event.add("summary", f"{step.get_kind_display()}: {step.lead.headline}")
    lines = [step.note, step.lead.about, step.lead.phone if step.lead.may_be_contacted else "", url]
    event.add("description", "\n".join(filter(None, lines)))
    event.add("url", url)
    begin = timezone.localtime(step.due_at, step.owner.zone)
    if step.has_hour:
        event.add("dtstart", begin)
        event.add("dtend", begin + LASTS)
    else:
        event.add("dtstart", begin.date())
        event.add("dtend", begin.date() + timedelta(days=1))
    return event
