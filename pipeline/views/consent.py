"""What somebody said about letters, as the people here hear it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pipeline.actions.bounces import lift_bounce
from pipeline.actions.consent import record_consent
from pipeline.forms.messages import ConsentForm
from pipeline.models import Contact
from pipeline.reports.mail_rules import consent_of


def contact_consent(request, pk):
    contact = found(request, pk)
    form = ConsentForm(request.POST or None, initial={"state": consent_of(contact)})
    if form.is_valid():
        record_consent(contact=contact, by=request.user, **form.cleaned_data)
        messages.success(request, _("Noted, with your name and the day."))
        return redirect("pipeline:contact_detail", pk)
    said = contact.consents.select_related("by").latest_first()
    return render(request, "pipeline/contact_consent.html", {"contact": contact, "form": form, "said": said})


@require_POST
def contact_bounce_lift(request, pk):
    contact = found(request, pk)
    if lift_bounce(contact=contact, by=request.user):
        messages.success(request, _("Letters go to %(address)s again.") % {"address": contact.email})
    return redirect("pipeline:contact_detail", pk)


def found(request, pk):
    contacts = Contact.objects.editable_by(request.user).standing()
    return get_object_or_404(contacts.select_related("company"), pk=pk)
