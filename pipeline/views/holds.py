"""A lead waits until a day: asked over the board or the lead's page, ended, taken back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from pipeline.actions.holds import CannotWait, end_hold, put_on_hold, resume_hold, take_back_hold
from pipeline.forms.holds import HoldForm
from pipeline.models import Hold, Lead
from pipeline.reports.holds import counted

from .found import editable_lead


def lead_hold(request, pk):
    lead = editable_lead(request, pk)
    if request.POST.get("act") == "end":
        return ended(request, lead)
    form = HoldForm(request.POST or None, lead=lead)
    if form.is_valid() and (hold := held(request, lead, form)):
        said = {"day": date_format(hold.until, "DATE_FORMAT"), "counted": counted(lead.state)}
        return done(request, hold, _("On hold until %(day)s: %(counted)s.") % said)
    return ask(request, lead, form)


def held(request, lead, form):
    """None where somebody has let it wait meanwhile, and nothing is left."""
    try:
        return put_on_hold(lead=lead, by=request.user, **form.cleaned_data)
    except CannotWait as refused:
        form.add_error("until", str(refused))


def ended(request, lead):
    hold = end_hold(lead=lead, by=request.user)
    if hold:
        return done(request, hold, _("The waiting has ended; the clock runs again."))
    messages.info(request, _("The lead does not wait any more."))
    return to_lead(request, lead.pk)


@require_POST
def hold_undo(request, pk):
    """Put on hold by mistake, or ended by mistake."""
    theirs = Hold.objects.filter(lead__in=Lead.objects.editable_by(request.user))
    hold = get_object_or_404(theirs.select_related("lead__company", "lead__contact"), pk=pk)
    if hold.is_open and take_back_hold(hold=hold, by=request.user):
        messages.success(request, _("%(lead)s: the waiting is taken back.") % {"lead": hold.lead.headline})
    elif not hold.is_open and resume_hold(hold=hold, by=request.user):
        messages.success(request, _("%(lead)s waits again.") % {"lead": hold.lead.headline})
    else:
        messages.warning(request, _("The lead has moved on since: nothing was changed."))
    return redirect("pipeline:lead_detail", hold.lead_id)


def ask(request, lead, form):
    is_waiting = lead.state.held_until is not None
    context = {
        "lead": lead,
        "form": form,
        "title": _("Wait until another day") if is_waiting else _("Put on hold"),
        "action": _("Wait until then") if is_waiting else _("Put on hold"),
        "other": {"act": "end", "label": _("End the waiting now")} if is_waiting else None,
    }
    template = "pipeline/_lead_action_dialog.html" if request.htmx else "pipeline/lead_action.html"
    return render(request, template, context)


def done(request, hold, text):
    messages.success(request, text, extra_tags=reverse("pipeline:hold_undo", args=[hold.pk]))
    return to_lead(request, hold.lead_id)


def to_lead(request, pk):
    address = reverse("pipeline:lead_detail", args=[pk])
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
