"""Was it right to reject? For those who answer for the rules."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import Role
from frameworks_app.views.entry import only_for
from pipeline.reports.audit_calls import Found
from pipeline.reports.keyset import Order, turn

from .turning import turned

NEWEST = Order("pk")


@only_for({Role.MANAGER, Role.ADMIN})
@require_safe
def audit_call_list(request):
    found = Found(request.user)
    page = turn(found.rows, NEWEST, request.GET.get("page", ""))
    context = {
        "found": found,
        "rule": found.rule,
        "audits": [found.shown(audit) for audit in page.rows],
        "turn": turned(page),
    }
    return render(request, "pipeline/audit_call_list.html", context)
