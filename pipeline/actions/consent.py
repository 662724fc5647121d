"""What people say about being written to."""

from django.db import transaction
from django.utils import timezone

from pipeline.models import Consent, Contact, Signal
from pipeline.nudge import nudge
from pipeline.reports.mail_rules import consent_of

from .bounces import OURS, record


def record_consent(*, contact, state, source, by, note="", at=None):
    """Said once more, from now on."""
    return Consent.objects.create(
        contact=contact, state=state, source=source, note=note, by=by, occurred_at=at or timezone.now()
    )


@transaction.atomic
def unsubscribe(*, message, source):
    """No more letters, at once and for good; the second click changes nothing.

    Their own word is kept also where a file has said it before: another file may say otherwise, and they have not.
    """
    # The person's row makes a mail program's button and a click wait for each other.
    Contact.objects.select_for_update().get(pk=message.contact_id)
    latest = Consent.objects.filter(contact=message.contact).latest_first().first()
    if latest and latest.state == Consent.State.WITHDRAWN and latest.source != Consent.Source.IMPORT:
        return False
    record_consent(contact=message.contact, state=Consent.State.WITHDRAWN, source=source, by=None)
    record(message, "unsubscribed", timezone.now())
    return True


@transaction.atomic
def take_unsubscribing_back(*, message):
    """They did not mean it: what held before holds again, and the signal is gone."""
    Contact.objects.select_for_update().get(pk=message.contact_id)
    said = Consent.objects.filter(contact=message.contact).latest_first()
    if consent_of(message.contact) != Consent.State.WITHDRAWN or said[0].source not in BY_THEMSELVES:
        return False
    before = said[1].state if len(said) > 1 else Consent.State.UNKNOWN
    record_consent(contact=message.contact, state=before, source=Consent.Source.LINK, by=None)
    Signal.objects.filter(external_source=OURS, external_id=f"unsubscribed:{message.token}").delete()
    nudge("pipeline.tasks.rescore")
    return True


# What they told a person of ours, a link in a letter does not take back.
BY_THEMSELVES = (Consent.Source.LINK, Consent.Source.MAIL_PROGRAM)
