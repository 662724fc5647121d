"""Letters for stories: to a colleague, and to somebody at a shop."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from frameworks_app.models import SignalType
from pipeline.models import MailRule, Message
from pipeline.notify import write
from tests.factories import LeadFactory, SignalFactory

numbers = count(1)


def to_colleague(person, **said):
    """The row of a letter about a hand-off."""
    cause = said.pop("cause", f"hand-off:{next(numbers)}")
    told = {"kind": Message.Kind.HAND_OFF, "subject": "Brightloom is yours", "text": "Call them today.", **said}
    write(address=person.email, cause=cause, person=person, **told)
    return Message.objects.get(address=person.email, cause=cause)


def to_contact(lead, **said):
    """The row of a letter of a nurture track."""
    cause = said.pop("cause", f"nurture:{next(numbers)}")
    told = {"kind": Message.Kind.NURTURE, "subject": "Ten ideas for autumn", "text": "Dear Anna,", **said}
    write(address=lead.contact.email, cause=cause, contact=lead.contact, lead=lead, **told)
    return Message.objects.get(address=lead.contact.email, cause=cause)


def interested_lead(**said):
    """Anna of Brightloom has downloaded a case study."""
    said = {"contact__name": "Anna Berg", "contact__email": "anna@brightloom.example", **said}
    lead = LeadFactory(company__name="Brightloom", **said)
    kind = SignalType.objects.get(key="case_study_download")
    SignalFactory(lead=lead, contact=lead.contact, type=kind)
    return lead


def at_any_hour():
    """Mail goes at night and on Sundays."""
    MailRule.objects.update_or_create(
        pk=1, defaults={"sends_from": "00:00", "sends_until": "23:59:59.999999", "sends_on_weekends": True}
    )


def long_ago(message, **said):
    """It has been in the sending for an hour."""
    Message.objects.filter(pk=message.pk).update(
        state=Message.State.SENDING, sending_at=timezone.now() - timedelta(hours=1), tries=1, **said
    )
    message.refresh_from_db()
    return message
