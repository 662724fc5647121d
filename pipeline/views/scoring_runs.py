"""What the engine does by itself, for those who answer for the rules: passes over all leads, and audits."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Role
from frameworks_app.views.entry import for_editors, for_readers
from pipeline.actions.audits import see_audit
from pipeline.models import ScoreAudit
from pipeline.nudge import nudge
from pipeline.reports.audit_words import with_findings
from pipeline.reports.keyset import Order, turn
from pipeline.reports.scoring_runs import alarm_count, audits, progress

from .turning import turned

NEWEST = Order("pk")


@for_readers
def pass_progress(request):
    """A part of the overview, which asks for it again until the pass is over."""
    found = progress()
    if found and found.run is None:
        # Whoever has just published looks here first: the pass begins now and not with the next sweep.
        nudge("pipeline.tasks.sweep")
    alarms = alarm_count() if request.user.role == Role.ADMIN else 0
    return render(request, "pipeline/_pass_progress.html", {"progress": found, "alarms": alarms})


@for_readers
def audit_list(request):
    page = turn(audits(), NEWEST, request.GET.get("page", ""))
    context = {
        "audits": with_findings(page.rows),
        "turn": turned(page),
    }
    return render(request, "pipeline/audit_list.html", context)


@for_editors
@require_POST
def audit_seen(request, pk):
    audit = get_object_or_404(ScoreAudit, pk=pk, different__gt=0)
    see_audit(audit=audit, by=request.user)
    messages.success(request, _("The alarm is silent. It rings again when another audit finds a difference."))
    return redirect("pipeline:audit_list")
