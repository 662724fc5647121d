"""Whatever no score can be made of is told at its field, and nothing of it is kept."""

import pytest
from django.urls import reverse

from accounts.models import Role, User
from frameworks_app.actions.packs import load_pack
from frameworks_app.models import (
    Attribute,
    Category,
    Criterion,
    DecisionRow,
    Framework,
    Icp,
    ScoringSettings,
    SignalType,
)
from tests.admin_pages import send


@pytest.fixture
def ada(client, shipped):
    load_pack("tidepost")
    person = User.objects.create_user("ada", role=Role.ADMIN)
    client.force_login(person)
    return client


def refused(client, row, **changes):
    """What the page says, by field; a field of a row below it is named with its number."""
    kind = row._meta.model_name
    before = type(row).objects.filter(pk=row.pk).values().get()
    response = send(client, reverse(f"admin:frameworks_app_{kind}_change", args=[row.pk]), f"{kind}_form", **changes)
    assert response.status_code == 200
    assert type(row).objects.filter(pk=row.pk).values().get() == before
    errors = dict(response.context["adminform"].form.errors)
    for inline in response.context["inline_admin_formsets"]:
        for number, form in enumerate(inline.formset.forms):
            errors |= {f"{inline.formset.prefix}-{number}-{name}": said for name, said in form.errors.items()}
    return {name: list(map(str, said)) for name, said in errors.items()}


def at_most(limit):
    return f"Ensure this value is less than or equal to {limit}."


def at_least(limit):
    return f"Ensure this value is greater than or equal to {limit}."


def unknown(choice):
    return f"Select a valid choice. {choice} is not one of the available choices."


def rows(prefix, typed):
    """What is typed into the rows of a page from the first on, by the names of its fields."""
    named = {f"{prefix}-{n}-{name}": value for n, row in enumerate(typed) for name, value in row.items()}
    return named | {f"{prefix}-TOTAL_FORMS": len(typed)}


def in_rows(prefix, errors):
    return {f"{prefix}-{n}-{name}": [said] for n, row in enumerate(errors) for name, said in row.items()}


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        (
            {"points": "100001", "cap": "-1", "half_life": "0", "kind": "gossip"},
            {"points": at_most(100_000), "cap": at_least(0), "half_life": at_least(1), "kind": unknown("gossip")},
        ),
        (
            {"points": "-100001", "cap": "100001", "half_life": "3651"},
            {"points": at_least(-100_000), "cap": at_most(100_000), "half_life": at_most(3650)},
        ),
        (
            {"points": "1.5", "cap": "", "half_life": "a week"},
            {
                "points": "Enter a whole number.",
                "cap": "This field is required.",
                "half_life": "Enter a whole number.",
            },
        ),
    ],
)
def test_a_signal_type(ada, typed, errors):
    assert refused(ada, SignalType.objects.first(), **typed) == {field: [said] for field, said in errors.items()}


@pytest.mark.parametrize(("threshold", "said"), [("101", at_most(100)), ("-1", at_least(0))])
def test_an_icp(ada, threshold, said):
    changes = {
        "threshold": threshold,
        "criteria-0-points": "100001",
        "criteria-1-points": "-100001",
        "criteria-2-operator": "like",
    }
    assert refused(ada, Icp.objects.get(key="growing_online_sellers"), **changes) == {
        "threshold": [said],
        "criteria-0-points": [at_most(100_000)],
        "criteria-1-points": [at_least(-100_000)],
        "criteria-2-operator": [unknown("like")],
    }


