"""A lead moves on: the page, or the dialog over the board and the lead's page, asks for exactly what is missing."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.keys import key_in
from pipeline.actions.calls import Said
from pipeline.actions.follow_ups import NextStep
from pipeline.actions.moving import Given, advance_lead
from pipeline.actions.outcomes import Decision
from pipeline.forms.asking import Asking
from pipeline.forms.lead_actions import MoveForm
from pipeline.models import Lead, Stage
from pipeline.models.stage import may_overrule
from pipeline.reports.asked import asked_of

from .found import editable_lead
from .lead_actions import ask
from .outcomes import decided, go, page_of

# A stage of these kinds is entered through a form of its own.
WAYS_OUT = {
    Stage.Kind.DISQUALIFIED: "pipeline:lead_disqualify",
    Stage.Kind.NURTURE: "pipeline:lead_nurture",
    Stage.Kind.WON: "pipeline:lead_close",
    Stage.Kind.LOST: "pipeline:lead_close",
}


@require_http_methods(["GET", "POST"])
def lead_move(request, pk):
    lead = editable_lead(request, pk)
    stage = wanted_stage(request)
    if elsewhere := another_way(lead, stage):
        return redirect(elsewhere)
    form = MoveForm(request.POST or None, lead=lead, by=request.user, chosen=stage, seen=request.GET.get("seen"))
    if not form.may_go:
        return ask(request, lead, form, _("Move to another stage"), _("Move"))
    asking = asking_for(request, lead, stage, request.POST or None)
    if form.is_valid() and asking.is_valid():
        return moved(request, lead, stage, form, asking)
    return ask_for(request, lead, stage, form, asking)


def wanted_stage(request):
    wanted = request.POST.get("stage") or request.GET.get("stage")
    return Stage.objects.active().filter(pk=key_in(wanted)).first()


def another_way(lead, stage):
    """Out of the pipeline by a reason; back into it where the lead was."""
    if stage and not stage.is_open:
        return f"{reverse(WAYS_OUT[stage.kind], args=[lead.pk])}?stage={stage.pk}"
    if not lead.state.stage.is_open:
        return reverse("pipeline:lead_reopen", args=[lead.pk])
    return None


def asking_for(request, lead, stage, data=None, spared=()):
    may = may_overrule(request.user)
    return Asking(data, asked=asked_of(lead, stage), lead=lead, user=request.user, may_overrule=may, spared=spared)


def moved(request, lead, stage, form, asking):
    said = form.cleaned_data
    passage = advance_lead(
        lead=lead,
        stage=stage,
        by=request.user,
        given=given_in(asking),
        overrule=asking.why,
        note=said["note"],
        seen=said["seen"],
    )
    if passage.is_overtaken:
        messages.warning(request, _("Somebody has moved the lead meanwhile. Nothing was overwritten."))
        return go(request, page_of(request, lead.pk))
    if passage.move is None and passage.left:
        return ask_again(request, lead, stage, said["note"], was_saved=bool(asking.given()))
    return decided(request, lead, Decision(lead.pk, passage.move and passage.move.pk), told(passage, stage))


def told(passage, stage):
    if not passage.left:
        return _("Moved to %(stage)s.") % {"stage": stage}
    number = len(passage.left)
    words = ngettext(
        "Moved to %(stage)s with %(number)d criterion open.",
        "Moved to %(stage)s with %(number)d criteria open.",
        number,
    )
    return words % {"stage": stage, "number": number}


def ask_again(request, lead, stage, note, was_saved):
    """What is left, as it stands after what was given."""
    if not Lead.objects.editable_by(request.user).filter(pk=lead.pk).exists():
        messages.success(request, _("Saved: %(lead)s waits for its new owner.") % {"lead": lead.headline})
        return go(request, page_of(request, lead.pk))
    lead = editable_lead(request, lead.pk)
    form = MoveForm(None, lead=lead, by=request.user, chosen=stage, seen=lead.state.stage_id)
    form.initial["note"] = note
    return ask_for(request, lead, stage, form, asking_for(request, lead, stage), was_saved=was_saved)


def ask_for(request, lead, stage, form, asking, was_saved=False):
    title = (
        _("Before it goes to %(stage)s") % {"stage": stage}
        if asking.parts
        else _("On to %(stage)s") % {"stage": stage}
    )
    return ask(request, lead, form, title, _("Save and move"), asking=asking, was_saved=was_saved)


def given_in(asking):
    """What was given, as actions take it."""
    found = asking.given()
    ids = asking.asked.judge.model.compiled.keys.criteria if asking.asked.judge.model else {}
    ratings = [form.said() for name, form in found.items() if name.startswith("rate-")]
    steps = [NextStep(**form.step()) for name, form in found.items() if name.split("-")[0] == "step"]
    facts = [found[name].said() for name in ("amount", "expected_close") if name in found]
    tried = found.get("attempt") or found.get("reached")
    return Given(
        answers=tuple(said_of(each, ids) for each in ratings),
        steps=tuple(steps),
        seats=(found["seat"].seat(),) if "seat" in found else (),
        facts=tuple(item for each in facts for item in each.items()),
        ticks=tuple(ticks_in(asking, found)),
        attempt=tried.said() if tried else None,
        accepts="accept" in found,
        passed_to=person_in(found, "closer"),
        owner=person_in(found, "owner"),
        objections=tuple(
            (form.objection.pk, form.cleaned_data["answer"])
            for name, form in found.items()
            if name.startswith("objection-")
        ),
    )


def said_of(rated, ids):
    return Said(
        client_id=rated["client_id"],
        criterion_id=ids[rated["key"]],
        rating=rated["rating"],
        evidence=rated["evidence"],
        source_id=rated["source"],
        quote=rated["quote"],
    )


def ticks_in(asking, found):
    for part in asking.parts:
        if part.item.kind == "checklist" and any(form.prefix in found for form in part.forms):
            yield part.item.stage, part.item.about


def person_in(found, name):
    return found[name].cleaned_data["person"] if name in found else None
