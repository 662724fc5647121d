"""What people do on the page of a lead. Each is a small form: a dialog over the page, or a page of its own."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from pipeline.actions.calls import write_note
from pipeline.actions.follow_ups import NextStep, plan_follow_up
from pipeline.actions.hand_offs import give_lead
from pipeline.actions.leads import take_lead
from pipeline.actions.overrides import lift_override, override_category
from pipeline.actions.signals import record_signal
from pipeline.actions.stakeholders import add_stakeholder
from pipeline.forms import lead_actions as forms
from pipeline.models import Lead

from .found import editable_lead


def lead_assign(request, pk):
    lead = editable_lead(request, pk)
    form = forms.AssignForm(request.POST or None, lead=lead, user=request.user)
    if form.is_valid():
        owner = form.cleaned_data["owner"]
        give_lead(lead=lead, owner=owner, by=request.user)
        return done(request, lead, _("Given to %(owner)s.") % {"owner": owner} if owner else _("Free to be taken."))
    return ask(request, lead, form, _("Give to a colleague"), _("Assign"))


@require_POST
def lead_take(request, pk):
    lead = get_object_or_404(Lead.objects.visible_to(request.user).with_state(), pk=pk)
    free = Lead.objects.editable_by(request.user).filter(pk=pk, state__owner=None)
    if lead.state.owner_id == request.user.pk or (free.exists() and take_lead(lead=lead, by=request.user)):
        messages.success(request, _("The lead is yours."))
    else:
        messages.warning(request, _("Somebody was quicker: this lead has an owner now."))
    return redirect("pipeline:lead_detail", pk)


def lead_note(request, pk):
    lead = editable_lead(request, pk)
    form = forms.NoteForm(request.POST or None)
    if form.is_valid():
        write_note(lead=lead, by=request.user, **form.cleaned_data)
        return done(request, lead, _("Note added."))
    return ask(request, lead, form, _("Add a note"), _("Add note"))


def lead_follow_up(request, pk):
    lead = editable_lead(request, pk)
    form = forms.FollowUpForm(request.POST or None, lead=lead)
    if form.is_valid():
        plan_follow_up(lead=lead, step=NextStep(**form.step()), by=request.user)
        return done(request, lead, _("Follow-up planned."))
    return ask(request, lead, form, _("Plan a follow-up"), _("Plan"))


def lead_signal(request, pk):
    lead = editable_lead(request, pk)
    form = forms.SignalForm(request.POST or None)
    if form.is_valid():
        record_signal(lead=lead, by=request.user, contact=lead.contact, **form.cleaned_data)
        return done(request, lead, _("Signal added. The score follows within seconds."))
    return ask(request, lead, form, _("Add a signal"), _("Add signal"))


def lead_stakeholder(request, pk):
    lead = editable_lead(request, pk)
    form = forms.StakeholderForm(request.POST or None, lead=lead, initial={"role": request.GET.get("role")})
    if form.is_valid():
        seat = add_stakeholder(lead=lead, by=request.user, **form.seat())
        return done(request, lead, _("%(person)s is in the buying committee.") % {"person": seat.contact})
    return ask(request, lead, form, _("Add to the buying committee"), _("Add person"))


def lead_override(request, pk):
    lead = editable_lead(request, pk)
    form = forms.OverrideForm(request.POST or None)
    if form.is_valid():
        override_category(lead=lead, by=request.user, **form.cleaned_data)
        return done(request, lead, _("Your status stands until somebody lifts it."))
    return ask(request, lead, form, _("Set the status by hand"), _("Set status"))


@require_POST
def lead_lift(request, pk):
    lead = editable_lead(request, pk)
    lift_override(lead=lead, by=request.user)
    return done(request, lead, _("The computed status speaks again."))


def ask(request, lead, form, title, action, **more):
    context = {"lead": lead, "form": form, "title": title, "action": action, **more}
    template = "pipeline/_lead_action_dialog.html" if request.htmx else "pipeline/lead_action.html"
    return render(request, template, context)


def done(request, lead, text):
    messages.success(request, text)
    address = reverse("pipeline:lead_detail", args=[lead.pk])
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