BY_SIZE = "Only numbers and dates can be compared by size."
NO_PARTS = "Only texts and lists can contain something."
CROSSED = "The first end must not be above the second."
NOTHING = "Say what the attribute is compared with."
NO_NUMBER = "“{}” is not a whole number. Write it without commas, such as 20000."
NO_DATE = "“{}” is not a date. Write it as 2026-05-31."
WRONG_RULES = [
    ("text", "at_least", "PL", BY_SIZE),
    ("choice", "between", "red, red", BY_SIZE),
    ("boolean", "at_most", "yes", BY_SIZE),
    ("choices", "at_most", "red", BY_SIZE),
    ("number", "contains", "5", NO_PARTS),
    ("date", "contains", "2026-05-31", NO_PARTS),
    ("boolean", "contains", "yes", NO_PARTS),
    ("number", "is", "many", NO_NUMBER.format("many")),
    ("number", "is", "1.5", NO_NUMBER.format("1.5")),
    ("number", "is", "1" + "0" * 15, NO_NUMBER.format("1" + "0" * 15)),
    ("number", "between", "9, 5", CROSSED),
    ("number", "between", ",", "Write two ends, such as [20, 250]; null leaves one end open."),
    ("number", "one_of", ",", NOTHING),
    ("number", "is", "", NOTHING),
    ("number", "is_known", "5", "“Is known” compares with nothing: leave this empty."),
    ("boolean", "is", "perhaps", "“perhaps” is neither yes nor no."),
    ("date", "is", "31.05.2026", NO_DATE.format("31.05.2026")),
    # Dates, but not as they are kept: compared as texts they would come out wrong.
    ("date", "at_least", "20260531", NO_DATE.format("20260531")),
    ("date", "at_least", "2026-W22-7", NO_DATE.format("2026-W22-7")),
    ("date", "is", "2026-02-30", NO_DATE.format("2026-02-30")),
    ("date", "between", "2026-06-01, 2026-05-01", CROSSED),
    ("choice", "is", "green", "“green” is not in the list of Of one's own: red."),
    ("choices", "one_of", "red, green", "“green” is not in the list of Of one's own: red."),
]


def test_rules_of_an_icp(ada):
    """Operators that do not fit the type of the value, and operands that do not fit the operator."""
    own = {
        kind: Attribute.objects.create(
            key=f"own_{kind}",
            name={"en": "Of one's own"},
            entity="company",
            value_type=kind,
            choices=[{"value": "red", "name": {"en": "Red"}}] if kind.startswith("choice") else [],
        )
        for kind in Attribute.Type.values
    }
    typed = [
        {"attribute": own[kind].pk, "operator": operator, "operand": operand, "points": "1"}
        for kind, operator, operand, _said in WRONG_RULES
    ]
    found = refused(ada, Icp.objects.get(key="growing_online_sellers"), **rows("criteria", typed))
    assert found == in_rows("criteria", [{"operand": said} for *_rule, said in WRONG_RULES])


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"pass_rule": "threshold", "threshold": "0"}, "threshold", at_least(1)),
        ({"pass_rule": "threshold", "threshold": "101"}, "threshold", at_most(100)),
        ({"pass_rule": "both"}, "threshold", "This pass rule needs a threshold from 1 to 100."),
        ({"threshold": "50"}, "threshold", "This pass rule has no threshold: leave it empty."),
        ({"pass_rule": "by_mood"}, "pass_rule", unknown("by_mood")),
        (
            {"pass_rule": "threshold", "threshold": "50"} | {f"criteria-{n}-weight": "0" for n in range(4)},
            "threshold",
            "All weights are 0: the threshold could never be reached.",
        ),
    ],
)
def test_a_framework(ada, typed, field, said):
    assert refused(ada, Framework.objects.get(key="bant"), **typed) == {field: [said]}


def test_criteria_of_a_framework(ada):
    typed = [
        {"weight": "-1", "gate": "0"},
        {"weight": "1001", "gate": "5"},
        {"gate_evidence": "sworn"},
        {"gate": "", "gate_evidence": "heard"},
    ]
    assert refused(ada, Framework.objects.get(key="bant"), **rows("criteria", typed)) == in_rows(
        "criteria",
        [
            {"weight": at_least(0), "gate": at_least(1)},
            {"weight": at_most(1000), "gate": at_most(4)},
            {"gate_evidence": unknown("sworn")},
            {"gate_evidence": "Without a gate there is nothing to prove: name the least rating first."},
        ],
    )


