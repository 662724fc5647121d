"""A message as it leaves the house: head, footer, and what a mail program needs to unsubscribe by itself."""

import mimetypes
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from pipeline.models import Message
from pipeline.notify import link

from .signature import sender, written


def letter(message, rule):
    """Django's e-mail, ready to be sent."""
    text, html = bodies(message, rule)
    found = EmailMultiAlternatives(
        message.subject,
        text,
        written(sender(message, rule)),
        [message.address],
        reply_to=message.reply_to.split(", ") if message.reply_to else None,
        headers=headers(message),
    )
    if html:
        found.attach_alternative(html, "text/html")
    if message.attachment:
        kind = mimetypes.guess_type(message.attachment_name)[0] or "text/plain"
        found.attach(message.attachment_name, message.attachment, kind)
    return found


def bodies(message, rule):
    """Text and HTML with what stands below them; the HTML is empty where the message has none."""
    if not has_footer(message):
        return message.text, message.html
    said = {"rule": rule, "unsubscribe": unsubscribe_url(message)}
    with translation.override(message.language):
        text = render_to_string("pipeline/mail/footer.txt", said).strip() + "\n"
        html = render_to_string("pipeline/mail/footer.html", said)
    return f"{message.text.rstrip()}\n\n{text}", before_the_end(message.html, html) if message.html else ""


def before_the_end(html, footer):
    body, end, rest = html.rpartition("</body>")
    return f"{body}{footer}{end}{rest}" if end else f"{html}{footer}"


def has_footer(message):
    return message.kind == Message.Kind.NURTURE and message.person_id is None


def envelope_sender(message):
    """Where a report of failed delivery goes: under an address that says of which letter it is."""
    box, at, domain = settings.BOUNCE_ADDRESS.rpartition("@")
    return f"{box}+{message.token.hex}@{domain}" if at else parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def headers(message):
    # Nobody's holiday notice is to answer a machine.
    found = {
        "Message-ID": message.message_id,
        "Auto-Submitted": "auto-generated",
        "Content-Language": message.language,
    }
    if has_footer(message):
        # RFC 8058: the mail program's own button, one POST without a page in between.
        found["List-Unsubscribe"] = f"<{unsubscribe_url(message)}>"
        found["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return found


def unsubscribe_url(message):
    return link(reverse("pipeline:unsubscribe", args=[message.token]))
