"""Brygida installs leadqual on Monday: what she finds is whole, and says what the documentation says."""

import re

import pytest

from tests.frameworks_app.packs import TIDEPOST, criteria, frameworks, keys, questions, read, shipped

# Days that an answer is good for.
SHELF_LIVES = {
    "authority": 120,
    "budget": 90,
    "champion": 60,
    "company_fit": 365,
    "competition": 45,
    "consequences": 180,
    "decision_criteria": 60,
    "decision_process": 90,
    "economic_buyer": 120,
    "goals": 180,
    "implications": 180,
    "metrics": 180,
    "need": 90,
    "pain": 180,
    "paper_process": 180,
    "plans": 120,
    "priority": 30,
    "reason_to_change": 90,
    "selection_process": 120,
    "solution_fit": 180,
    "timeline": 30,
}

# Criterion: (weight, gate).
FRAMEWORKS = {
    "bant": ("all_gates", None, {"budget": (1, 2), "authority": (1, 2), "need": (1, 2), "timeline": (1, 2)}),
    "meddic": (
        "gates_in_order",
        None,
        {
            "metrics": (2, 2),
            "economic_buyer": (2, 2),
            "decision_criteria": (1, 2),
            "decision_process": (1, 2),
            "pain": (2, 2),
            "champion": (2, 2),
        },
    ),
    "champ": ("both", 45, {"pain": (3, 2), "authority": (2, 1), "budget": (2, 1), "priority": (3, 2)}),
    "meddpicc": (
        "both",
        45,
        {
            "metrics": (2, 2),
            "economic_buyer": (2, 2),
            "decision_criteria": (1, 2),
            "decision_process": (1, 2),
            "paper_process": (1, None),
            "pain": (2, 2),
            "champion": (2, 2),
            "competition": (1, None),
        },
    ),
    "meddic_paper": (
        "gates_in_order",
        None,
        {
            "metrics": (2, 2),
            "economic_buyer": (2, 2),
            "decision_criteria": (1, 2),
            "decision_process": (1, 2),
            "paper_process": (1, 2),
            "pain": (2, 2),
        },
    ),
    "gpctba_ci": (
        "both",
        45,
        {
            "goals": (2, 2),
            "plans": (1, None),
            "pain": (2, None),
            "timeline": (1, None),
            "budget": (1, None),
            "authority": (1, None),
            "consequences": (2, None),
            "implications": (1, None),
        },
    ),
    "three_filters": (
        "gates_in_order",
        None,
        {"company_fit": (1, 2), "need": (1, 2), "selection_process": (1, 2), "authority": (1, 1)},
    ),
}

# Kind, points, cap, half-life in days.
SIGNALS = {
    "product_page_view": ("interest", 5, 20, 14),
    "case_study_download": ("interest", 10, 30, 30),
    "contact_form": ("intent", 15, 30, 30),
    "webinar_attended": ("interest", 20, 40, 45),
    "positive_review": ("feedback", 25, 50, 180),
    "customer_recommendation": ("feedback", 25, 50, 90),
    "email_click": ("interest", 3, 9, 14),
    "calculator_finished": ("interest", 15, 30, 30),
    "event_talk": ("interest", 15, 30, 45),
    "pricing_page_view": ("intent", 15, 30, 10),
    "demo_request": ("intent", 40, 40, 30),
    "personal_reply": ("intent", 20, 40, 30),
    "trial_started": ("intent", 15, 15, 21),
    "trial_core_job": ("intent", 25, 25, 21),
    "trial_colleague_invited": ("intent", 15, 45, 30),
    "plan_limit_reached": ("intent", 25, 25, 30),
    "no_show": ("negative", -10, 20, 30),
    "careers_page_view": ("negative", -10, 20, 60),
    "unsubscribed": ("negative", -25, 25, 180),
    "hard_bounce": ("negative", -20, 20, None),
    "complaint": ("negative", -25, 50, 180),
}

CATEGORIES = [
    ("sql", "sales", 90),
    ("check", "sales", 80),
    ("pql", "marketing", 70),
    ("mql", "marketing", 60),
    ("target", "new", 50),
    ("inquiry", "new", 40),
    ("nurture", "nurture", 30),
    ("dormant", "nurture", 20),
    ("outside_icp", "disqualified", 10),
]

TABLE = [
    ("r1", "check"),
    ("r2", "outside_icp"),
    ("r3", "check"),
    ("r4", "sql"),
    ("r5", "check"),
    ("r6", "nurture"),
    ("r7", "nurture"),
    ("r8", "mql"),
    ("r9", "pql"),
    ("r10a", "mql"),
    ("r10b", "mql"),
    ("r10c", "mql"),
    ("r11", "dormant"),
    ("r12", "target"),
    ("r13", "nurture"),
    ("r14", "inquiry"),
]


def test_every_criterion_is_there_and_good_for_its_days():
    assert {key: criterion["shelf_life"] for key, criterion in criteria().items()} == SHELF_LIVES
    assert keys(criteria().values()) == list(criteria())


