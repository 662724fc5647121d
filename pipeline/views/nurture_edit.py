"""Tracks, their steps and their rules, as marketing and admins shape them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.keys import key_in
from pipeline.actions.nurture_tracks import add_step, change_step, move_step, retire_step
from pipeline.forms.nurture import RuleForm, StepForm, TrackForm
from pipeline.models import Enrolment, NurtureTrack, TrackRule, TrackStep

from .nurture import for_editors


@for_editors
def nurture_create(request):
    form = TrackForm(request.POST or None)
    if form.is_valid():
        track = form.save()
        messages.success(request, _("Made. Give it steps, and say what brings leads in."))
        return redirect("pipeline:nurture_track", track.pk)
    return show(request, form, _("New track"), reverse("pipeline:nurture_list"))


@for_editors
def nurture_edit(request, pk):
    track = get_object_or_404(NurtureTrack, pk=pk)
    form = TrackForm(request.POST or None, instance=track)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("pipeline:nurture_track", pk)
    return show(request, form, _("Edit %(track)s") % {"track": track}, address(track))


@for_editors
def nurture_step_create(request, pk):
    track = get_object_or_404(NurtureTrack, pk=pk)
    form = StepForm(request.POST or None, track=track, initial={"kind": TrackStep.Kind.WAIT, "days": 7})
    if form.is_valid():
        add_step(step=form.save(commit=False), by=request.user)
        messages.success(request, _("The step stands at the end of the track."))
        return redirect(address(track))
    return show(request, form, _("Add a step to %(track)s") % {"track": track}, address(track))


@for_editors
def nurture_step_edit(request, pk):
    step = get_object_or_404(TrackStep.objects.standing().select_related("track"), pk=pk)
    track = step.track
    form = StepForm(request.POST or None, instance=step, track=track)
    if form.is_valid():
        change_step(step=form.save(commit=False), by=request.user)
        messages.success(request, _("Saved. Leads that wait in this step wait as it says now."))
        return redirect(address(track))
    here = Enrolment.objects.open().filter(next_step=pk).count()
    return show(request, form, _("Edit a step of %(track)s") % {"track": track}, address(track), step=step, here=here)


@for_editors
@require_POST
def nurture_step_move(request, pk):
    step = get_object_or_404(TrackStep.objects.select_related("track"), pk=pk)
    move_step(step=step, by=request.user, up=request.POST.get("to") == "up")
    return redirect(f"{address(step.track)}#step-{pk}")


@for_editors
@require_POST
def nurture_step_retire(request, pk):
    step = get_object_or_404(TrackStep.objects.select_related("track"), pk=pk)
    number = retire_step(step=step, by=request.user)
    said = ngettext(
        "The step is out. %(number)d lead goes on to the next one.",
        "The step is out. %(number)d leads go on to the next one.",
        number,
    )
    messages.success(request, said % {"number": number} if number else _("The step is out."))
    return redirect(address(step.track))


@for_editors
def nurture_rule_create(request, pk):
    track = get_object_or_404(NurtureTrack, pk=pk)
    way = TrackRule.Way.ENTER if request.GET.get("way") == TrackRule.Way.ENTER else TrackRule.Way.LEAVE
    form = RuleForm(request.POST or None, track=track, way=way, initial={"kind": TrackRule.Kind.SIGNAL})
    if form.is_valid():
        form.save()
        messages.success(request, _("The rule holds from now on."))
        return redirect(f"{address(track)}#rules")
    words = _("What brings leads into %(track)s") if way == TrackRule.Way.ENTER else _("What ends %(track)s")
    return show(request, form, words % {"track": track}, address(track))


@for_editors
@require_POST
def nurture_rule_drop(request, pk):
    track = get_object_or_404(NurtureTrack, pk=pk)
    rule = request.POST.get("rule", "")
    # A second click finds nothing, and is told the same.
    track.rules.filter(pk=key_in(rule)).delete()
    messages.success(request, _("The rule is gone."))
    return redirect(f"{address(track)}#rules")


def address(track):
    return reverse("pipeline:nurture_track", args=[track.pk])


def show(request, form, title, back, **said):
    return render(request, "pipeline/nurture_form.html", {"form": form, "title": title, "back": back, **said})
