"""Questions with their wordings side by side: what they are good for, and how they read in a call."""

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frameworks_app.actions.question import last_edit, new_question, question_key, save_question
from frameworks_app.forms.question import WordingForm
from frameworks_app.models import Criterion, Question
from frameworks_app.views.entry import for_editors
from pipeline.forms.questions import QuestionFilter
from pipeline.reports.call_state.script import Ask, Said, Wording
from pipeline.reports.question_page import question_page
from pipeline.reports.question_uses import figures, together

CODES = [code for code, _name in settings.LANGUAGES]


@for_editors
@require_safe
def questions(request):
    form = QuestionFilter(request.GET)
    said = form.said()
    blocks = question_page(**said)
    count = sum(len(block.rows) for block in blocks)
    context = {
        "form": form,
        "blocks": blocks,
        "is_narrowed": bool(said),
        "count": ngettext("%(number)d question", "%(number)d questions", count) % {"number": count},
    }
    return render(request, "pipeline/questions.html", context)


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def question_edit(request, pk):
    question = get_object_or_404(Question.objects.select_related("criterion", "framework"), pk=pk)
    return edit(request, question)


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def question_create(request, key):
    criterion = get_object_or_404(Criterion.objects.asked().active(), key=key)
    wanted = request.POST.get("key", "")
    # The page was given a key: sent twice, it is one question.
    made = criterion.questions.select_related("framework").filter(key=wanted).first()
    if made and is_stored(WordingForm(request.POST, question=made)):
        return redirect("pipeline:question_edit", made.pk)
    return edit(request, new_question(criterion, question_key(criterion, wanted)))


def is_stored(form):
    return form.is_valid() and form.is_stored()


def edit(request, question):
    if request.method != "POST":
        return show(request, WordingForm(question=question))
    if "add" in request.POST:
        form = WordingForm(request.POST, question=question)
        form.add_probe()
        return show(request, form)
    return save(request, question)


@transaction.atomic
def save(request, question):
    form = WordingForm(request.POST, question=locked(question))
    is_valid = form.is_valid()
    is_overtaken = form.question.pk is not None and form.is_overtaken()
    if is_stored(form):
        # A double click has had its answer.
        if not is_overtaken:
            messages.info(request, _("Nothing was changed."))
        return redirect("pipeline:question_edit", form.question.pk)
    if is_overtaken or not is_valid:
        return show(request, form, is_overtaken=is_overtaken)
    saved = save_question(question=form.question, said=form.said(), by=request.user)
    messages.success(request, _("Saved. Calls that are opened from now on ask it so; scores do not change by it."))
    return redirect("pipeline:question_edit", saved.pk)


def locked(question):
    """As it stands now, and nobody else saves it meanwhile; a new one waits for others that are made."""
    Criterion.objects.select_for_update().get(pk=question.criterion_id)
    stored = Question.objects.select_related("criterion", "framework").filter(key=question.key)
    return stored.first() or question


def show(request, form, *, is_overtaken=False):
    question, language = form.question, language_of(request)
    by_language = figures([question.pk]).get(question.pk, {}) if question.pk else {}
    context = {
        "form": form,
        "question": question,
        "criterion": question.criterion,
        "language": language,
        "ask": as_asked(form, language),
        "uses": [(name, by_language[code]) for code, name in settings.LANGUAGES if code in by_language],
        "together": together(by_language),
        "overtaken": (last_edit(question) or True) if is_overtaken else None,
        "differences": form.differences() if is_overtaken else [],
    }
    return render(request, "pipeline/question_edit.html", context)


@for_editors
@require_POST
def question_preview(request):
    """The question as it stands on the page, the way a call would show it."""
    key = request.POST.get("criterion", "")
    criterion = get_object_or_404(Criterion.objects.asked(), key=key)
    form = WordingForm(request.POST, question=Question(criterion=criterion))
    language = language_of(request)
    context = {"ask": as_asked(form, language), "criterion": criterion, "language": language}
    return render(request, "pipeline/_question_preview.html", context)


def language_of(request):
    """The language of the preview: the one chosen on the page, at first the reader's own."""
    wanted = request.POST.get("preview", request.GET.get("preview", request.LANGUAGE_CODE))
    return wanted if wanted in CODES else CODES[0]


def as_asked(form, language):
    """What the call's own template takes."""
    probes = [Said.of(probe.texts, language) for probe in form.kept_probes]
    wording = Wording(form.question.pk, Said.of(form.texts, language), probes)
    return Ask(form.question.criterion, [wording] if form.texts else [], None, None)
