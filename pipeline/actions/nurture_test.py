from uuid import uuid4

from django.db import transaction

from pipeline import notify
from pipeline.models import Message
from pipeline.reports.nurture_mail import facts_of, letter
from pipeline.reports.signature import signature


@transaction.atomic
def send_test(*, template, lead, language, by):
    """The letter as the contact of this lead would get it, to the person who wrote it."""
    found = letter(template, facts_of(lead), language)
    return notify.write(
        kind=Message.Kind.TEST,
        address=by.email,
        cause=f"test:{uuid4()}",
        subject=found.subject,
        text=found.text,
        language=found.language,
        person=by,
        by=by,
        **signature(lead, found.language),
    )
