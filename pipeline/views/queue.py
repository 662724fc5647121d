from django.shortcuts import redirect, render
from django.utils import timezone

from pipeline.models import LeadState
from pipeline.reports.queue import calls_today, due_today, queue_of, reads_team


def queue(request):
    user = request.user
    # Marketing and admins look after everybody's leads: where none is their own, the list is their home.
    if user.sees_all_teams and not LeadState.objects.filter(owner=user).exists():
        return redirect("pipeline:lead_list")
    context = {
        "queue": queue_of(user),
        "is_teams": reads_team(user),
        "now": timezone.now(),
        "follow_up_count": due_today(user).count(),
        "call_count": calls_today(user).count(),
    }
    return render(request, "pipeline/queue.html", context)