@pytest.mark.parametrize(("typed", "said"), [("0", at_least(1)), ("3651", at_most(3650))])
def test_a_shelf_life(ada, typed, said):
    assert refused(ada, Criterion.objects.get(key="budget"), shelf_life=typed) == {"shelf_life": [said]}


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        (
            {"assumed_percent": "90", "grade_b": "75", "level_3": "15"},
            {
                "heard_percent": "Heard counts no less than assumed.",
                "grade_a": "Grade A begins above grade B.",
                "level_3": "Level 3 begins above level 2.",
            },
        ),
        (
            {"heard_percent": "101", "grade_c": "60", "level_4": "39"},
            {
                "heard_percent": at_most(100),
                "grade_b": "Grade B begins above grade C.",
                "level_4": "Level 4 begins above level 3.",
            },
        ),
        (
            {"assumed_percent": "-1", "grade_a": "101", "grade_c": "0", "level_2": "0", "level_4": "2147483648"},
            {
                "assumed_percent": at_least(0),
                "grade_a": at_most(100),
                "grade_c": "It begins above 0.",
                "level_2": "It begins above 0.",
                "level_4": at_most(2_147_483_647),
            },
        ),
    ],
)
def test_grades_levels_and_evidence(ada, typed, errors):
    found = refused(ada, ScoringSettings.objects.get(), **typed)
    assert found == {field: [said] for field, said in errors.items()}


@pytest.mark.parametrize(("typed", "said"), [("-1", at_least(0)), ("100", at_most(99))])
def test_a_rank(ada, typed, said):
    assert refused(ada, Category.objects.get(key="mql"), rank=typed) == {"rank": [said]}


WRONG_CONDITIONS = [
    ({"kind": "fit_grade", "values": "A, E"}, {"values": "Only these are known: A, B, C, D."}),
    ({"kind": "inclusion", "values": "inside"}, {"values": "Only these are known: excluded, included, open."}),
    (
        {"kind": "verdict", "framework": "leading", "values": "perhaps"},
        {"values": "Only these are known: disqualified, qualified, undecided."},
    ),
    (
        {"kind": "verdict", "values": "qualified"},
        {"framework": "Say which framework: leading, any_other, or a key."},
    ),
    ({"kind": "engagement_level", "at_least": "5"}, {"at_least": "Levels are 1 to 4."}),
    ({"kind": "engagement_level", "at_most": "0"}, {"at_most": "Levels are 1 to 4."}),
    ({"kind": "intent_points", "at_least": "-1"}, {"at_least": "It is never below 0."}),
    ({"kind": "last_signal_age", "at_most": "-1"}, {"at_most": "It is never below 0."}),
    ({"kind": "amount", "at_least": "-5", "currency": "EUR"}, {"at_least": "It is never below 0."}),
    ({"kind": "amount", "at_least": "5"}, {"currency": "Name the currency, such as EUR."}),
    ({"kind": "amount", "at_least": "5", "currency": "E2R"}, {"currency": "Name the currency, such as EUR."}),
    ({"kind": "intent_points"}, {"at_least": "Name at least one end."}),
    ({"kind": "intent_points", "at_least": "9", "at_most": "5"}, {"at_most": "At most must not be below at least."}),
    ({"kind": "signal_within", "values": "webinar_attended"}, {"days": "Say within how many days."}),
    ({"kind": "horoscope", "values": "lion"}, {"kind": unknown("horoscope")}),
]


def test_conditions_of_a_row(ada):
    empty = dict.fromkeys(("framework", "values", "at_least", "at_most", "days", "currency"), "")
    typed = [empty | condition for condition, _said in WRONG_CONDITIONS]
    found = refused(ada, DecisionRow.objects.get(key="r9"), **rows("conditions", typed))
    assert found == in_rows("conditions", [said for _condition, said in WRONG_CONDITIONS])
