"""How often and how long a lead has waited in the stage where it stands, and whether it may wait again."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.calendar import Calendar
from pipeline.models import Hold, HoldRule


@dataclass(frozen=True)
class Waited:
    """In this stay in its stage."""

    times: int
    days: int
    most_times: int
    most_days: int
    today: date

    @property
    def last_day(self):
        """The latest day until which it may wait from today."""
        return self.today + timedelta(days=max(self.most_days - self.days, 0))

    @property
    def may_wait(self):
        return self.times < self.most_times and self.last_day > self.today


def waited(state, is_planned=False):
    """All that is over; what is open counts as if it ended today, for another one would end it, or as planned."""
    rule = HoldRule.objects.first() or HoldRule()
    calendar = Calendar.of(state.team)
    today = calendar.day_of(timezone.now())
    holds = list(Hold.objects.of_stay(state).counted())
    days = sum(days_of(hold, calendar, hold.until if is_planned else today) for hold in holds)
    return Waited(len(holds), days, rule.most_times, rule.most_days, today)


def days_of(hold, calendar, open_until):
    """Calendar days; a day on which nobody works is not waited for longer than was planned."""
    ended_on = calendar.day_of(hold.ended_at) if hold.ended_at else open_until
    return (min(hold.until, ended_on) - hold.since).days


def refusal(state, found, until):
    """Why the lead may not wait until this day, in one sentence; empty where it may."""
    said = {"stage": state.stage, "times": found.times, "most": found.most_times}
    if found.times >= found.most_times:
        return (
            _("It has waited %(times)d of %(most)d times in %(stage)s. Move it on, park it for nurture or close it.")
            % said
        )
    if not found.may_wait:
        said |= {"days": found.days, "most": found.most_days}
        return (
            _("It has waited %(days)d of %(most)d days in %(stage)s. Move it on, park it for nurture or close it.")
            % said
        )
    if until <= found.today:
        return _("Choose a later day than today.")
    if until > found.last_day:
        day = date_format(found.last_day, "DATE_FORMAT")
        said |= {"days": found.days, "most": found.most_days, "day": day}
        return _("It has waited %(days)d of %(most)d days in %(stage)s: until %(day)s at the latest.") % said
    return ""


def counted(state):
    """What the waiting that goes on is of what may be: "time 2 of 3, 21 of 60 days"."""
    found = waited(state, is_planned=True)
    words = ngettext(
        "time %(times)d of %(most)d, %(days)d of %(number)d day",
        "time %(times)d of %(most)d, %(days)d of %(number)d days",
        found.most_days,
    )
    return words % {
        "times": found.times, "most": found.most_times, "days": found.days, "number": found.most_days
    }  # fmt: skip
