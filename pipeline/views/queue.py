from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.models import Role
from pipeline.models import LeadState
from pipeline.reports.cadence import ATTEMPTS
from pipeline.reports.queue import counts, queue_of, reads_team


def queue(request):
    user = request.user
    # Marketing and admins look after everybody's leads: where none is their own, they begin where they decide.
    if user.sees_all_teams and not LeadState.objects.filter(owner=user).exists():
        return redirect("pipeline:triage" if user.role == Role.MARKETING else "pipeline:lead_list")
    return render(request, "pipeline/queue.html", shown_to(user))


def queue_part(request):
    """The queue as it is after something was done from it, and the message that tells of it."""
    return render(request, "pipeline/_queue_answer.html", shown_to(request.user))


def shown_to(user):
    numbers = counts(user)
    return {
        "queue": queue_of(user),
        "is_teams": reads_team(user),
        "now": timezone.now(),
        "follow_up_count": numbers.get("due", 0),
        "attempt_count": numbers.get("tried", 0),
        "taken_on_count": numbers.get("taken_on", 0),
        "attempts_at_most": ATTEMPTS,
    }
