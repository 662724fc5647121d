"""The editor of the draft: one part on each page, saved as a whole. Nothing here is published."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from frameworks_app.actions.document import draft_document
from frameworks_app.actions.doubts import doubts
from frameworks_app.actions.draft import last_saved, save_draft
from frameworks_app.actions.publish import one_at_a_time
from frameworks_app.forms.draft_engagement import EngagementPart
from frameworks_app.forms.draft_fit import FitPart
from frameworks_app.forms.draft_qualification import QualificationPart
from frameworks_app.forms.draft_settings import ThresholdsPart
from frameworks_app.forms.draft_statuses import StatusesPart
from frameworks_app.models import ScoringModelVersion

from .entry import for_editors

PARTS = {kind.key: kind for kind in (FitPart, EngagementPart, QualificationPart, StatusesPart, ThresholdsPart)}


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request, part):
    if part not in PARTS:
        raise Http404
    if request.method != "POST":
        return show(request, PARTS[part]())
    if "add" in request.POST:
        return show(request, with_spare(PARTS[part](request.POST), request.POST["add"]))
    return save(request, PARTS[part])


def with_spare(page, prefix):
    """The page as it was sent, with one more row in the list of this name, or, without a name, drawn anew."""
    for rows in page.lists():
        if rows.prefix == prefix:
            rows.add_spare(1)
    return page


@transaction.atomic
def save(request, kind):
    # Nobody saves or publishes between the look at what is stored and the writing.
    one_at_a_time()
    page = kind(request.POST)
    is_valid, is_overtaken = page.is_valid(), page.is_overtaken()
    if is_valid and page.is_stored():
        # A double click has had its answer.
        if not is_overtaken:
            messages.info(request, _("Nothing was changed."))
        return redirect("frameworks_app:draft", kind.key)
    if is_overtaken or not is_valid:
        return show(request, page, overtaken=is_overtaken and saved_by(page))
    save_draft(changes=page.changes(), singles=page.changed_singles(), by=request.user)
    messages.success(request, saved_words())
    return redirect("frameworks_app:draft", kind.key)


def saved_words():
    version = ScoringModelVersion.objects.newest_first().values_list("pk", flat=True).first()
    said = _("Saved in the draft. Leads are scored by version %(number)s until you publish.") % {"number": version}
    return format_html('{} <a href="{}">{}</a>', said, reverse("frameworks_app:model"), _("See the draft"))


def saved_by(page):
    """Who saved this part meanwhile, and when, as far as history knows."""
    key, moment = last_saved(page.models)
    return {"by": get_user_model().objects.filter(pk=key).first() if key else None, "at": moment}


def show(request, page, overtaken=None):
    found = doubts(draft_document())
    context = {
        "part": page,
        "parts": [
            {"key": kind.key, "title": kind.title, "doubts": sum(doubt.part == kind.key for doubt in found)}
            for kind in PARTS.values()
        ],
        "doubts": [doubt for doubt in found if doubt.part == page.key],
        "problems": page.problems() if page.data is not None else [],
        "overtaken": overtaken,
        "differences": page.differences() if overtaken else [],
    }
    return render(request, f"frameworks_app/draft/{page.key}.html", context)
