"""The discovery call: the page, what it sends, and its end."""

from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pipeline.actions.attempts import tried
from pipeline.actions.calls import (
    CallEnd,
    Said,
    change_language,
    end_call,
    record_answer,
    start_call,
    write_note,
)
from pipeline.actions.follow_ups import NextStep
from pipeline.actions.stakeholders import name_stakeholder
from pipeline.forms.call import AnswerForm, LanguageForm, NoteForm, PersonForm
from pipeline.forms.call_end import EndCallForm
from pipeline.models import DiscoveryCall, Lead
from pipeline.reports.audit_calls import told
from pipeline.reports.audit_veil import is_veiled, veil
from pipeline.reports.cadence import What, next_attempt
from pipeline.reports.call_state import (
    answer_history,
    answerable,
    call_record,
    call_script,
    call_state,
    conflict_of,
    mail_address,
    propose,
    summary_text,
)
from pipeline.reports.call_state.now import asked_keys
from pipeline.reports.committee import committee_of
from pipeline.scoring.current import current
from pipeline.scoring.rescore import rescore_leads

from .call_wrap_up import with_wrap_up

REFUSED, OVER, SIGNED_OUT = 422, 409, 403
WITH_LEAD = ("lead__company", "lead__contact", "lead__state__stage", "lead__state__owner")


@require_POST
def call_start(request, pk):
    leads = Lead.objects.callable_by(request.user).standing().select_related("contact")
    lead = get_object_or_404(leads, pk=pk)
    if not lead.may_be_contacted:
        said = _("%(person)s asked to be left alone: no call was started.")
        messages.error(request, said % {"person": lead.contact})
        return redirect("pipeline:lead_detail", pk)
    spoken = lead.language or (lead.contact and lead.contact.language) or request.user.language
    found = start_call(lead=lead, by=request.user, language=spoken)
    return redirect("pipeline:call", pk=found.pk)


@require_GET
def call(request, pk):
    calls = DiscoveryCall.objects.visible_to(request.user).select_related(
        "by", "stage", "reason", "category", *WITH_LEAD
    )
    found = get_object_or_404(calls, pk=pk)
    if not found.is_open:
        return call_summary(request, found)
    get_object_or_404(Lead.objects.callable_by(request.user), pk=found.lead_id)
    return call_page(request, found)


def call_summary(request, found):
    record = call_record(found)
    text = summary_text(record)
    context = {"call": found, "record": record, "text": text, "mail": mail_address(record, text)}
    return render(request, "pipeline/call_summary.html", context)


def call_page(request, found, *, refused=None, note_form=None, person_form=None, status=200):
    """The whole form; `refused` is an answer that was not taken, shown with what was typed."""
    state = state_of(found, request.user)
    if state is None or not state.asked_keys:
        return render(request, "pipeline/call_empty.html", {"call": found})
    script = call_script(state)
    current_ask = script.ask(request.GET.get("ask")) or script.ask(state.first_question())
    if refused and (ask := script.ask(refused.data.get("criterion"))):
        current_ask, ask.typed, ask.errors = ask, refused.data.dict(), refused.errors
    committee = committee_of(found.lead)
    context = {
        "call": found,
        "lead": found.lead,
        "state": state,
        "script": script,
        "current": current_ask,
        "refused": refused,
        "committee": committee,
        # Who may have said it, besides the primary contact, whom no choice stands for.
        "people": [seat for seat in committee.people if seat.contact_id != found.lead.contact_id],
        "notes": notes_of(found),
        "currency": found.lead.currency or settings.LEADQUAL_CURRENCY,
        "note_form": note_form,
        "person_form": person_form or PersonForm(prefix="person"),
    }
    return render(request, "pipeline/call.html", context, status=status)


def state_of(found, reader, **known):
    """What is known now, as far as this reader is to know it during an audit call."""
    return call_state(found, is_hidden=is_veiled(found.lead.state, reader), **known)


def notes_of(found):
    return found.notes.select_related("criterion", "by")


