"""Attempts in one key, and the ways out of the pipeline and back, each with its undo."""

from dataclasses import asdict
from datetime import timedelta

from django.contrib import messages
from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from accounts.keys import key_in
from pipeline.actions import outcomes
from pipeline.actions.attempts import log_attempt, undo_attempt
from pipeline.forms import outcomes as forms
from pipeline.forms.attempts import AttemptForm
from pipeline.models import DiscoveryCall, FollowUp, Lead, Reason

from .found import editable_lead
from .lead_actions import ask
from .queue import queue_part

SALT, SECOND_THOUGHTS = "pipeline.decision", timedelta(days=1)


@require_POST
def lead_attempt(request, pk):
    lead = get_object_or_404(Lead.objects.callable_by(request.user).standing().with_state(), pk=pk)
    form = AttemptForm(request.POST)
    if not lead.may_be_contacted:
        messages.error(request, _("%(lead)s asked to be left alone: nothing was logged.") % {"lead": lead.headline})
    elif not form.is_valid():
        messages.error(request, _("That is no outcome of an attempt: nothing was logged."))
    else:
        attempt = log_attempt(lead=lead, by=request.user, **form.said())
        text = form.noted % {"lead": lead.headline}
        tell(request, f"{text} {what_follows(attempt)}".strip(), reverse("pipeline:attempt_undo", args=[attempt.pk]))
    return back(request, pk)


def what_follows(attempt):
    """The next step in words, on a day as people call it."""
    steps = attempt.lead.follow_ups.open()
    step = attempt.follow_ups.open().first() or steps.filter(kind=FollowUp.Kind.CALL).first()
    if step is None:
        return ""
    if step.kind == FollowUp.Kind.TASK:
        return _("To do today: %(what)s") % {"what": step.note}
    words = _("Next attempt: %(when)s") if step.call_id == attempt.pk else _("Next call: %(when)s")
    return words % {"when": when(step)}


def when(step):
    """The day as people call it, and the hour where it counts."""
    local = timezone.localtime(step.due_at)
    distance = (local.date() - timezone.localdate()).days
    day = _("today") if distance == 0 else formats.date_format(local, "l" if 0 < distance < 7 else "DATE_FORMAT")
    return f"{day} {formats.time_format(local.time())}" if step.has_hour or step.is_next_attempt else day


@require_POST
def attempt_undo(request, pk):
    attempts = DiscoveryCall.objects.editable_by(request.user).unanswered().filter(by=request.user)
    attempt = get_object_or_404(attempts.select_related("lead__company", "lead__contact"), pk=pk)
    lead = attempt.lead
    if undo_attempt(attempt=attempt, by=request.user):
        messages.success(request, _("%(lead)s: the attempt is taken back.") % {"lead": lead.headline})
    else:
        messages.warning(request, _("%(lead)s has been worked on since: the attempt stays.") % {"lead": lead.headline})
    return back(request, lead.pk)


@require_POST
def lead_park(request, pk):
    """Nobody was reached: to nurture at once, with the reason that says so."""
    lead = get_object_or_404(Lead.objects.callable_by(request.user).standing().with_state(), pk=pk)
    reason = Reason.objects.active().filter(key="no_response", kind=Reason.Kind.NURTURE).first()
    if reason is None:
        return redirect("pipeline:lead_nurture", pk)
    decision = outcomes.nurture_lead(lead=lead, reason=reason, by=request.user)
    tell(request, parked(lead, decision), undo_address(request, decision))
    return back(request, pk)


def parked(lead, decision):
    step = FollowUp.objects.filter(pk=decision.planned_id).first()
    if step is None:
        return _("%(lead)s: parked.") % {"lead": lead.headline}
    day = formats.date_format(timezone.localdate(step.due_at), "DATE_FORMAT")
    return _("%(lead)s: parked until %(day)s.") % {"lead": lead.headline, "day": day}


def lead_disqualify(request, pk):
    lead = editable_lead(request, pk)
    form = forms.DisqualifyForm(request.POST or None, lead=lead, by=request.user, chosen=chosen_stage(request))
    if form.is_valid():
        decision = outcomes.disqualify_lead(lead=lead, by=request.user, **form.cleaned_data)
        return decided(request, lead, decision, _("Disqualified: %(reason)s.") % form.cleaned_data)
    return ask(request, lead, form, _("Disqualify"), _("Disqualify"))


