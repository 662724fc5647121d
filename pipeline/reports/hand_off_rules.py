"""Which rule holds for a lead, and whose turn it is by it."""

from django.db.models import Count, Q
from django.utils import timezone

from accounts.calendar import Calendar
from accounts.models import User
from frameworks_app.models import Category
from pipeline.models import HandOff, HandOffRule

SQL = "sql"


def rules():
    """Those in force, in order, each with what it asks for."""
    return HandOffRule.objects.active().select_related("team").prefetch_related("products", "segments", "categories")


def rule_for(lead, kind, team_id=None):
    """The first rule of this kind whose conditions hold, whatever the status: a person may have passed it on."""
    found = rules().filter(kind=kind)
    if team_id:
        found = found.filter(team=team_id)
    return next((rule for rule in found if fits(rule, lead)), None)


def fits(rule, lead):
    """Territory, product and segment; what is not known of a lead is nobody's territory."""
    country = lead.company.country if lead.company else ""
    return (
        lead.state.team_id in {None, rule.team_id}
        and (not rule.territories or country in rule.territories)
        and is_named(rule.products.all(), lead.product_id)
        and is_named(rule.segments.all(), lead.segment_id)
    )


def is_named(rows, pk):
    return not rows or pk in {row.pk for row in rows}


def takes_status(rule, category):
    named = rule.categories.all()
    if named or category is None:
        return category in named
    if rule.kind == HandOff.Kind.ACCOUNT_EXECUTIVE:
        return category.key == SQL
    return category.kind == Category.Kind.MARKETING


def next_person(rule, without=()):
    """Who is to have the next lead by this rule, which the caller has locked; None where nobody has room."""
    people = sorted(with_room(rule, without), key=lambda person: person.pk)
    if rule.way == HandOffRule.Way.BY_HAND or not people:
        return None
    # In turn: after whoever had the last one; who is away or has enough is passed over.
    people.sort(key=lambda person: person.pk <= (rule.last_given_id or 0))
    if rule.way == HandOffRule.Way.LEAST_LOADED:
        return min(people, key=lambda person: person.open_leads)
    return people[0]


def with_room(rule, without):
    """People of the rule who are there when work goes on, and have fewer open leads than they can take."""
    working_day = Calendar.of(rule.team)
    day = working_day.day_of(working_day.next_working(timezone.now()))
    is_open = Q(lead_states__stage__kind="open", lead_states__lead__merged_into=None)
    there = (
        taking_part(rule).exclude(pk__in=without).exclude(absences__first_day__lte=day, absences__last_day__gte=day)
    )
    counted = there.annotate(open_leads=Count("lead_states", filter=is_open))
    return [person for person in counted if person.capacity is None or person.open_leads < person.capacity]


def taking_part(rule):
    """Of the rule's team still, whoever is named."""
    people = User.objects.active().filter(team=rule.team_id).select_related("team")
    return people.filter(pk__in=rule.people.all()) if rule.people.exists() else people.filter(role=rule.role)
