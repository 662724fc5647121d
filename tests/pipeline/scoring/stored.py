"""Drawn leads as rows, in few statements."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.db import connection

from accounts.models import Team, User
from frameworks_app.models import Criterion, Product, Segment, SignalType
from pipeline.models import Answer, CategoryOverride, Company, Contact, Lead, Signal
from tests.pipeline.scoring.generated_leads import ABSENT, CUSTOM, SIGNALS

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)
# The columns of attributes that are kept otherwise than they are asked for.
COLUMNS = {"company_age": "founded_on", "free_mail": "email"}


@dataclass
class Ids:
    """Of one lead, and of its signals and answers in the order in which they were drawn."""

    lead: int
    signals: list = field(default_factory=list)
    answers: list = field(default_factory=list)


class Place:
    """What drawn leads are of: signal types, products, segments, teams."""

    def __init__(self):
        self.types = {
            key: SignalType.objects.create(key=key, name={"en": key}, kind="interest", points=1, cap=1)
            for key in (*SIGNALS, "of_no_type")
        }
        self.products, self.segments = (
            {key: model.objects.create(key=key, name={"en": key}) for key in ("x", "z")}
            for model in (Product, Segment)
        )
        self.teams = [Team.objects.create(name=f"Team {number}") for number in range(2)]
        self.criteria = Criterion.objects.in_bulk(field_name="key")
        self.person = User.objects.create_user("ada")

    def store(self, world):
        """The Ids of every lead, in order."""
        companies = self.described(Company, "company", world.leads, name="Shop")
        contacts = self.described(Contact, "contact", world.leads, name="Ann")
        leads = Lead.objects.bulk_create(
            self.lead(world, *each) for each in zip(world.leads, companies, contacts, strict=True)
        )
        found = [Ids(lead.pk) for lead in leads]
        self.place(world, found)
        self.override(world, found)
        for name, model, make in (("signals", Signal, self.signal), ("answers", Answer, self.answer)):
            of = [(ids, each) for drawn, ids in zip(world.leads, found, strict=True) for each in getattr(drawn, name)]
            rows = model.objects.bulk_create(make(world, ids.lead, *each) for ids, each in of)
            for (ids, _each), row in zip(of, rows, strict=True):
                getattr(ids, name).append(row.pk)
        return found

    def described(self, model, entity, leads, **usual):
        rows = [model(**usual | columns(drawn, entity)) if entity in drawn.entities else None for drawn in leads]
        model.objects.bulk_create(row for row in rows if row)
        return rows

    def lead(self, world, drawn, company, contact):
        said = columns(drawn, "lead")
        return Lead(
            **said
            | {"product": self.products.get(said.get("product")), "segment": self.segments.get(said.get("segment"))},
            company=company,
            contact=contact,
            amount=drawn.amount,
            currency=drawn.currency,
            occurred_at=world.evening if drawn.late == "happened" else LONG_AGO,
            recorded_at=world.evening if drawn.late == "written" else world.evening - TICK,
        )

    def place(self, world, found):
        teams = [None if drawn.team is None else self.teams[drawn.team].pk for drawn in world.leads]
        ranked = {each["key"]: each["id"] for each in world.document["categories"]}
        with connection.cursor() as cursor:
            # As if it had always been so: moving somebody would be remembered.
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(
                """
                UPDATE pipeline_leadstate state SET team_id = team, override_id = override
                FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS placed (lead_id, team, override)
                WHERE state.lead_id = placed.lead_id
                """,
                [[ids.lead for ids in found], teams, [ranked.get(drawn.override) for drawn in world.leads]],
            )
            cursor.execute("SET LOCAL session_replication_role = origin")

    def override(self, world, found):
        ranked = {each["key"]: each["id"] for each in world.document["categories"]}
        CategoryOverride.objects.bulk_create(
            CategoryOverride(lead_id=ids.lead, category_id=ranked[drawn.override], by=self.person, created_at=LONG_AGO)
            for drawn, ids in zip(world.leads, found, strict=True)
            if drawn.override
        )

    def signal(self, world, lead_id, key, at, late):
        return Signal(lead_id=lead_id, type=self.types[key], occurred_at=at, recorded_at=written(world, late))

    def answer(self, world, lead_id, key, rating, rung, at, left, late):
        return Answer(
            lead_id=lead_id,
            criterion=self.criteria[key],
            rating=rating,
            evidence=rung,
            occurred_at=at,
            last_day=None if left is None else world.today + timedelta(days=left),
            recorded_at=written(world, late),
        )


def written(world, late):
    """What is late is written down in the first instant after the day, all else in the last of it."""
    return world.evening if late else world.evening - TICK


def columns(drawn, entity):
    """The values of one row: columns, and custom attributes in theirs."""
    found = defaultdict(dict)
    for (of, key), value in drawn.values.items():
        if of == entity and key in CUSTOM and value is not ABSENT:
            found["custom"][key] = value
        elif of == entity and key not in CUSTOM:
            found[COLUMNS.get(key, key)] = date.fromisoformat(value) if key == "company_age" and value else value
    return dict(found)
