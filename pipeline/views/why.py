"""Why this score: the breakdown of any day, and what has changed between two."""

from datetime import timedelta

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from frameworks_app.models import ScoringModelVersion
from pipeline.forms.why import WhyForm
from pipeline.reports.audit_veil import is_veiled
from pipeline.reports.lead_days import absence, days_around, gaps, standing_word
from pipeline.reports.lead_page import Known, lead_rows
from pipeline.reports.lead_score import lead_score_on
from pipeline.reports.score_history import score_history as history_of
from pipeline.reports.why import why
from pipeline.reports.why_changed import changed
from pipeline.scoring.current import current
from pipeline.scoring.days import today


def lead_why(request, pk):
    lead = get_object_or_404(lead_rows(request.user), pk=pk)
    if is_veiled(lead.state, request.user):
        return hidden(request, lead)
    model = current()
    newest = today(model.document) if model else timezone.localdate()
    form = WhyForm(request.GET, today=newest)
    form.is_valid()
    context = {"lead": lead, "form": form, "on": form.day, "is_today": form.day == newest, **explained(lead, form)}
    if model:
        zone = model.document["time_zone"]
        context["previous"], context["next"] = days_around(lead, form.day, zone)
        context["day_before"] = form.day - timedelta(days=1)
    return render(request, template_of(request), context)


def hidden(request, lead):
    """An audit call is open: the page says so, and that the score comes back."""
    template = "pipeline/_audit_call_note.html" if request.htmx else "pipeline/audit_call_hidden.html"
    return render(request, template, {"lead": lead})


def template_of(request):
    if not request.htmx:
        return "pipeline/lead_why.html"
    return "pipeline/_why_content.html" if request.htmx.target == "why-content" else "pipeline/_why_dialog.html"


def explained(lead, form):
    new = lead_score_on(lead.pk, form.day)
    old = lead_score_on(lead.pk, form.former_day) if form.former_day else None
    if new is None:
        return {"absence": absence(lead, form.day)}
    return {
        "score": new,
        **status_of(lead, new),
        "gaps": gaps(lead, new),
        "why": why(new, Known(new.current, lead.pk, day=new.day, source=new.source)),
        "versions": versions_of(new, old),
        **({"since": form.former_day, **since(lead, form.former_day, old, new)} if form.former_day else {}),
    }


def status_of(lead, found):
    """What was shown: a person's word, else what the rules say."""
    word = standing_word(lead, found)
    return {"word": word, "shown": word.category if word else found.category}


def since(lead, day, old, new):
    if old is None:
        return {"former_absence": absence(lead, day)}
    return {"old": old, "changes": changed(old, new), "former_gaps": gaps(lead, old)}


def versions_of(new, old):
    """The versions that scored on the two days, without their documents: the later one, and the former if another."""
    ids = [each.current.version_id for each in (new, old) if each]
    versions = ScoringModelVersion.objects.defer("document").select_related("published_by").in_bulk(ids)
    return [versions[key] for key in dict.fromkeys(ids)]


def score_history(request, pk):
    lead = get_object_or_404(lead_rows(request.user), pk=pk)
    if is_veiled(lead.state, request.user):
        return hidden(request, lead)
    template = "pipeline/_score_history.html" if request.htmx else "pipeline/score_history.html"
    return render(request, template, {"lead": lead, "history": history_of(lead)})
