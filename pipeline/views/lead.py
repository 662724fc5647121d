from uuid import uuid4

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from pipeline.models import Lead, Stage
from pipeline.reports.activity import feed, of_leads
from pipeline.reports.audit_veil import veil
from pipeline.reports.board.clock import Clock
from pipeline.reports.brief import brief_of
from pipeline.reports.changes import changes
from pipeline.reports.closing import closing_of
from pipeline.reports.committee import committee_of
from pipeline.reports.fact_words import Words, company_facts, lead_facts, place_facts
from pipeline.reports.hand_offs import standing_of
from pipeline.reports.holds import counted
from pipeline.reports.lead_page import Known, answers_of, filters_of, lead_rows
from pipeline.reports.lead_score import lead_score
from pipeline.reports.levels import level
from pipeline.reports.nurture_leads import track_line

from . import activity


def lead_detail(request, pk):
    lead = get_object_or_404(lead_rows(request.user), pk=pk)
    if lead.merged_into_id:
        return redirect("pipeline:lead_detail", lead.merged_into_id)
    veil([lead], request.user)
    words = Words()
    context = {
        "lead": lead,
        "state": lead.state,
        "clock": Clock.of(lead.state).read(lead),
        "waited": counted(lead.state) if lead.waits else "",
        "now": timezone.now(),
        "facts": [*place_facts(lead), *company_facts(words, lead.company), *lead_facts(words, lead)],
        "closing": closing_of(lead),
        "stay": track_line(lead) if lead.state.stage.kind == Stage.Kind.NURTURE else None,
        "hand_off": standing_of(lead, request.user),
        "attempt_id": uuid4(),
        "steps": list(lead.follow_ups.open().select_related("owner").order_by("due_at", "pk")),
        "committee": committee_of(lead),
        **happened(request, lead),
        **measured(lead, words),
    }
    return render(request, "pipeline/lead_detail.html", context)


def measured(lead, words):
    """What the version in force says of the lead; nothing before the first publication."""
    found = lead_score(lead.pk)
    if found is None:
        return {}
    heard, unknown = answers_of(lead, found)
    if lead.state.is_hidden:
        return {"level": level(lead.state.engagement, found.levels), "heard": heard, "unknown": unknown}
    return {
        "score": found,
        "level": level(lead.state.engagement, found.levels),
        "filters": filters_of(found, Known(found.current, lead.pk, words)),
        "heard": heard,
        "unknown": unknown,
    }


def lead_activity(request, pk):
    lead = get_object_or_404(Lead.objects.visible_to(request.user).with_state(), pk=pk)
    return activity.older(request, happened(request, lead))


def happened(request, lead):
    found = feed(of_leads(lead.pk, reader=request.user), request.GET.get("before", ""), {lead.pk: lead})
    return activity.shown("lead", lead.pk, found)


def lead_changes(request, pk):
    lead = get_object_or_404(lead_rows(request.user), pk=pk)
    return render(request, "pipeline/lead_changes.html", {"lead": lead, "changes": changes(lead)})


def lead_brief(request, pk):
    """What to read in the minute before the call."""
    lead = get_object_or_404(lead_rows(request.user), pk=pk)
    if lead.merged_into_id:
        return redirect("pipeline:lead_brief", lead.merged_into_id)
    veil([lead], request.user)
    words = Words()
    context = {
        "lead": lead,
        "state": lead.state,
        "facts": [*company_facts(words, lead.company), *lead_facts(words, lead)],
        "steps": list(lead.follow_ups.open().select_related("owner").order_by("due_at", "pk")),
        "committee": committee_of(lead),
        "brief": brief_of(lead),
    }
    return render(request, "pipeline/lead_brief.html", context)
