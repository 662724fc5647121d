"""Practice calls: what there is to practise, the call itself, and what came of it."""

from functools import wraps

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pipeline.actions.practice import (
    Rated,
    change_practice_language,
    end_practice,
    put_question,
    rate_practice_answer,
    start_practice,
)
from pipeline.forms.call import LanguageForm
from pipeline.forms.practice import AskForm, PracticeAnswerForm
from pipeline.models import PracticeCall
from pipeline.reports.call_state import call_script
from pipeline.reports.call_state.now import asked_keys
from pipeline.reports.practice import (
    Review,
    choices_of,
    findings_of,
    judge_of,
    own_calls,
    practice_of,
    scenarios,
    team_of,
    tries_of,
    with_version,
)
from pipeline.scoring.current import current

from .call import OVER, REFUSED, by_whom_it_was_made, drawn, is_scripted


def for_callers(view):
    """Whoever opens call forms may practise; for anybody else there is no such page."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        if not request.user.makes_calls:
            raise Http404
        return view(request, *args, **kwargs)

    return checked


def own(request, pk):
    return get_object_or_404(with_version(PracticeCall.objects.of(request.user)), pk=pk)


@for_callers
@require_GET
def practice_list(request):
    model, calls = current(), own_calls(request.user)
    context = {
        "may_start": model is not None and bool(asked_keys(model.document)),
        "choices": choices_of(calls),
        "tries": tries_of(calls),
        "team": team_of(request.user, model.document) if model else [],
    }
    return render(request, "pipeline/practice_list.html", context)


@for_callers
@require_POST
def practice_start(request, key):
    scenario, model = scenarios().get(key), current()
    if scenario is None:
        raise Http404
    if model is None or not asked_keys(model.document):
        return redirect("pipeline:practice_list")
    found = start_practice(
        scenario=scenario, version_id=model.version_id, by=request.user, language=request.user.language
    )
    return redirect("pipeline:practice", pk=found.pk)


@for_callers
@require_GET
def practice(request, pk):
    found = own(request, pk)
    if found.scenario not in scenarios():
        return render(request, "pipeline/practice_gone.html", {"call": found})
    return practice_page(request, found) if found.is_open else practice_review(request, found)


def practice_page(request, found, *, refused=None, status=200):
    """The whole form; `refused` is an answer that was not taken, shown with what was chosen."""
    practised = practice_of(found)
    script = call_script(practised.state)
    current_ask = script.ask(request.GET.get("ask")) or script.ask(practised.state.first_question())
    if refused and (ask := script.ask(refused.data.get("criterion"))):
        current_ask, ask.typed, ask.errors = ask, refused.data.dict(), refused.errors
    context = {
        "call": found,
        "scenario": practised.scenario,
        "state": practised.state,
        # Read once, the situation makes room for the conversation.
        "is_new": not practised.turns,
        "script": script,
        "current": current_ask,
        "asks": [(ask, practised.spoken(ask.key)) for ask in script.asks],
        "language_url": reverse("pipeline:practice_language", args=[found.pk]),
    }
    return render(request, "pipeline/practice.html", context, status=status)


def practice_review(request, found):
    practised = practice_of(found)
    review = Review(findings_of(practised, judge_of(found)))
    context = {"call": found, "scenario": practised.scenario, "review": review}
    return render(request, "pipeline/practice_review.html", context)


@for_callers
@require_POST
@by_whom_it_was_made
def practice_ask(request, pk):
    found = own(request, pk)
    if not found.is_open:
        return over(request, found)
    form = AskForm(request.POST, keys=keys_of(found))
    if not form.is_valid():
        return refuse(request, found, form)
    key, kind = form.cleaned_data["criterion"], form.cleaned_data["kind"]
    written = put_question(call=found, criterion=key, kind=kind, at=form.heard_at())
    return answer(request, found, key, written)


@for_callers
@require_POST
@by_whom_it_was_made
def practice_answer(request, pk):
    found = own(request, pk)
    if not found.is_open:
        return over(request, found)
    form = PracticeAnswerForm(request.POST, keys=keys_of(found))
    if not form.is_valid():
        return refuse(request, found, form)
    written = rate_practice_answer(call=found, rated=Rated(**form.said()))
    return answer(request, found, form.cleaned_data["criterion"], written)


def keys_of(found):
    return asked_keys(judge_of(found).version.document)


def answer(request, found, key, written):
    """What the page shows anew: the words that were said, and what follows from all that is known."""
    if not is_scripted(request):
        return redirect(f"{reverse('pipeline:practice', args=[found.pk])}?ask={key}")
    practised = practice_of(found, revision=found.revision + written)
    spoken = practised.spoken(key)
    html = drawn(request, "_practice_said", with_person(practised, spoken=spoken))
    html += drawn(request, "_call_state", {"state": practised.state})
    said = spoken.lines[-1].text if spoken.lines else ""
    return JsonResponse({"revision": practised.state.revision, "html": html, "said": said, "criterion": key})


def every_said(request, practised):
    return drawn(request, "_practice_every_said", with_person(practised, every_spoken=practised.every_spoken))


def with_person(practised, **context):
    return {"call": practised.call, "scenario": practised.scenario, **context}


def refuse(request, found, form):
    """Errors by the field; a plain form gets its page back with what was chosen."""
    if is_scripted(request):
        return JsonResponse({"errors": form.errors}, status=REFUSED)
    return practice_page(request, found, refused=form, status=REFUSED)


def over(request, found):
    """It was ended in another tab: nothing is written, and the page says so."""
    at = timezone.localtime(found.ended_at).strftime("%H:%M")
    url = reverse("pipeline:practice", args=[found.pk])
    if is_scripted(request):
        ended = _("This practice call was ended at %(time)s: nothing more was saved.") % {"time": at}
        return JsonResponse({"ended": ended, "url": url}, status=OVER)
    return redirect(url)


@for_callers
@require_POST
def practice_language(request, pk):
    found = get_object_or_404(with_version(PracticeCall.objects.of(request.user).open()), pk=pk)
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return refuse(request, found, form)
    found.language = form.cleaned_data["language"]
    change_practice_language(call=found, language=found.language)
    if not is_scripted(request):
        return redirect(f"{reverse('pipeline:practice', args=[pk])}?ask={request.POST.get('ask', '')}")
    practised = practice_of(found)
    html = drawn(request, "_call_wordings", {"script": call_script(practised.state)})
    return JsonResponse({"html": html + every_said(request, practised)})


@for_callers
@require_GET
def practice_revision(request, pk):
    """Asked every few seconds: nothing unless the same call goes on in another tab."""
    found = own(request, pk)
    if not found.is_open:
        return over(request, found)
    if request.GET.get("seen") == str(found.revision):
        return HttpResponse(status=204)
    practised = practice_of(found)
    html = every_said(request, practised) + drawn(request, "_call_state", {"state": practised.state})
    return JsonResponse({"revision": practised.state.revision, "html": html})


@for_callers
@require_POST
def practice_end(request, pk):
    found = own(request, pk)
    if found.is_open:
        end_if_open(found)
    return redirect("pipeline:practice", pk=pk)


def end_if_open(found):
    try:
        end_practice(call=found)
    except PracticeCall.DoesNotExist:
        # A second click: what the first one kept stands.
        return
