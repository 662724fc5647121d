"""What comes back by mail: reports of failed delivery (RFC 3464), answers of machines, and answers of people."""

import email
import re
from dataclasses import dataclass
from email.utils import getaddresses, parsedate_to_datetime
from enum import Enum
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from pipeline.actions.bounces import record_bounce, record_reply
from pipeline.models import Message

# The address that a letter was sent under: bounces+<its token>@example.com.
TOKEN = re.compile(r"\+([0-9a-f]{32})@", re.IGNORECASE)
IDS = re.compile(r"<[^<>\s]+>")
RECEIVERS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
# Of the failures for good those that say nothing about the address: full, too large, or not liked.
NOT_THE_ADDRESS = re.compile(r"5\.(2\.2|3\.4|6|7)")
BY_MACHINES = {"bulk", "junk", "auto_reply", "list"}
NOBODY = re.compile(r"^(mailer-daemon|postmaster|no-?reply|bounces?)(\+|@)", re.IGNORECASE)


class Was(Enum):
    HARD = "bounced"
    SOFT = "delayed"
    REPLY = "reply"
    AUTOMATIC = "automatic"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Found:
    was: Was
    message: Message | None = None
    answer: str = ""


def take_in(raw):
    """Read one letter that came back, and do what follows from it; reading it twice changes nothing more."""
    letter = email.message_from_bytes(raw)
    found = judged(letter)
    at = sent_at(letter)
    if found.message and found.was in {Was.HARD, Was.SOFT}:
        record_bounce(message=found.message, is_hard=found.was == Was.HARD, answer=found.answer, at=at)
    if found.message and found.was == Was.REPLY:
        record_reply(message=found.message, at=at)
    return found


def judged(letter):
    if report := delivery_report(letter):
        return about_delivery(letter, report)
    if is_by_machine(letter):
        return Found(Was.AUTOMATIC)
    message = answered(letter)
    return Found(Was.REPLY, message) if message and is_from_outside(letter) else Found(Was.UNKNOWN)


def delivery_report(letter):
    """The part for machines: blocks of fields, the first about the server, the others about each recipient."""
    for part in letter.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            return part.get_payload()
    return None


def about_delivery(letter, report):
    message = returned(letter)
    block = next((each for each in report if each["Status"] or each["Action"]), None)
    if block is None or message is None:
        return Found(Was.UNKNOWN)
    status, action = str(block["Status"] or "").strip(), str(block["Action"] or "").strip().lower()
    said = " ".join(str(block["Diagnostic-Code"] or status or action).split())
    if action == "failed" or status.startswith("5"):
        is_gone = status.startswith("5") and not NOT_THE_ADDRESS.match(status)
        return Found(Was.HARD if is_gone else Was.SOFT, message, said)
    return Found(Was.SOFT if action == "delayed" or status.startswith("4") else Was.AUTOMATIC, message, said)


def returned(letter):
    """The letter of ours that a report is about: by the address it came to, else by the head that it returns."""
    receivers = " ".join(str(said) for head in RECEIVERS for said in letter.get_all(head, []))
    ids = [found for part in heads(letter) for found in IDS.findall(str(part["Message-ID"] or ""))]
    tokens = [UUID(found) for found in TOKEN.findall(receivers)]
    return (
        Message.objects.filter(Q(token__in=tokens) | Q(message_id__in=ids)).select_related("lead", "contact").first()
    )


def heads(letter):
    """Letters within the letter, whole or by their head alone."""
    for part in letter.walk():
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            yield part.get_payload(0)
        elif part.get_content_type() == "text/rfc822-headers":
            yield email.message_from_bytes(part.get_payload(decode=True) or b"")


def is_by_machine(letter):
    automatic = str(letter["Auto-Submitted"] or "no").strip().lower()
    precedence = str(letter["Precedence"] or "").strip().lower()
    marks = letter["X-Autoreply"] or letter["X-Autorespond"] or letter["List-Id"]
    nobody = str(letter["Return-Path"] or "").strip() == "<>" or any(map(NOBODY.match, senders(letter)))
    return not automatic.startswith("no") or precedence in BY_MACHINES or bool(marks) or nobody


def senders(letter):
    return [address for _name, address in getaddresses([str(said) for said in letter.get_all("From", [])])]


def answered(letter):
    """The letter to a contact that this one answers."""
    ids = IDS.findall(f"{letter['In-Reply-To'] or ''} {letter['References'] or ''}")
    letters = Message.objects.filter(message_id__in=ids, contact__isnull=False)
    return letters.select_related("lead", "contact").order_by("-pk").first()


def is_from_outside(letter):
    """A colleague who answers all has not bought anything."""
    said = Q()
    for address in senders(letter):
        said |= Q(email__iexact=address)
    return bool(said) and not User.objects.filter(said).exists()


def sent_at(letter):
    """When it says it was written, and never later than now."""
    now = timezone.now()
    try:
        said = parsedate_to_datetime(str(letter["Date"]))
    except (TypeError, ValueError):
        return now
    return min(said, now) if said.tzinfo else now
