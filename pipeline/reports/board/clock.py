"""How long leads have stood where they stand, in the business days of their own teams.

The clock starts when a lead comes to its stage, and anew when a waiting there ends; nothing else sets it back. While
the lead waits it stands. See models/clock.py.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, DateTimeField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, JSONObject
from django.db.models.lookups import LessThan
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.calendar import Calendar
from accounts.models import Team
from pipeline.models import Hold, StageMove
from pipeline.models.hold import why
from pipeline.reports.activity import name_of


def stalled_after(expected):
    """More business days than this are half as many again as expected, and more than expected."""
    return max(expected, -(-3 * expected // 2) - 1)


def start_of(state):
    return state.clock_restarted_at or state.stage_changed_at


def days_stood(state, calendar, waits_since, now):
    """Business days on the clock of a stage; while the lead waits, those up to the day `waits_since`."""
    return calendar.days_between(calendar.day_of(start_of(state)), waits_since or calendar.day_of(now))


class Clock:
    """Leads without a team go by the plain week."""

    def __init__(self, stages, teams=None):
        self.now = timezone.now()
        self.expected = {stage.pk: stage.expected_days for stage in stages if stage.expected_days is not None}
        teams = Team.objects.all() if teams is None else teams
        self.calendars = {None: Calendar.of(None), **{team.pk: Calendar.of(team) for team in teams}}

    @classmethod
    def of(cls, state):
        """For one lead, whose state has its stage and team: no question more."""
        return cls([state.stage], filter(None, [state.team]))

    def read(self, lead):
        """What the clock of this lead says; the lead comes with_clock, as everything that is said of it."""
        state, hold = lead.state, waiting_of(lead)
        days = days_stood(state, self.calendars[state.team_id], hold.since if hold else None, self.now)
        return Reading(lead, days, self.expected.get(state.stage_id), start_of(state), hold)

    def late(self):
        """Leads that have stood longer than expected, as a condition: one comparison with a moment that stage and
        team name."""
        return self.beyond(self.expected)

    def stalled(self):
        return self.beyond({stage: stalled_after(expected) for stage, expected in self.expected.items()})

    def beyond(self, days):
        moments = [when for stage, most in days.items() for when in self.moments(stage, most)]
        none = Value(None, output_field=DateTimeField())
        since = Coalesce("state__clock_restarted_at", "state__stage_changed_at")
        return Q(state__held_until=None) & Q(LessThan(since, Case(*moments, default=none)))

    def moments(self, stage, most):
        """First the teams whose calendar gives another moment than the plain week does."""
        plain = self.late_before(None, most)
        others = {}
        for team in filter(None, self.calendars):
            if (moment := self.late_before(team, most)) != plain:
                others.setdefault(moment, []).append(team)
        for moment, teams in others.items():
            yield When(state__stage=stage, state__team__in=teams, then=Value(moment))
        yield When(state__stage=stage, then=Value(plain))

    def late_before(self, team, most):
        calendar = self.calendars[team]
        return calendar.late_before(most, calendar.day_of(self.now))


@dataclass(frozen=True)
class Waiting:
    """What an open hold says."""

    pk: int
    since: date
    until: date
    why: str
    by: str


@dataclass(frozen=True)
class Reading:
    """Business days, and what last set the clock back. While the lead waits, the days at which it stands."""

    lead: object
    days: int
    expected: int | None
    since: datetime
    hold: Waiting | None

    @property
    def is_late(self):
        return self.is_beyond(self.expected)

    @property
    def is_stalled(self):
        return self.expected is not None and self.is_beyond(stalled_after(self.expected))

    def is_beyond(self, most):
        return self.hold is None and most is not None and self.days > most

    @cached_property
    def told(self):
        """What last set the clock back: "12 business days since it came to Proposal on 3 May, moved by Maja"."""
        told = self.words() % {
            "days": self.days,
            "stage": self.lead.state.stage,
            "day": date_format(timezone.localtime(self.since), "DATE_FORMAT"),
            "person": self.lead.came and self.lead.came["by"],
        }
        return _("The clock stands: %(told)s") % {"told": told} if self.hold else told

    def words(self):
        """Whole sentences, for languages bend days and stage by what follows."""
        if self.lead.state.clock_restarted_at:
            return ngettext(
                "%(days)d business day since waiting ended on %(day)s",
                "%(days)d business days since waiting ended on %(day)s",
                self.days,
            )
        if self.lead.came is None:
            return ngettext(
                "%(days)d business day since it arrived in %(stage)s on %(day)s",
                "%(days)d business days since it arrived in %(stage)s on %(day)s",
                self.days,
            )
        if not self.lead.came["by"]:
            return ngettext(
                "%(days)d business day since a rule moved it to %(stage)s on %(day)s",
                "%(days)d business days since a rule moved it to %(stage)s on %(day)s",
                self.days,
            )
        return ngettext(
            "%(days)d business day since it came to %(stage)s on %(day)s, moved by %(person)s",
            "%(days)d business days since it came to %(stage)s on %(day)s, moved by %(person)s",
            self.days,
        )


def with_clock(leads):
    """With what the clock tells beside its number: what the lead waits for, and who brought it to its stage."""
    hold = Hold.objects.open().filter(lead=OuterRef("pk"))
    said = JSONObject(pk="pk", kind="kind", reason="reason", since="since", until="until", by=name_of("by"))
    came = StageMove.objects.filter(
        lead=OuterRef("pk"), to_stage=OuterRef("state__stage"), undoes=None, undone_by=None
    ).order_by("-occurred_at", "-pk")
    return leads.annotate(
        waits=Subquery(hold.values(said=said)[:1]), came=Subquery(came.values(said=JSONObject(by=name_of("by")))[:1])
    )


def waiting_of(lead):
    """None where the lead does not wait, or has moved on since it was read."""
    if not lead.waits:
        return None
    said = lead.waits
    since, until = parse_date(said["since"]), parse_date(said["until"])
    return Waiting(said["pk"], since, until, why(said["kind"], said["reason"]), said["by"])
