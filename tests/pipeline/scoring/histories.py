"""Days in the life of a few leads: what people and machines do to them, each at its own instant.

Python's clock is set; the database's is not. What carries an instant since the test began has just been written, and
is given the one that the story says.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import time_machine
from django.apps import apps
from django.db import connection
from django.utils import timezone
from hypothesis import strategies as st

from accounts.models import Team
from frameworks_app.actions.publish import publish
from frameworks_app.models import (
    Attribute,
    Category,
    Criterion,
    Framework,
    Icp,
    IcpCriterion,
    Product,
    ScoringSettings,
    Segment,
    SignalType,
)
from pipeline.actions.merge import merge_records
from pipeline.actions.overrides import lift_override, override_category
from pipeline.models import Answer, Company, Contact, Lead, LeadState, Signal, TeamWorkflow
from tests.factories import UserFactory

ZONE = ZoneInfo("Europe/Warsaw")
DATED = {
    "pipeline_lead": "recorded_at",
    "pipeline_signal": "recorded_at",
    "pipeline_answer": "recorded_at",
    "pipeline_categoryoverride": "created_at",
    "pipeline_merge": "at",
    "pipeline_scorechange": "recorded_at",
    "frameworks_app_scoringmodelversion": "published_at",
}


def instant(day, hour):
    return datetime.combine(day, hour, ZONE)


@contextmanager
def clock(moment):
    """What is written meanwhile is written at `moment`, by the database's own word too."""
    with time_machine.travel(moment, tick=False):
        yield
    date_rows("BETWEEN now() AND clock_timestamp()", moment)


def date_rows(those, moment):
    tables = dict(DATED)
    for model in apps.get_app_config("pipeline").get_models():
        if hasattr(model, "pgh_tracked_model"):
            tables[model._meta.db_table] = "pgh_created_at"
    with connection.cursor() as cursor:
        # No trigger sees it: neither those that forbid it nor those that would remember it.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, column in tables.items():
            cursor.execute(f"UPDATE {table} SET {column} = %s WHERE {column} {those}", [moment])  # noqa: S608
        cursor.execute("SET LOCAL session_replication_role = origin")


@dataclass
class World:
    """The rows that things happen to."""

    people: list
    teams: list
    segments: list
    products: list

    @classmethod
    def begin(cls, day):
        """The shipped version is older than the story; a first lead is there before it begins."""
        date_rows("IS NOT NULL", instant(day - timedelta(days=40), time(12)))
        icp = Icp.objects.create(key="shops", name={"en": "Shops"}, threshold=25)
        for key, operator, operand, points in (
            ("employees", "between", [10, 500], 30),
            ("employees", "at_least", 501, -10),
            ("industry", "is", "retail", 20),
            ("seniority", "one_of", ["owner", "manager"], 15),
            ("source", "is_known", None, 5),
        ):
            attribute = Attribute.objects.get(key=key)
            icp.criteria.create(attribute=attribute, operator=operator, operand=operand, points=points)
        return cls(
            people=[UserFactory(), UserFactory()],
            teams=[Team.objects.create(name="North"), Team.objects.create(name="South")],
            segments=[Segment.objects.create(key=f"g{i}", name={"en": f"Segment {i}"}) for i in range(2)],
            products=[Product.objects.create(key=f"p{i}", name={"en": f"Product {i}"}) for i in range(2)],
        )

    def lead(self, number):
        leads = list(Lead.objects.order_by("pk"))
        return leads[number % len(leads)]


def born(world, number, value):
    company = Company.objects.create(name=f"Shop {number}", employees=(None, 5, 20, 900)[value % 4])
    contact = Contact.objects.create(name="Ann", company=company, seniority=("", "owner")[value % 2])
    Lead.objects.create(company=company, contact=contact, source=("", "fair")[value % 2])


