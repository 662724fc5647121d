"""How long leads have stood where they stand, in the business days of their own teams."""

from django.db.models import Case, DateTimeField, Q, Value, When
from django.utils import timezone

from accounts.calendar import Calendar
from accounts.models import Team


class Clock:
    """Leads without a team go by the plain week."""

    def __init__(self, stages):
        self.now = timezone.now()
        self.expected = {stage.pk: stage.expected_days for stage in stages if stage.expected_days is not None}
        self.calendars = {None: Calendar.of(None), **{team.pk: Calendar.of(team) for team in Team.objects.all()}}

    def days(self, state):
        calendar = self.calendars[state.team_id]
        return calendar.days_between(calendar.day_of(state.stage_changed_at), calendar.day_of(self.now))

    def is_late(self, state, days):
        expected = self.expected.get(state.stage_id)
        return expected is not None and days > expected

    def late(self):
        """The same as a condition on leads: one comparison with a moment that their stage and team name."""
        moments = [when for stage, expected in self.expected.items() for when in self.moments(stage, expected)]
        none = Value(None, output_field=DateTimeField())
        return Q(state__stage_changed_at__lt=Case(*moments, default=none))

    def moments(self, stage, expected):
        """First the teams whose calendar gives another moment than the plain week does."""
        plain = self.late_before(None, expected)
        others = {}
        for team in filter(None, self.calendars):
            if (moment := self.late_before(team, expected)) != plain:
                others.setdefault(moment, []).append(team)
        for moment, teams in others.items():
            yield When(state__stage=stage, state__team__in=teams, then=Value(moment))
        yield When(state__stage=stage, then=Value(plain))

    def late_before(self, team, expected):
        calendar = self.calendars[team]
        return calendar.late_before(expected, calendar.day_of(self.now))
