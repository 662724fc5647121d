"""The summary of a call as plain text: to copy, or to begin an e-mail with."""

from urllib.parse import quote

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

# Longer addresses are cut by some mail programs: then the text is copied by hand.
LONGEST = 1800


def summary_text(record):
    said = render_to_string("pipeline/call_summary.txt", {"call": record.call, "record": record})
    return said.strip() + "\n"


def mail_address(record, text):
    """An address that opens the reader's own mail program with the summary in it."""
    subject = _("Call with %(who)s") % {"who": record.call.lead.headline}
    body = quote(text)
    while len(body) > LONGEST:
        text = text[: len(text) * 9 // 10]
        body = quote(text + "…")
    return f"mailto:?subject={quote(subject)}&body={body}"
