"""Letters leave: claimed one by one, marked and committed before the server is spoken to, never sent twice by us.

Whoever dies in between leaves a row that is being sent. Nobody can know whether such a letter arrived, so nothing
sends it again by itself: after some minutes it is shown as unsure, and a person decides.
"""

import logging
from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import Case, DateTimeField, DurationField, ExpressionWrapper, F, Value, When
from django.db.models.functions import Now
from django.utils import timezone

from accounts.locks import Lock, alone
from pipeline.models import MailRule, Message
from pipeline.notify import write
from pipeline.nudge import nudge
from pipeline.reports.letter import envelope_sender, letter
from pipeline.reports.mail_rules import may_go_at, withheld_for

from .bounces import record_bounce
from .post import NotNow, Post, Refused, Unknown, Unreachable

log = logging.getLogger(__name__)
# After the first try, the second and so on: three days in all.
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440, 1440)]
State = Message.State


def wake():
    """A worker for what is due, if anything is."""
    if Message.objects.due().exists():
        nudge("pipeline.tasks.send_messages")


def send_messages():
    """Whatever is due, the oldest first; one sender at a time, so that other work always finds a worker."""
    with alone(Lock.SENDING_LETTERS) as is_mine:
        if is_mine and Message.objects.due().exists():
            send_all_due(MailRule.in_force())


def send_all_due(rule):
    with Post() as post:
        while True:
            try:
                post.open()
            except Unreachable as error:
                return put_off_all(str(error))
            message = claim(rule)
            if message is None:
                return None
            deliver(message, rule, post)


def claim(rule):
    """The next letter that may go now, marked as being sent; None when there is none."""
    while message := take(rule):
        if message.state == State.SENDING:
            return message
    return None


# Durable: what is not committed before the server is spoken to would be sent again.
@transaction.atomic(durable=True)
def take(rule):
    """Decide on the next one that is due: to be sent, to be sent later, or never."""
    due = Message.objects.due().select_related("contact__company", "person").order_by("send_after", "pk")
    message = due.select_for_update(of=["self"], skip_locked=True).first()
    if message:
        now = timezone.now()
        if cause := withheld_for(message, rule):
            put(message, state=State.WITHHELD, withheld_for=cause)
        elif (moment := may_go_at(message, rule, now)) > now:
            put(message, send_after=moment)
        else:
            put(message, state=State.SENDING, sending_at=now, tries=message.tries + 1, error="")
    return message


def put(message, **said):
    for name, value in said.items():
        setattr(message, name, value)
    message.save(update_fields=list(said))


def deliver(message, rule, post):
    """Hand it to the server, and keep what came of it; the server's answer."""
    try:
        found = letter(message, rule)
        found.message()
    except (ValueError, UnicodeError) as error:
        # No server has seen it: the address or a line of its head is no such thing.
        return end(message, state=State.FAILED, error=str(error))
    try:
        answer = post.hand_over(found, sender=envelope_sender(message))
    except NotNow as error:
        return put_off(message, str(error))
    except Refused as error:
        return refuse(message, str(error), is_address=error.is_address)
    except Unknown as error:
        # Left as being sent, with what happened: unsure at once.
        return end(message, error=str(error))
    end(message, state=State.SENT, sent_at=timezone.now())
    return answer


def end(message, **said):
    """Unless a person has decided about it meanwhile."""
    mine = Message.objects.filter(pk=message.pk, state=State.SENDING, sending_at=message.sending_at)
    if mine.update(**said):
        for name, value in said.items():
            setattr(message, name, value)
    return said.get("error", "")


def put_off(message, error):
    """Another try later, unless it was tried often enough."""
    if message.tries > len(PAUSES):
        return end(message, state=State.FAILED, error=error)
    pause = PAUSES[message.tries - 1]
    return end(message, state=State.WAITING, send_after=timezone.now() + pause, error=error)


@transaction.atomic
def refuse(message, error, *, is_address):
    end(message, state=State.FAILED, error=error)
    record_bounce(message=message, is_hard=is_address, answer=error)
    return error


def put_off_all(error):
    """The server cannot be reached: everything that is due waits, each as long as its own tries say."""
    log.warning("the mail server cannot be reached: %s", error)
    tries = F("tries") + 1
    pauses = Case(
        *(When(tries=number, then=Value(pause)) for number, pause in enumerate(PAUSES)), output_field=DurationField()
    )
    later = ExpressionWrapper(Now() + pauses, output_field=DateTimeField())
    given_up = When(tries__gte=len(PAUSES), then=Value(State.FAILED))
    Message.objects.due().update(
        tries=tries,
        state=Case(given_up, default=Value(State.WAITING)),
        send_after=Case(When(tries__lt=len(PAUSES), then=later), default=F("send_after")),
        error=error,
    )
    return error


@transaction.atomic
def send_again(*, message, by):
    """A person wants it sent once more, under the same Message-ID; False when it is on its way or has come."""
    again = Message.objects.stopped().filter(pk=message.pk)
    if not again.update(state=State.WAITING, send_after=timezone.now(), tries=0, error="", withheld_for="", by=by):
        return False
    nudge("pipeline.tasks.send_messages")
    return True


def has_arrived(*, message, by):
    """A person knows that it came; False when nobody was unsure of it."""
    unsure = Message.objects.unsure().filter(pk=message.pk)
    return bool(unsure.update(state=State.SENT, sent_at=F("sending_at"), error=""))


def send_test(*, to, subject, text):
    """One letter to a colleague at once; the row, with what the server answered."""
    cause = f"test:{uuid4()}"
    now = timezone.now()
    # Not before an hour, so that no worker takes it from under our hands.
    said = {"subject": subject, "text": text, "person": to, "by": to, "language": to.language}
    write(kind=Message.Kind.TEST, address=to.email, cause=cause, send_after=now + timedelta(hours=1), **said)
    message = Message.objects.get(cause=cause)
    put(message, state=State.SENDING, sending_at=now, tries=1)
    with Post() as post:
        try:
            post.open()
        except Unreachable as error:
            return message, end(message, state=State.FAILED, error=str(error))
        return message, deliver(message, MailRule.in_force(), post)