def lead_nurture(request, pk):
    lead = editable_lead(request, pk)
    form = forms.NurtureForm(request.POST or None, lead=lead, by=request.user, chosen=chosen_stage(request))
    if form.is_valid():
        decision = outcomes.nurture_lead(lead=lead, by=request.user, **form.cleaned_data)
        return decided(request, lead, decision, parked(lead, decision))
    return ask(request, lead, form, _("Park for nurture"), _("Park"))


def lead_return(request, pk):
    lead = editable_lead(request, pk)
    form = forms.ReturnForm(request.POST or None, lead=lead)
    if form.is_valid():
        decision = outcomes.return_lead(lead=lead, by=request.user, **form.cleaned_data)
        return decided(request, lead, decision, _("Returned to marketing: %(reason)s.") % form.cleaned_data)
    return ask(request, lead, form, _("Return to marketing"), _("Return the lead"))


def lead_reopen(request, pk):
    lead = editable_lead(request, pk)
    if lead.state.stage.is_open:
        messages.info(request, _("This lead is open already."))
        return go(request, reverse("pipeline:lead_detail", args=[pk]))
    form = forms.ReopenForm(request.POST if request.method == "POST" else None)
    stage = outcomes.last_open_stage(lead)
    if form.is_valid():
        decision = outcomes.reopen_lead(lead=lead, by=request.user, **form.cleaned_data)
        return decided(request, lead, decision, _("Reopened: it stands in %(stage)s again.") % {"stage": stage})
    return ask(request, lead, form, _("Reopen in %(stage)s") % {"stage": stage}, _("Reopen"))


@require_POST
def lead_accept(request, pk):
    lead = editable_lead(request, pk)
    if outcomes.accept_lead(lead=lead, by=request.user):
        messages.success(request, _("Accepted: the lead is yours to work."))
    else:
        messages.info(request, _("Nothing waits to be accepted here."))
    return back(request, pk)


@require_POST
def decision_undo(request, token):
    """A decision as its message told of it: signed, for the person who made it, and for a day."""
    try:
        said = signing.loads(token, salt=SALT, max_age=SECOND_THOUGHTS)
    except signing.BadSignature as error:
        raise Http404 from error
    if said.pop("by") != request.user.pk:
        raise Http404
    if outcomes.undo_decision(decision=outcomes.Decision(**said), by=request.user):
        messages.success(request, _("Taken back: the lead is where it was."))
    else:
        messages.warning(request, _("Somebody has moved the lead since: nothing was taken back."))
    return back(request, said["lead_id"])


def chosen_stage(request):
    """Where there are several stages of a kind, the one that was dropped on or picked from the menu."""
    stage = request.GET.get("stage", "")
    return key_in(stage)


def undo_address(request, decision):
    said = {name: value for name, value in asdict(decision).items() if value}
    return reverse("pipeline:decision_undo", args=[signing.dumps({**said, "by": request.user.pk}, salt=SALT)])


def decided(request, lead, decision, text):
    tell(request, text, undo_address(request, decision))
    return go(request, page_of(request, lead.pk))


def go(request, address):
    """To another page, also out of a dialog."""
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def page_of(request, pk):
    """The lead's page, or the queue: whoever returns a lead may see it no more."""
    is_seen = Lead.objects.visible_to(request.user).filter(pk=pk).exists()
    return reverse("pipeline:lead_detail", args=[pk]) if is_seen else reverse("pipeline:queue")


def tell(request, text, undo):
    """Good news that can be taken back, and leads back to where it was told."""
    messages.success(request, text, extra_tags=f"{undo}?back=queue" if is_from_queue(request) else undo)


def is_from_queue(request):
    return "queue" in (request.POST.get("back"), request.GET.get("back"))


def back(request, pk):
    if is_from_queue(request):
        return queue_part(request) if request.htmx else redirect("pipeline:queue")
    return redirect(page_of(request, pk))
