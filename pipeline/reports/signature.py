"""Under whose name a letter goes out, and where an answer to it goes."""

from email.utils import parseaddr, quote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation
from django.utils.translation import gettext as _

from pipeline.models import MailRule

LONGEST_NAME = 100


def signature(lead, language):
    """What a letter to the lead's contact is written with: its owner by us, or we alone where nobody would answer."""
    rule, owner = MailRule.in_force(), lead.state.owner
    ours = our_name(rule)
    if not (owner and owner.is_active and is_address(owner.email)):
        return {"sender_name": ours, "reply_to": rule.answers_to}
    person = one_line(owner)
    with translation.override(language):
        both = _("%(person)s via %(company)s") % {"person": person, "company": ours}
    return {"sender_name": both if ours else person, "reply_to": addresses(owner.email, rule.answers_to)}


def addresses(*all_of_them):
    """As the head of a letter has them, each once."""
    return ", ".join(dict.fromkeys(filter(None, all_of_them)))


def our_name(rule):
    return one_line(rule.sender_name or parseaddr(settings.DEFAULT_FROM_EMAIL)[0])


def one_line(name):
    """Nothing that ends a line of a letter's head, or that a reader cannot see."""
    seen = "".join(sign if sign.isprintable() else " " for sign in str(name))
    return " ".join(seen.split())[:LONGEST_NAME]


def is_address(said):
    try:
        validate_email(said)
    except ValidationError:
        return False
    return True


def sender(message, rule):
    """Name and address: as the letter was written, else under our name to those outside, and as it is set."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    ours = rule.sender_name if message.is_to_contact else ""
    return message.sender_name or ours or name, address


def written(sender):
    """As a head has it, and as it is read; whatever is not ASCII is encoded by Django on its way."""
    name, address = sender
    return f'"{quote(name)}" <{address}>' if name else address
