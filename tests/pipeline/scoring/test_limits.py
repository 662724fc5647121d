"""Models and leads at the limits that the fields allow: nothing overflows, nothing is cut, both evaluators agree."""

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from frameworks_app.models import Criterion, SignalType
from pipeline.models import Answer, Company, Lead, Signal
from tests.frameworks_app.documents import ALL_RULES, document, framework, icp, line, row, rule, signal_type
from tests.pipeline.scoring.evaluators import say_the_same

TODAY = date(2026, 11, 22)
BIGGEST = 2**63 - 1
NOON = datetime.combine(TODAY, time(12), ZoneInfo("Europe/Warsaw"))


@pytest.fixture
def forty_types(shipped):
    rows = [SignalType(key=f"t{n}", name={"en": f"t{n}"}, kind="interest", points=1, cap=1) for n in range(40)]
    return {each.key: each for each in SignalType.objects.bulk_create(rows)}


def test_two_conditions_on_nearly_the_same_thirty_types_are_told_apart(forty_types):
    keys = list(forty_types)
    conditions = [{"kind": "signal_within", "types": [*keys[:30], last], "days": 2} for last in ("t38", "t39")]
    stated = document(
        signal_types=[signal_type(key, "interest", 1, 5, 14) for key in keys],
        table=[row("one", "mql", conditions[0]), row("other", "sql", conditions[1]), row("rest", "inquiry")],
    )
    leads = [Lead.objects.create() for _each in range(3)]
    for lead, key in zip(leads, ("t38", "t39", "t37"), strict=True):
        Signal.objects.create(lead=lead, type=forty_types[key], occurred_at=NOON - timedelta(days=1))
    found = say_the_same(stated, [lead.pk for lead in leads], TODAY)
    assert [found[lead.pk]["category_id"] for lead in leads] == [2, 3, 1]


def large_rule(random, number):
    """One of many rules on few attributes, so that ladders are long; texts, numbers and lists of one's own."""
    attribute, value_type = random.choice([(f"a{n}", ("number", "text", "choices")[n % 3]) for n in range(60)])
    word = f"w{random.randrange(5)}"
    operator, operand = {
        "number": random.choice((("between", [number % 7, number % 7 + 2]), ("at_least", number % 9))),
        "text": ("one_of", [word, "w1"]),
        "choices": random.choice((("is", word), ("none_of", [word]))),
    }[value_type]
    points, required = random.randrange(-50, 100), random.random() < 0.02
    return rule(f"c{number}", attribute, operator, operand, points, required=required, value_type=value_type)


def large_table(random, types):
    """Sixty rows, of which some ask about half of all signal types."""
    ways = (
        lambda: {"kind": "fit_grade", "in": random.sample("ABCD", 2), "or_open": random.random() < 0.5},
        lambda: {"kind": "icp", "key": f"icp{random.randrange(5)}"},
        lambda: {"kind": "signal_within", "types": random.sample(types, 20), "days": random.randrange(3)},
        lambda: {"kind": "verdict", "framework": f"f{random.randrange(12)}", "in": ["qualified"]},
        lambda: {"kind": "gate_failed", "framework": f"f{random.randrange(12)}", "criteria": ["budget", "need"]},
        lambda: {"kind": "intent_points", "at_least": random.randrange(60)},
        lambda: {"kind": "last_signal_age", "at_most": random.randrange(4)},
    )
    to = ("mql", "sql", "check", "nurture", "outside")
    rows = [row(f"r{n}", random.choice(to), *(random.choice(ways)() for _each in range(3))) for n in range(59)]
    return [*rows, row("rest", "inquiry")]


def large_framework(random, key, keys):
    lines = [line(each, weight=random.randrange(1000), gate=random.choice((None, 1, 2))) for each in keys]
    lines[0]["gate"], lines[0]["weight"] = 2, 1000
    pass_rule = random.choice(ALL_RULES)
    return framework(key, *lines, rule=pass_rule, threshold=40 if pass_rule in ("threshold", "both") else None)


@pytest.fixture
def large_model(forty_types):
    """500 rules in five ICPs, 40 signal types, 12 frameworks of 10 criteria, 60 rows."""
    random = Random(7)
    asked = list(Criterion.objects.asked().values_list("key", flat=True))
    kinds = ("interest", "intent", "feedback", "negative")
    return document(
        icps=[icp(f"icp{n}", *(large_rule(random, number) for number in range(100))) for n in range(5)],
        frameworks=[large_framework(random, f"f{n}", random.sample(asked, 10)) for n in range(12)],
        signal_types=[
            signal_type(
                key, random.choice(kinds), random.randrange(-40, 90), random.randrange(120), (None, 14, 30)[n % 3]
            )
            for n, key in enumerate(forty_types)
        ],
        table=large_table(random, list(forty_types)),
    )


def value_of(random, number):
    """Of an attribute of one's own, which a fifth of the companies lack."""
    if random.random() < 0.2:
        return None
    words = [f"W{random.randrange(5)}" for _each in range(2)]
    return (random.randrange(12), words[0], words)[number % 3]