def by_whom_it_was_made(view):
    """Refuses what one person's page has kept and another one's session would send: nobody speaks for another."""

    @wraps(view)
    def checked(request, pk):
        if request.POST.get("person", str(request.user.pk)) != str(request.user.pk):
            return JsonResponse({"person": str(request.user)}, status=SIGNED_OUT)
        return view(request, pk)

    return checked


@require_POST
@by_whom_it_was_made
def call_answer(request, pk):
    key = request.POST.get("criterion", "")
    found = get_object_or_404(answerable(DiscoveryCall.objects.editable_by(request.user), key), pk=pk)
    if not found.is_open:
        return over(request, found)
    model = current()
    form = AnswerForm(request.POST, call=found, criteria=criteria_of(model))
    if not form.is_valid():
        return refuse(request, found, form, refused=form)
    said = Said(**form.said())
    if conflict := conflict_of(found, said, form.cleaned_data["seen"], request.user):
        return show_both(request, found, form, conflict)
    written = record_answer(call=found, said=said, by=request.user)
    if is_scripted(request):
        state = state_of(found, request.user, model=model, revision=found.revision + written)
        return JsonResponse({"revision": state.revision, "html": drawn(request, "_call_state", {"state": state})})
    return redirect(f"{reverse('pipeline:call', args=[pk])}?ask={key}")


def show_both(request, found, form, conflict):
    """Nothing is written before the person has seen what the other one heard."""
    if is_scripted(request):
        return JsonResponse({"conflict": conflict.plain()}, status=OVER)
    form.add_error("rating", conflict.sentence)
    return refuse(request, found, form, refused=form)


def criteria_of(model):
    """Ids of the criteria that the call asks about, by key; none before the first publication."""
    if model is None:
        return {}
    ids = model.compiled.keys.criteria
    return {key: ids[key] for key in asked_keys(model.document) if key in ids}


def is_scripted(request):
    """Whether the page's own script sent this, and not a plain form."""
    return not request.accepts("text/html")


def drawn(request, name, context):
    return render_to_string(f"pipeline/{name}.html", context, request)


def refuse(request, found, form, **typed):
    """Errors by the field; a plain form gets its page back with all that was typed."""
    if is_scripted(request):
        return JsonResponse({"errors": form.errors}, status=REFUSED)
    calls = DiscoveryCall.objects.select_related(*WITH_LEAD)
    return call_page(request, calls.get(pk=found.pk), status=REFUSED, **typed)


def over(request, found):
    """The call has ended, here or elsewhere: nothing is written, and the page says so."""
    words = ended_words(found)
    if is_scripted(request):
        return JsonResponse({"ended": words, "url": reverse("pipeline:call", args=[found.pk])}, status=OVER)
    messages.error(request, words)
    return redirect("pipeline:call", pk=found.pk)


def ended_words(found):
    at = timezone.localtime(found.ended_at).strftime("%H:%M")
    return _("This call was ended at %(time)s: nothing more was saved.") % {"time": at}


@require_POST
@by_whom_it_was_made
def call_note(request, pk):
    found = get_object_or_404(DiscoveryCall.objects.editable_by(request.user).select_related("lead"), pk=pk)
    if not found.is_open:
        return over(request, found)
    form = NoteForm(request.POST, criteria=criteria_of(current()))
    if not form.is_valid():
        return refuse(request, found, form, note_form=form)
    write_note(
        lead=found.lead,
        call=found,
        text=form.cleaned_data["text"],
        criterion_id=form.criterion_id(),
        client_id=form.cleaned_data["client_id"],
        at=form.heard_at(),
        by=request.user,
    )
    if is_scripted(request):
        html = drawn(request, "_call_notes", {"notes": notes_of(found)})
        return JsonResponse({"revision": found.revision + 1, "html": html})
    return redirect("pipeline:call", pk=pk)


@require_POST
def call_person(request, pk):
    found = get_object_or_404(DiscoveryCall.objects.editable_by(request.user).select_related("lead__company"), pk=pk)
    if not found.is_open:
        return over(request, found)
    form = PersonForm(request.POST, prefix="person")
    if not form.is_valid():
        return refuse(request, found, form, person_form=form)
    person = name_stakeholder(lead=found.lead, by=request.user, **form.cleaned_data)
    if is_scripted(request):
        return JsonResponse({"id": person.pk, "name": str(person)})
    return redirect("pipeline:call", pk=pk)


