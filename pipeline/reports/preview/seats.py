"""Who takes the leads that come in, and on how many days: kept with a preview, so that its figures stay its own."""

from collections import Counter
from datetime import timedelta

from accounts.calendar import Calendar
from accounts.models import Role, Team, User
from pipeline.scoring.movement import ARRIVALS


def teams_of(tally, comparison):
    """Of every team that has SDRs: how many, and how many days they worked while the new leads arrived."""
    until = comparison.today
    since = until - timedelta(days=ARRIVALS)
    if tally.first_at:
        # A younger installation is measured by the days that it has.
        zone = comparison.arrivals[0].tzinfo
        since = max(since, tally.first_at.astimezone(zone).date() - timedelta(days=1))
    sdrs = Counter(User.objects.active().filter(role=Role.SDR).values_list("team_id", flat=True))
    teams = [*Team.objects.filter(pk__in=[pk for pk in sdrs if pk]), *([None] if sdrs[None] else [])]
    return {
        "since": since.isoformat(),
        "seats": [
            [team and team.pk, sdrs[team and team.pk], Calendar.of(team).days_between(since, until)] for team in teams
        ],
    }
