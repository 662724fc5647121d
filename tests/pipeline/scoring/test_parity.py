"""Two readers of one document say the same of every lead: of facts as they stand, from input rows, as of an evening,
and at moments of leads' lives."""

import os
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings

from pipeline.models import Company, Lead, Signal
from pipeline.scoring.cached import COLUMNS, Cached
from pipeline.scoring.facts import load_facts
from pipeline.scoring.inputs import Scope, Workflow
from pipeline.scoring.sources import PRESENT, KnownAt, KnownOn
from tests.frameworks_app.documents import document, icp, rule, signal_type
from tests.pipeline.scoring.evaluators import by_python, by_sql, compiled_of, say_the_same
from tests.pipeline.scoring.generated_leads import worlds
from tests.pipeline.scoring.stored import Place
from tests.pipeline.scoring.told import told

MOMENTS = """
    SELECT * FROM unnest(%(m_leads)s::bigint[], %(m_days)s::date[], %(m_cuts)s::timestamptz[])
        AS m (lead_id, today, cut), LATERAL (SELECT m.today - DATE '1970-01-01' AS day) AS counted
"""
by_examples = settings(deadline=None, print_blob=True, suppress_health_check=list(HealthCheck))


@pytest.fixture
def place(shipped):
    return Place()


def hold_equal(place, world):
    """Every source gives the facts that were drawn, and both evaluators make the same of them."""
    with transaction.atomic():
        ids = place.store(world)
        compiled = compiled_of(world.document, ways_of(place, world))
        pairs = list(zip(world.leads, ids, strict=True))
        keep_rows(compiled, ids, world.today)
        for source, facts, overridden in sources(world, pairs, compiled.layout):
            wanted = [each.lead for each in ids]
            found = load_facts(compiled, wanted, world.today, source)
            assert found == facts
            ranks = ranks_of(world, pairs) if overridden else {}
            assert by_sql(compiled, wanted, world.today, source) == by_python(world.document, found, ranks)
        transaction.set_rollback(True)


def ways_of(place, world):
    for team, segment, framework in world.ways:
        yield Workflow(
            None if team is None else place.teams[team].pk, segment and place.segments[segment].pk, framework
        )


def ranks_of(world, pairs):
    ranks = {each["key"]: each["rank"] for each in world.document["categories"]}
    return {ids.lead: ranks[drawn.override] for drawn, ids in pairs if drawn.override}


def keep_rows(compiled, ids, today):
    """Input rows of all leads, which are then marked by nobody."""
    scope = Scope.ids([each.lead for each in ids])
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO pipeline_leadinput ({', '.join(COLUMNS)}) {compiled.fresh_rows(scope)}",
            compiled.parameters(today, scope),
        )
        cursor.execute("DELETE FROM pipeline_stalelead")


def sources(world, pairs, layout):
    """Each with the facts that it should give by lead, and whether a person's word counts."""
    facts = {ids.lead: told(world, drawn, ids) for drawn, ids in pairs}
    yield PRESENT, facts, True
    yield Cached(layout), facts, True
    evening = KnownOn.end_of(world.today, world.document["time_zone"])
    there = {ids.lead: told(world, drawn, ids, written_before=world.evening) for drawn, ids in pairs if not drawn.late}
    yield evening, there, True
    moments = [(ids.lead, *world.moment(drawn)) for drawn, ids in pairs]
    leads, days, cuts = (list(each) for each in zip(*moments, strict=True))
    given_moments = {"m_leads": leads, "m_days": days, "m_cuts": cuts}
    at = {
        ids.lead: told(world, drawn, ids, day=day, happened_before=cut)
        for (drawn, ids), (_lead, day, cut) in zip(pairs, moments, strict=True)
    }
    yield KnownAt(world.document["time_zone"], MOMENTS, given_moments), at, False


@pytest.mark.parametrize(
    ("half_life", "by_age"),
    [
        (30, {-1: 0, 0: 1_000_000, 1: 977_160, 30: 500_000, 210: 7_813, 629: 0, 630: 0, 3650: 0}),
        (1, {-1: 0, 0: 1_000_000, 1: 500_000, 7: 7_813, 20: 1, 21: 0, 22: 0}),
        (None, {-1: 0, 0: 1_000_000, 3653: 1_000_000}),
    ],
)
def test_one_signal_day_by_day(place, half_life, by_age):
    stated = document(signal_types=[signal_type("s0", "intent", 1, 1, half_life)])
    lead = Lead.objects.create()
    # The last minute before a midnight in Warsaw, which in London is not the last hour.
    happened = datetime(2028, 2, 29, 23, 59, tzinfo=ZoneInfo("Europe/Warsaw"))
    Signal.objects.create(lead=lead, type=place.types["s0"], occurred_at=happened)
    days = {age: happened.date() + timedelta(days=age) for age in by_age}
    found = {age: say_the_same(stated, [lead.pk], day)[lead.pk]["engagement"] for age, day in days.items()}
    assert found == by_age


@pytest.mark.parametrize(
    ("founded", "today", "is_three"),
    [
        ("2023-11-22", "2026-11-22", True),
        ("2023-11-23", "2026-11-22", False),
        ("2024-02-29", "2027-02-28", False),
        ("2024-02-29", "2027-03-01", True),
    ],
)
def test_a_company_is_a_year_older_on_its_birthday(place, founded, today, is_three):
    stated = document(icps=[icp("grown", rule("age", "company_age", "at_least", 3, 10))])
    lead = Lead.objects.create(company=Company.objects.create(name="Shop", founded_on=founded))
    found = load_facts(compiled_of(stated), [lead.pk], date.fromisoformat(today))
    assert found[lead.pk].results == {"grown": {"age": is_three}}


@settings(by_examples, max_examples=60)
@given(world=worlds())
def test_both_evaluators_say_the_same_of_every_lead(place, world):
    hold_equal(place, world)


@pytest.mark.slow
@settings(by_examples, max_examples=600 if os.environ.get("LEADQUAL_SLOW_SIZE") == "full" else 200)
@given(world=worlds())
def test_both_evaluators_say_the_same_of_very_many_leads(place, world):
    hold_equal(place, world)
