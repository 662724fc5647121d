"""The public page behind the link of a letter: whoever holds the letter may stop the next ones."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from pipeline.actions.consent import take_unsubscribing_back, unsubscribe
from pipeline.models import Consent, MailRule, Message
from pipeline.reports.mail_rules import consent_of

ONE_CLICK = "One-Click"


# The token is the secret; a mail program's own button (RFC 8058) brings no cookie and no form of ours.
@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_page(request, token):
    """A look changes nothing: programs open links before people do."""
    letters = Message.objects.select_related("contact", "lead").filter(contact__isnull=False, contact__erased_at=None)
    message = get_object_or_404(letters, token=token)
    if request.method == "POST":
        decide(request, message)
        if request.POST.get("List-Unsubscribe") == ONE_CLICK:
            return HttpResponse(status=204)
    is_out = consent_of(message.contact) == Consent.State.WITHDRAWN
    with translation.override(message.language):
        said = {"LANGUAGE_CODE": message.language, "address": masked(address_of(message)), "is_out": is_out}
        said["sender"] = MailRule.in_force().sender_name
        return render(request, "pipeline/unsubscribe.html", said)


def decide(request, message):
    if request.POST.get("List-Unsubscribe") == ONE_CLICK:
        unsubscribe(message=message, source=Consent.Source.MAIL_PROGRAM)
    elif "undo" in request.POST:
        take_unsubscribing_back(message=message)
    else:
        unsubscribe(message=message, source=Consent.Source.LINK)


def address_of(message):
    """The one it was sent to; where that has gone after its time, the one that its reader has now."""
    return message.shown_address or message.contact.email


def masked(address):
    """Enough for its owner to know it, too little for anybody else: a…@s….example."""
    box, _at, domain = address.partition("@")
    name, dot, rest = domain.rpartition(".")
    return f"{box[:1]}…@{name[:1]}…{dot}{rest}"