@require_POST
def call_language(request, pk):
    calls = DiscoveryCall.objects.editable_by(request.user).select_related("lead__state__stage")
    found = get_object_or_404(calls.open(), pk=pk)
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return refuse(request, found, form)
    found.language = form.cleaned_data["language"]
    change_language(call=found, language=found.language)
    if is_scripted(request):
        script = call_script(state_of(found, request.user))
        return JsonResponse({"html": drawn(request, "_call_wordings", {"script": script})})
    return redirect(f"{reverse('pipeline:call', args=[pk])}?ask={request.POST.get('ask', '')}")


@require_GET
def call_revision(request, pk):
    """Asked every few seconds: nothing while nobody else wrote, else everything that may have changed."""
    calls = DiscoveryCall.objects.editable_by(request.user).select_related("lead__state__stage")
    found = get_object_or_404(calls, pk=pk)
    if not found.is_open:
        return over(request, found)
    if request.GET.get("seen") == str(found.revision):
        return HttpResponse(status=204)
    state = state_of(found, request.user)
    html = drawn(request, "_call_state", {"state": state}) + drawn(request, "_call_notes", {"notes": notes_of(found)})
    return JsonResponse({"revision": state.revision, "html": html})


@require_GET
def call_history(request, pk, key):
    """All that was heard about one criterion, for whoever holds the call."""
    found = get_object_or_404(DiscoveryCall.objects.editable_by(request.user), pk=pk)
    told = answer_history(found.lead_id, key)
    return render(request, "pipeline/_call_history.html", {"told": told, "call": found})


def call_end(request, pk):
    calls = DiscoveryCall.objects.editable_by(request.user).select_related(
        "lead__state__override", "lead__state__category", "lead__state__team", *WITH_LEAD
    )
    found = get_object_or_404(with_wrap_up(calls), pk=pk)
    if not found.is_open:
        return already_ended(request, found)
    if request.method == "GET" and "wrapped" not in request.GET and found.waits_for_wrap_up:
        return redirect("pipeline:call_wrap_up", pk=pk)
    veil([found.lead], request.user)
    proposal = None if found.lead.state.is_hidden else propose(found)
    form = EndCallForm(request.POST or None, call=found, proposal=proposal, by=request.user, next_try=next_try(found))
    if form.is_valid():
        try:
            ended = end_call(call=found, ended=decided(form), by=request.user)
        except DiscoveryCall.DoesNotExist:
            return already_ended(request, found)
        rescore_leads([found.lead_id])
        messages.success(request, _("%(company)s: call saved.") % {"company": found.lead.headline})
        if audit := found.audits.first():
            messages.info(request, told(audit))
        return redirect(onward(ended, form.cleaned_data["stage"]))
    context = {"call": found, "lead": found.lead, "form": form, "proposal": proposal}
    return render(request, "pipeline/call_end.html", context, status=REFUSED if form.errors else 200)


def onward(ended, wanted):
    """To the next lead; or, where the lead has stayed, to what is missing before it goes where it was sent."""
    if ended.stage_id == wanted.pk:
        return reverse("pipeline:queue")
    return f"{reverse('pipeline:lead_move', args=[ended.lead_id])}?{urlencode({'stage': wanted.pk})}"


def next_try(found):
    """When the cadence would try again, had nobody been talked to; None where it would not call any more."""
    attempt = DiscoveryCall(lead=found.lead, outcome=DiscoveryCall.Outcome.NO_ANSWER, ended_at=timezone.now())
    follows = next_attempt(tried(attempt))
    return follows.at if follows.what is What.CALL else None


def decided(form):
    step = form.next_step()
    return CallEnd(**form.ended(), next_step=NextStep(**step) if step else None)


def already_ended(request, found):
    messages.info(request, _("This call had been ended already: what was decided then stands."))
    return redirect("pipeline:call", pk=found.pk)