@pytest.mark.parametrize("key", SHELF_LIVES)
def test_a_criterion_can_be_rated_and_asked(key):
    criterion = criteria()[key]
    assert len(criterion["rubric"]) == 5
    assert len(criterion["questions"]) >= 2
    assert criterion["chapter"] in {"problem", "effect", "process", "people", "money", "time"}
    assert criterion["value_kind"] in {"none", "money", "date", "people", "text", "number", "need"}
    assert criterion["derived_from"] == ("company_light" if key == "company_fit" else "")


def test_every_question_has_two_probes_and_a_key_of_its_own():
    assert [question["key"] for question in questions() if len(question["probes"]) < 2] == []
    asked = keys(questions())
    assert sorted(set(asked)) == sorted(asked)


@pytest.mark.parametrize("key", FRAMEWORKS)
def test_a_framework_weighs_what_its_page_says(key):
    framework = frameworks()[key]
    uses = {use["criterion"]: (use["weight"], use["gate"]) for use in framework["criteria"]}
    rule, threshold, expected = FRAMEWORKS[key]
    assert framework["key"] == key
    assert (framework["pass_rule"], framework["threshold"]) == (rule, threshold)
    assert list(uses.items()) == list(expected.items())
    assert set(uses) <= set(criteria())


def test_a_new_team_works_by_bant_with_meddic_as_the_challenger():
    assert list(frameworks()) == list(FRAMEWORKS)
    assert [key for key, framework in frameworks().items() if framework["active"]] == ["bant", "meddic"]


def test_the_three_filters_light_company_need_and_person():
    lights = [(use["criterion"], use["light"]) for use in frameworks()["three_filters"]["criteria"]]
    assert lights == [
        ("company_fit", "company"),
        ("need", "need"),
        ("selection_process", "need"),
        ("authority", "person"),
    ]


def test_challenges_are_pain_under_another_name_and_gpct_asks_in_its_own_words():
    uses = [(key, use) for key, framework in frameworks().items() for use in framework["criteria"]]
    labels = [(key, use["criterion"], use["label"]["en"]) for key, use in uses if "label" in use]
    own_words = [(key, use["criterion"], len(use["questions"])) for key, use in uses if "questions" in use]
    assert labels == [
        ("champ", "pain", "Challenges"),
        ("champ", "budget", "Money"),
        ("gpctba_ci", "pain", "Challenges"),
    ]
    assert own_words == [("gpctba_ci", "pain", 2)]


def test_signals_are_worth_what_the_table_says():
    found = {
        signal["key"]: (signal["kind"], signal["points"], signal["cap"], signal["half_life"])
        for signal in shipped("signal_types")
    }
    assert list(found.items()) == list(SIGNALS.items())


def test_one_of_each_classic_signal_is_level_four():
    """Ola reads, downloads, writes, attends and praises in one day."""
    classic = list(SIGNALS.values())[:5]
    assert sum(points for _kind, points, _cap, _half_life in classic) == shipped("settings")["levels"][-1]


def test_settings_are_the_documented_ones():
    assert shipped("settings") == {
        "evidence": {"assumed": 50, "heard": 80, "confirmed": 100},
        "grades": {"A": 75, "B": 50, "C": 25},
        "levels": [15, 40, 75],
    }


def test_statuses_rank_from_sql_down_to_outside_icp():
    assert [(each["key"], each["kind"], each["rank"]) for each in shipped("categories")] == CATEGORIES


def test_the_decision_table_leads_to_statuses_in_order():
    assert [(row["key"], row["category"]) for row in shipped("decision_table")] == TABLE


def test_the_last_row_takes_everything_and_disqualifies_nobody():
    last = shipped("decision_table")[-1]
    kinds = {key: kind for key, kind, _rank in CATEGORIES}
    assert last["conditions"] == []
    assert kinds[last["category"]] == "new"
    assert [row["key"] for row in shipped("decision_table") if not row["conditions"]] == ["r14"]


def test_conditions_speak_of_signals_criteria_and_frameworks_that_exist():
    conditions = [condition for row in shipped("decision_table") for condition in row["conditions"]]
    signals = {key for each in conditions for key in each.get("types", [])}
    gates = {key for each in conditions for key in each.get("criteria", [])}
    spoken_of = {each["framework"] for each in conditions if "framework" in each}
    assert signals - set(SIGNALS) == set()
    assert gates - set(SHELF_LIVES) == set()
    assert spoken_of == {"leading", "any_other"}


def test_only_rows_four_and_nine_take_a_fit_that_is_still_open():
    rows = shipped("decision_table")
    assert [row["key"] for row in rows if any(each.get("or_open") for each in row["conditions"])] == ["r4", "r9"]


def test_every_key_is_snake_case():
    named = [*criteria().values(), *frameworks().values(), *questions()]
    for name in ("signal_types", "categories", "decision_table", "attributes"):
        named += shipped(name)
    for name in ("products", "segments", "attributes", "personas", "icps"):
        named += read(TIDEPOST / f"{name}.yml")
    assert [key for key in keys(named) if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", key)] == []
