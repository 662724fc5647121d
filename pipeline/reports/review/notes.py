"""The notes of a review as a letter in the reader's language, and their action items as a calendar file."""

from datetime import timedelta

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from pipeline.models import Group, Lead
from pipeline.notify import link
from pipeline.reports.calendar_file import MAKER

from .counts import counts_of


def address(review):
    return link(f"/reviews/{review.pk}/")


def subject(review):
    day = date_format(timezone.localtime(review.opened_at), "SHORT_DATE_FORMAT")
    return _("Review notes: %(title)s, %(day)s") % {"title": review.title, "day": day}


def letter(review, person):
    """Plain text: what became of the leads, what was decided, who does what by when."""
    counts = counts_of(review)
    return render_to_string(
        "pipeline/mail/review_notes.txt",
        {
            "review": review,
            "counts": counts,
            "groups": [(Group(group).label, number) for group, number in counts.groups.items() if number],
            "decisions": decisions_for(review, person),
            "items": review.action_items.select_related("owner", "lead__company", "lead__contact"),
            "url": address(review),
        },
    )


def decisions_for(review, person):
    """Of leads that the reader may see; what was merely kept goes without saying."""
    standing = review.decisions.standing().exclude(kind="keep", note="")
    found = standing.filter(lead__in=Lead.objects.visible_to(person))
    return found.select_related("lead__company", "lead__contact", "stage", "owner", "reason")


def items_file(review, person):
    """This person's own action items as days in their calendar; empty where they have none."""
    items = review.action_items.filter(owner=person).select_related("lead__company", "lead__contact")
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    for item in items:
        calendar.add_component(event_of(item, address(review)))
    return calendar.to_ical().decode() if calendar.subcomponents else ""


def event_of(item, url):
    event = Event()
    # The same item has the same UID for ever, so that a second file changes the first entry.
    event.add("uid", f"action-item-{item.pk}@{link('').split('//')[-1]}")
    event.add("dtstamp", timezone.now())
    event.add("summary", f"{item.text}: {item.lead.headline}" if item.lead else item.text)
    event.add("description", url)
    event.add("url", url)
    event.add("dtstart", item.due_on)
    event.add("dtend", item.due_on + timedelta(days=1))
    return event
