"""Between the call and its end: what was only noted becomes answers."""

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from frameworks_app.models import Criterion, read
from pipeline.actions.calls import rate_note
from pipeline.forms.call import WrapUpForm
from pipeline.models import DiscoveryCall, Note
from pipeline.reports.call_state.now import asked_keys
from pipeline.scoring.current import current

REFUSED = 422


@require_http_methods(["GET", "POST"])
def call_wrap_up(request, pk):
    calls = DiscoveryCall.objects.editable_by(request.user).open().select_related("lead__company", "lead__contact")
    found = get_object_or_404(calls, pk=pk)
    criteria = asked_criteria()
    notes = list(found.notes.unrated().select_related("criterion").order_by("occurred_at", "pk"))
    refused = None
    if request.method == "POST":
        refused = take(request, notes, criteria)
        if refused is None:
            return redirect("pipeline:call_wrap_up", pk=pk)
    context = {"call": found, "lead": found.lead, "cards": [card(note, criteria, refused) for note in notes]}
    return render(request, "pipeline/call_wrap_up.html", context, status=REFUSED if refused else 200)


def asked_criteria():
    model = current()
    keys = asked_keys(model.document) if model else []
    found = Criterion.objects.in_bulk(keys, field_name="key")
    return {key: found[key] for key in keys if key in found}


def take(request, notes, criteria):
    """Rates or tags the note that was sent; the form where something is wrong with it."""
    note = next((each for each in notes if str(each.pk) == request.POST.get("note")), None)
    if note is None:
        return None
    form = form_of(note, criteria, request.POST)
    if not form.is_valid():
        return form
    said = form.cleaned_data
    criterion = criteria[said["tag"]]
    if said["rating"] is None or criterion != note.criterion:
        note.criterion = criterion
        note.save(update_fields=["criterion"])
    else:
        rate_note(
            note=note,
            criterion_id=criterion.pk,
            rating=said["rating"],
            evidence=said["evidence"],
            by=request.user,
        )
    return None


def form_of(note, criteria, data=None):
    initial = {"tag": note.criterion.key if note.criterion else ""}
    names = {key: str(each) for key, each in criteria.items()}
    form = WrapUpForm(data, criteria=names, initial=initial, auto_id=f"note-{note.pk}-%s")
    form.note = note
    return form


def card(note, criteria, refused):
    """A note with its form; the five levels are there once it is known what the note is about."""
    form = refused if refused and refused.note == note else form_of(note, criteria)
    rubric = note.criterion.rubric if note.criterion else []
    return {"note": note, "form": form, "levels": [(rating, read(words).text) for rating, words in enumerate(rubric)]}


def with_wrap_up(calls):
    """Adds whether a note about a criterion waits for its rating."""
    waiting = Note.objects.unrated().about_a_criterion().filter(call=OuterRef("pk"))
    return calls.annotate(waits_for_wrap_up=Exists(waiting))
