"""What a stage asks of one lead, its checklist and objections: a part of the lead's page, or a page of its own."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pipeline.actions.checklist import tick_line, untick_line
from pipeline.actions.objections import answer_objection, drop_objection, raise_objection
from pipeline.forms.objections import AnswerForm, ObjectionForm
from pipeline.models import Lead, Objection
from pipeline.reports.lead_page import lead_rows
from pipeline.reports.stage_panel import panel_of

from .found import editable_lead
from .lead_actions import ask, done


@require_safe
def lead_stage(request, pk):
    return shown(request, get_object_or_404(lead_rows(request.user), pk=pk))


def shown(request, lead):
    template = "pipeline/_lead_stage.html" if request.htmx else "pipeline/lead_stage.html"
    return render(request, template, {"lead": lead, "state": lead.state, "panel": panel_of(lead)})


@require_POST
def lead_tick(request, pk):
    lead = editable_lead(request, pk)
    stage, line = lead.state.stage, request.POST.get("line", "")
    write = tick_line if request.POST.get("done") else untick_line
    if line in stage.lines:
        write(lead=lead, stage=stage, line=line, by=request.user)
    else:
        messages.warning(request, _("The checklist has changed meanwhile: nothing was ticked."))
    if request.htmx:
        return shown(request, get_object_or_404(lead_rows(request.user), pk=lead.pk))
    return redirect("pipeline:lead_stage", lead.pk)


def objection_create(request, pk):
    lead = editable_lead(request, pk)
    form = ObjectionForm(request.POST or None)
    if form.is_valid():
        raise_objection(lead=lead, by=request.user, **form.cleaned_data)
        return done(request, lead, _("Objection kept."))
    return ask(request, lead, form, _("Note an objection"), _("Keep it"))


def objection_answer(request, pk):
    objection = editable_objection(request, pk)
    form = AnswerForm(request.POST or None, initial={"answer": objection.answer})
    if form.is_valid():
        answer_objection(objection=objection, by=request.user, **form.cleaned_data)
        return done(request, objection.lead, _("Answer kept."))
    title = " · ".join(filter(None, [str(objection), objection.text]))
    return ask(request, objection.lead, form, title[:200], _("Keep the answer"))


@require_POST
def objection_drop(request, pk):
    objection = editable_objection(request, pk)
    drop_objection(objection=objection, by=request.user)
    messages.success(request, _("%(objection)s: taken off the list.") % {"objection": objection})
    return redirect("pipeline:lead_detail", objection.lead_id)


def editable_objection(request, pk):
    theirs = Objection.objects.filter(lead__in=Lead.objects.editable_by(request.user))
    return get_object_or_404(theirs.select_related("lead__company", "lead__contact"), pk=pk)