def edited(world, number, value):
    lead = world.lead(number)
    match value % 4:
        case 0:
            lead.company.employees = (None, 5, 20, 900)[value // 4 % 4]
            lead.company.industry = ("", "retail", "travel")[value // 16 % 3]
            lead.company.save()
        case 1:
            lead.contact.seniority = ("", "owner", "manager")[value // 4 % 3]
            lead.contact.save()
        case 2:
            lead.source = ("", "fair", "referral")[value // 4 % 3]
            lead.segment, lead.product = world.segments[value // 12 % 2], world.products[value // 24 % 2]
            lead.save()
        case 3:
            # All at once, past every model.
            Company.objects.filter(leads=lead).update(employees=(20, 900)[value // 4 % 2])


def signalled(world, number, value):
    types = list(SignalType.objects.order_by("pk"))

    age = (0, 0, 1, 5, 30, -1, -3)[value // len(types) % 7]
    moment = timezone.now() - timedelta(days=age)
    Signal.objects.create(lead=world.lead(number), type=types[value % len(types)], occurred_at=moment)


def answered(world, number, value):

    age, left = (0, 0, 2, 29, 80)[value % 5], (None, None, 0, 1, -1)[value // 5 % 5]
    now = timezone.now()
    Answer.objects.create(
        lead=world.lead(number),
        criterion=Criterion.objects.get(key=("budget", "authority", "need", "timeline", "metrics")[value % 5]),
        rating=(None, 0, 1, 2, 3, 4)[value // 25 % 6],
        evidence=("assumed", "heard", "confirmed")[value % 3],
        occurred_at=now - timedelta(days=age),
        last_day=None if left is None else now.astimezone(ZONE).date() + timedelta(days=left),
    )


def given_to_a_team(world, number, value):
    LeadState.objects.filter(lead=world.lead(number)).update(team=[None, *world.teams][value % 3])


def worked_otherwise(world, number, value):
    """A team's way of working is made, changed or taken away."""
    team, segment = [None, *world.teams][number % 3], [None, *world.segments][value % 3]
    framework = Framework.objects.filter(is_retired=False)[value // 3 % 3]
    rows = TeamWorkflow.objects.filter(team=team, segment=segment)
    if not rows:
        TeamWorkflow.objects.create(team=team, segment=segment, leading_framework=framework)
    elif value % 2:
        rows.delete()
    else:
        rows.update(leading_framework=framework)


def published(world, number, value):
    match number % 4:
        case 0:
            SignalType.objects.filter(key="product_page_view").update(points=value % 40)
        case 1:
            SignalType.objects.filter(key="webinar_attended").update(half_life=1 + value % 9)
        case 2:
            IcpCriterion.objects.filter(attribute__key="employees", operator="between").update(points=value % 60)
        case 3:
            ScoringSettings.objects.update(heard_percent=60 + value % 40)
    publish(by=None, note="Tried")


def overridden(world, number, value):
    categories = Category.objects.order_by("pk")
    category = categories[value % len(categories)]
    override_category(lead=world.lead(number), category=category, why="I know them", by=world.people[0])


def lifted(world, number, value):
    lift_override(lead=world.lead(number), by=world.people[1])


def merged(world, number, value):
    standing = list(Lead.objects.filter(merged_into=None).order_by("pk"))
    kept, other = standing[number % len(standing)], standing[value % len(standing)]
    if kept != other:
        admin = UserFactory(admin=True)
        merge_records(kind="lead", kept=kept, merged=other, taken=["source"] if value % 2 else [], by=admin)


HAPPENINGS = (
    born,
    edited,
    edited,
    signalled,
    signalled,
    signalled,
    answered,
    answered,
    given_to_a_team,
    worked_otherwise,
    published,
    overridden,
    lifted,
    merged,
)
HOURS = (time(0), time(0, 0, 1), time(2, 30), time(12), time(23, 59, 58))


@st.composite
def histories(draw):
    """For each of several days in a row what happens in its course."""
    number = st.integers(0, 3)
    happening = st.tuples(st.sampled_from(HOURS), st.sampled_from(HAPPENINGS), number, st.integers(0, 10_000))
    days = draw(st.lists(st.lists(happening, max_size=6), min_size=3, max_size=6))
    return [sorted(each, key=lambda one: one[0]) for each in days]
