"""Leads that nobody has tried to reach since they arrived, the oldest first.

Arrival is the one moment that counts: being given to another person, or returned to marketing, makes no lead younger.
See models/touching.py for what touches a lead.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, F, Q, TextChoices, Value, When
from django.db.models.lookups import GreaterThanOrEqual, LessThan
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pipeline.models import Lead, Stage

from .audit_veil import veil
from .board.clock import Clock, with_clock
from .columns import Column, followed, shown
from .keyset import Order
from .lead_list import leads_of

SINCE = F("state__untouched_since")
OLDEST = Order("state__untouched_since", tie="state__lead", descending=False, parse=datetime.fromisoformat)


class Age(TextChoices):
    TODAY = "today", _("Today")
    DAY = "day", _("1 business day")
    WEEK = "week", _("2 to 5 business days")
    TWO_WEEKS = "two_weeks", _("6 to 10 business days")
    OLDER = "older", pgettext_lazy("leads", "Older")


# An age begins where more business days than these have passed, and ends where the next one begins.
BEGINS = {Age.TODAY: None, Age.DAY: 0, Age.WEEK: 1, Age.TWO_WEEKS: 5, Age.OLDER: 10}


def untouched_of(user):
    """Of people whom one may write to or call."""
    return leads_of(user).open().contactable().untouched()


def of_age(clock, age):
    """The condition on leads, in the business days of their own teams."""
    ends = dict(zip(BEGINS, [*list(BEGINS.values())[1:], None], strict=True))
    condition = Q()
    if BEGINS[age] is not None:
        condition &= Q(LessThan(SINCE, moment(clock, BEGINS[age])))
    if ends[age] is not None:
        condition &= Q(GreaterThanOrEqual(SINCE, moment(clock, ends[age])))
    return condition


def moment(clock, days):
    """Before it arrived whoever has waited more business days; teams of the same calendar share one."""
    teams = {}
    for team in filter(None, clock.calendars):
        teams.setdefault(clock.late_before(team, days), []).append(team)
    whens = [When(state__team__in=ids, then=Value(at)) for at, ids in teams.items()]
    return Case(*whens, default=Value(clock.late_before(None, days)))


@dataclass(frozen=True)
class Band:
    age: Age
    number: int


def bands(leads):
    """How many have waited how long, in one statement."""
    clock = Clock([])
    counts = {age.value: Count("pk", filter=of_age(clock, age)) for age in Age}
    found = leads.order_by().aggregate(**counts)
    return [Band(age, found[age.value]) for age in Age]


def filled(user, ids, _columns=()):
    """These leads, in this order, with their age and their clock."""
    rows = with_clock(Lead.objects.with_state()).in_bulk(ids)
    leads = [rows[pk] for pk in ids if pk in rows]
    clock = Clock(Stage.objects.of_kind(Stage.Kind.OPEN))
    for lead in leads:
        lead.clock = clock.read(lead)
        lead.days_untouched, lead.hours_untouched = age_of(clock, lead.state)
    return veil(leads, user)


def age_of(clock, state):
    """Business days of the team, and hours by the clock on the wall; of a lead called meanwhile, nothing."""
    if state.untouched_since is None:
        return 0, 0
    calendar = clock.calendars[state.team_id]
    days = calendar.days_between(calendar.day_of(state.untouched_since), calendar.day_of(clock.now))
    return days, max(int((timezone.now() - state.untouched_since).total_seconds() // 3600), 0)


COLUMNS = [
    Column(
        "lead",
        _("Lead"),
        template="pipeline/cells/lead.html",
        parts=(
            (_("Company"), shown("company.name")),
            (_("Contact"), shown("contact")),
            (_("About"), followed("title")),
        ),
    ),
    Column(
        "age",
        _("Untouched for"),
        template="pipeline/cells/untouched.html",
        parts=(
            (_("Untouched for, business days"), followed("days_untouched")),
            (_("Untouched for, hours"), followed("hours_untouched")),
            (_("Came"), followed("state.untouched_since")),
        ),
    ),
    Column("source", _("Source"), followed("source")),
    Column("campaign", _("Campaign"), followed("campaign")),
    Column("owner", _("Owner"), shown("state.owner"), template="pipeline/cells/owner.html"),
    Column("team", _("Team"), shown("state.team")),
    Column(
        "status",
        _("Status, stage"),
        template="pipeline/cells/status.html",
        parts=((_("Status"), shown("state.standing_category")), (_("Stage"), shown("state.stage"))),
    ),
    Column("clock", _("Clock of the stage"), followed("clock.told"), template="pipeline/cells/clock.html"),
]
