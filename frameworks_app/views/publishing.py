"""What admins do with the draft as a whole. Each page says what follows before it is done."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from frameworks_app.actions import versions
from frameworks_app.actions.agreed.standing import lapsing, signed
from frameworks_app.actions.compare import count_lines, differences
from frameworks_app.actions.drafted import drafted
from frameworks_app.actions.names import row_names
from frameworks_app.actions.publish import publish as publish_draft
from frameworks_app.forms.publishing import PublishForm, WhyForm
from frameworks_app.models import ScoringModelVersion

from .entry import for_editors
from .model import mends


@for_editors
def publish(request):
    form = PublishForm(request.POST or None)
    before = ScoringModelVersion.objects.current()
    if form.is_valid():
        published = attempt(
            form, publish_draft, by=request.user, seen=request.POST.get("seen", ""), **form.cleaned_data
        )
        if published:
            say_published(request, published, before, form)
            return redirect("frameworks_app:model")
    draft = drafted()
    context = {"form": form, "draft": draft, "version": draft.version, "mends": mends(draft)}
    return render(request, "frameworks_app/publish.html", context)


def attempt(form, act, **values):
    """What the action returns, or None with its refusal on the form; what was typed stays."""
    try:
        return act(**values)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


def say_published(request, version, before, form):
    # The second of two clicks is told what the first has done.
    is_own = (version.published_by, version.note) == (request.user, form.cleaned_data["note"])
    if version == before and not is_own:
        said = _("Nothing was published: the draft is the same as version %(number)s.")
        messages.info(request, said % {"number": version.pk})
    else:
        said = _("Version %(number)s is in force. Every lead is being rescored.")
        messages.success(request, said % {"number": version.pk})


@for_editors
def restore(request, number):
    version = get_object_or_404(ScoringModelVersion, pk=number)
    said = _("Version %(number)s is the draft now. Look at it, then publish.") % {"number": number}
    return give_up_draft(request, "restore", version, partial(versions.restore_draft, version=version), said)


@for_editors
def discard(request):
    version = ScoringModelVersion.objects.current()
    if version is None:
        return redirect("frameworks_app:model")
    said = _("The draft is as version %(number)s again.") % {"number": version.pk}
    return give_up_draft(request, "discard", version, versions.discard_draft, said)


def give_up_draft(request, name, version, act, said):
    """Replace the draft by a version, after showing what of it goes."""
    refusal = []
    if request.method == "POST":
        try:
            act(by=request.user, seen=request.POST.get("seen", ""))
            messages.success(request, said)
            return redirect("frameworks_app:model")
        except ValidationError as refused:
            refusal = refused.messages
    return render(request, "frameworks_app/replace.html", {**replacing(name, version), "refusal": refusal})


@for_editors
def roll_back(request, number):
    version = get_object_or_404(ScoringModelVersion, pk=number)
    form = WhyForm(request.POST or None)
    before = ScoringModelVersion.objects.current()
    if form.is_valid():
        values = {"by": request.user, "seen": request.POST.get("seen", ""), "note": form.cleaned_data["note"]}
        if published := attempt(form, versions.roll_back, version=version, **values):
            say_published(request, published, before, form)
            return redirect("frameworks_app:model")
    return render(request, "frameworks_app/replace.html", {**replacing("roll_back", version), "form": form})


def replacing(name, version):
    """What goes with the draft, and what the version has otherwise than the one in force."""
    draft = drafted()
    groups = differences(draft.version.document, version.document, row_names())
    ending = lapsing(draft.version.document, version.document, signed()) if name == "roll_back" else []
    context = {"act": name, "version": version, "draft": draft, "groups": groups, "count": count_lines(groups)}
    return context | {"lapsing": ending}