def many_leads(how_many, types):
    """Leads with 60 attributes, ten signals and eight answers each; their ids."""
    random = Random(11)
    criteria = list(Criterion.objects.asked())
    customs = [{f"a{n}": value_of(random, n) for n in range(60)} for _lead in range(how_many)]
    companies = Company.objects.bulk_create(Company(name="Shop", custom=each) for each in customs)
    leads = Lead.objects.bulk_create(Lead(company=each) for each in companies)
    ago = [NOON - timedelta(days=age) for age in (0, 1, 2, 3, 14, 40, 300, -1)]
    Signal.objects.bulk_create(
        Signal(lead=lead, type=random.choice(types), occurred_at=random.choice(ago))
        for lead in leads
        for _each in range(10)
    )
    Answer.objects.bulk_create(
        Answer(
            lead=lead,
            criterion=random.choice(criteria),
            rating=random.choice((None, 0, 1, 2, 3, 4)),
            evidence=random.choice(("assumed", "heard", "confirmed")),
            occurred_at=random.choice(ago),
        )
        for lead in leads
        for _each in range(8)
    )
    return [lead.pk for lead in leads]


@pytest.mark.slow
def test_a_very_large_model_says_the_same_of_a_thousand_leads(large_model, forty_types):
    ids = many_leads(1_000, list(forty_types.values()))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE pipeline_lead, pipeline_leadstate, pipeline_company, pipeline_signal, pipeline_answer")
    found = say_the_same(large_model, ids, TODAY)
    # It tells leads apart: neither evaluator gave up on the size.
    assert len(found) == 1_000
    assert len({each["fit_low"] for each in found.values()}) > 100
    assert len({each["category_id"] for each in found.values()}) > 3


def extreme_ladder(sign):
    """A hundred rungs of the most that points may be, and as many lists of many values beside them."""
    rungs = [rule(f"size{n}", "employees", "is", n, sign * 100_000) for n in range(100)]
    lists = [rule(f"uses{n}", "wants", "is", f"w{n}", sign * 100_000, value_type="choices") for n in range(400)]
    return icp("best" if sign > 0 else "worst", *rungs, *lists)


@pytest.mark.parametrize("rating", [4, 1])
def test_everything_at_its_most_stays_far_from_the_end_of_the_integers(forty_types, rating):
    asked = list(Criterion.objects.asked().values_list("key", flat=True))
    heaviest = framework("heaviest", *(line(key, weight=1000, gate=2) for key in asked), rule="gates_in_order")
    stated = document(
        icps=[extreme_ladder(1), extreme_ladder(-1)],
        frameworks=[heaviest],
        signal_types=[signal_type(key, "intent", 100_000, 100_000, None) for key in forty_types],
        levels=[1, 2, 2**31 - 1],
        categories=[{**each, "rank": 99} for each in document()["categories"]],
        table=[row("rich", "sql", {"kind": "intent_points", "at_least": 2**31 - 1}), row("rest", "mql")],
    )
    company = Company.objects.create(name="Giant", employees=99, custom={"wants": [f"W{n}" for n in range(400)]})
    lead = Lead.objects.create(company=company)
    Answer.objects.bulk_create(
        Answer(lead=lead, criterion=each, rating=rating, evidence="confirmed", occurred_at=NOON)
        for each in Criterion.objects.asked()
    )
    Signal.objects.bulk_create(Signal(lead=lead, type=each, occurred_at=NOON) for each in forty_types.values())
    found = say_the_same(stated, [lead.pk], TODAY)[lead.pk]
    assert (found["fit_low"], found["engagement"]) == (10_000, 40 * 100_000 * 1_000_000)
    assert (found["qual_low"], found["qual_high"]) == ((10_000, 10_000) if rating == 4 else (0, 0))
    assert found["priority"] == 99 * 100_020_001 + found["qual_low"] * 10_001 + 10_000


def test_no_sum_can_leave_the_integers():
    """The numerators at their worst, with more of everything than anybody will ever have."""
    rules, criteria, types, signals = 10_000, 1_000, 1_000, 10_000_000
    fit = 10_000 * rules * 2 * 100_000
    qualification = 10_000 * criteria * 1_000 * 400
    of_one_type = 100_000 * signals * 1_000_000
    engagement = types * 100_000 * 1_000_000
    priority = 99 * 100_020_001 + 10_000 * 10_001 + 10_000
    amount = (10**14 - 1) * 100
    assert max(fit, qualification, of_one_type, engagement, priority, amount) < BIGGEST


def test_a_lead_with_a_hundred_thousand_signals(forty_types):
    """Of ten years and every type; each type capped, fading or not."""
    lead = Lead.objects.create()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO pipeline_signal (lead_id, type_id, occurred_at, data, external_source, external_id)
            SELECT %s, (%s::bigint[])[n %% 40 + 1], %s::timestamptz - make_interval(days => n %% 3653), '{}', '', ''
            FROM generate_series(1, 100000) AS n
            """,
            [lead.pk, [each.pk for each in forty_types.values()], NOON],
        )
    stated = document(
        signal_types=[
            signal_type(key, "interest", 100_000 if n % 2 else -7, 100_000 if n % 3 else 5, (None, 1, 30, 3650)[n % 4])
            for n, key in enumerate(forty_types)
        ]
    )
    found = say_the_same(stated, [lead.pk], TODAY)[lead.pk]
    assert found["engagement"] > 10**12
