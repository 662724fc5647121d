"""What the editor warns of: sentences about a document, each with the place it is about."""

import pytest

from frameworks_app.actions.doubts import doubts
from frameworks_app.actions.publish import draft_document
from frameworks_app.actions.scale import scale_of
from tests.frameworks_app.documents import (
    bant,
    classic_signals,
    decision_table,
    document,
    framework,
    icp,
    line,
    row,
    rule,
    signal_type,
)

KEEN = {"kind": "engagement_level", "at_least": 2}
FITS = {"kind": "fit_grade", "in": ["A", "B"]}
QUALIFIED = {"kind": "verdict", "framework": "leading", "in": ["qualified"]}
FORM = {"kind": "signal_within", "types": ["contact_form"], "days": 2}


def about(part, **changes):
    return [(each.sentence, each.anchor) for each in doubts(document(**changes)) if each.part == part]


def table(*rows):
    return [*rows, row("last", "inquiry")]


def of_table(*rows):
    return about("statuses", table=table(*rows))


def test_a_rule_below_a_wider_one_on_the_same_attribute_never_counts():
    rules = (rule("size", "employees", "between", [10, 500], 5), rule("best", "employees", "between", [20, 250], 20))
    assert about("fit", icps=[icp("shops", *rules)]) == [
        ("shops: “best” can never count: whenever it holds, “size” above it holds first.", "rule-best")
    ]
    assert about("fit", icps=[icp("shops", *reversed(rules))]) == []


def test_an_icp_whose_rules_give_nothing_fits_everybody():
    assert about("fit", icps=[icp("shops", rule("size", "employees", "at_least", 10, 0, required=True))]) == [
        ("shops: every rule gives 0 points, so that every lead inside it has fit 100.", "icp-shops")
    ]


def test_a_filter_that_the_best_lead_cannot_pass():
    rules = (
        rule("small", "employees", "at_most", 50, 10, required=True),
        rule("large", "employees", "at_least", 200, 30),
    )
    assert about("fit", icps=[icp("shops", *rules, threshold=50)]) == [
        (
            "shops: the company filter passes from 50, and the best lead that meets the required rules reaches 33.",
            "icp-shops",
        )
    ]
    assert about("fit", icps=[icp("shops", *rules, threshold=33)]) == []


def test_the_scale_of_an_icp_says_where_leads_come_to_stand():
    scale = scale_of(
        icp(
            "shops",
            rule("size", "employees", "at_least", 10, 20, required=True),
            rule("industry", "industry", "is", "retail", 70, value_type="choice"),
            rule("gambling", "industry", "is", "gambling", -10, value_type="choice"),
        )
    )
    assert (scale.least, scale.most, scale.best) == (-10, 90, 90)
    assert [scale.fit(each) for each in (scale.best, scale.required_alone, scale.nothing)] == [10000, 3000, 1000]
    assert (scale.needed(25), scale.fit(scale.needed(25)), scale.fit(scale.needed(25) - 1)) == (15, 2500, 2400)


def test_a_cap_below_one_event():
    types = [*classic_signals(), signal_type("fair", "interest", 30, 20, 30)]
    assert about("engagement", signal_types=types) == [
        ("fair: the cap 20 is below one event's 30 points, so that none counts whole.", "signal-fair")
    ]


@pytest.mark.parametrize(
    ("half_life", "said"),
    [
        (
            700,
            [
                (
                    (
                        "fair: with a half-life of 700 days it hardly fades: after 90 days 91 percent are left. "
                        "Leave the half-life empty for what should never fade."
                    ),
                    "signal-fair",
                )
            ],
        ),
        (400, []),
        (2, []),
        (None, []),
    ],
)
def test_a_half_life_that_hardly_fades(half_life, said):
    assert about("engagement", signal_types=[signal_type("fair", "interest", 90, 90, half_life)]) == said


def test_a_half_life_of_nothing():
    nothing = {**signal_type("fair", "interest", 0, 20, 30), "active": True}
    types = [*classic_signals(), nothing]
    assert about("engagement", signal_types=types) == [
        ("fair: it counts nothing, so that its half-life of 30 days fades nothing.", "signal-fair")
    ]
    assert about("engagement", signal_types=[*classic_signals(), {**nothing, "active": False}]) == []
    assert about("engagement", signal_types=[*classic_signals(), {**nothing, "half_life": 1}]) == [
        ("fair: it counts nothing, so that its half-life of 1 day fades nothing.", "signal-fair")
    ]


def test_levels_above_what_all_caps_allow():
    assert about("engagement", levels=[15, 200, 300]) == [
        ("Engagement level 3 begins at 200 points, and all caps together allow 170.", "level-3")
    ]


def test_a_gate_that_counts_nothing_on_a_criterion_that_weighs_nothing():
    weighed = framework("own", line("need"), line("budget", weight=0, gate=2), rule="threshold", threshold=50)
    assert about("qualification", frameworks=[weighed]) == [
        (
            "own: budget has weight 0 and no gate that this pass rule counts, so that its answer changes nothing.",
            "framework-own",
        )
    ]
    assert about("qualification", frameworks=[{**weighed, "pass_rule": "both"}]) == []


def test_a_threshold_above_what_is_heard():
    assert about("qualification", frameworks=[bant(rule="both", threshold=90)]) == [
        (
            (
                "bant: answers heard once reach 80 at most, and the threshold is 90: nobody qualifies without a "
                "second source."
            ),
            "framework-bant",
        )
    ]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ([KEEN], [{"kind": "engagement_level", "at_least": 3}, FITS]),
        ([], [KEEN]),
        ([FITS], [{"kind": "fit_grade", "in": ["A"]}]),
        ([{**FITS, "or_open": True}], [FITS]),
        ([FORM], [{**FORM, "days": 1}, QUALIFIED]),
        ([{"kind": "icp", "key": "growing_online_sellers"}], [{"kind": "icp", "key": "growing_online_sellers"}, KEEN]),
    ],
)
def test_a_row_below_a_wider_one_can_never_win(earlier, later):
    said = of_table(row("wide", "mql", *earlier), row("narrow", "sql", *later))
    assert ("“narrow” can never win: whenever it holds, “wide” above it holds first.", "row-narrow") in said


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ([FITS], [{**FITS, "or_open": True}]),
        ([KEEN, FITS], [KEEN]),
        ([{**FORM, "days": 1}], [FORM]),
        ([QUALIFIED], [{**QUALIFIED, "framework": "meddic"}]),
    ],
)
def test_a_row_that_may_still_win_is_not_doubted(earlier, later):
    assert of_table(row("first", "mql", *earlier), row("second", "mql", *later)) == []


@pytest.mark.parametrize(
    "conditions",
    [
        [FITS, {"kind": "fit_grade", "in": ["C"], "or_open": True}],
        [KEEN, {"kind": "engagement_level", "at_most": 1}],
        [{"kind": "inclusion", "in": ["excluded"]}, FITS],
        [{"kind": "inclusion", "in": ["excluded"]}, {"kind": "icp", "key": "growing_online_sellers"}],
        [FORM, {"kind": "last_signal_age", "at_least": 30}],
        [QUALIFIED, {"kind": "gate_failed", "framework": "leading", "criteria": ["budget"]}],
        [QUALIFIED, {**QUALIFIED, "in": ["disqualified"]}],
    ],
)
def test_conditions_that_exclude_each_other(conditions):
    said = "“odd” can never win: its own conditions exclude each other."
    assert of_table(row("odd", "sql", *conditions)) == [(said, "row-odd")]
    assert of_table(row("odd", "sql", *reversed(conditions))) == [(said, "row-odd")]


def test_two_frameworks_may_well_disagree():
    one, other = (
        {"kind": "verdict", "framework": "any_other", "in": [said]} for said in ("qualified", "disqualified")
    )
    assert of_table(row("torn", "sql", one, other)) == []


@pytest.mark.parametrize(
    ("condition", "problem"),
    [
        ({"kind": "engagement_level", "at_least": 5}, "there is no such engagement level: they go from 1 to 4."),
        (
            {"kind": "intent_points", "at_least": 31},
            "it asks for 31 intent points, and all caps of intent together allow 30.",
        ),
        ({"kind": "icp", "key": "gone"}, "the ICP that it names is not active."),
        (
            {"kind": "gate_failed", "framework": "bant", "criteria": ["champion"]},
            "no framework that it looks at has a gate on what it names.",
        ),
        ({**QUALIFIED, "framework": "gone"}, "there is no framework for it to look at."),
    ],
)
def test_a_condition_that_no_lead_meets(condition, problem):
    assert of_table(row("odd", "sql", condition)) == [(f"“odd” can never win: {problem}", "row-odd")]


def test_a_better_grade_that_leads_lower_is_shown_on_a_lead():
    rows = row("fair", "sql", {"kind": "fit_grade", "in": ["B", "C"]}), row("good", "mql", FITS)
    assert of_table(*rows) == [
        (
            (
                "Better, and lower: a lead with fit grade B becomes sql; with fit grade A instead, all else equal, it "
                "becomes mql, by the row “good”."
            ),
            "row-good",
        )
    ]


def test_a_better_level_that_leads_lower_only_with_a_signal():
    quiet = {"kind": "engagement_level", "at_most": 1}
    assert of_table(row("quick", "sql", FORM, quiet), row("keen", "mql", KEEN)) == [
        (
            (
                "Better, and lower: a lead with engagement level 1, a signal “contact_form” becomes sql; with "
                "engagement level 2 instead, all else equal, it becomes mql, by the row “keen”."
            ),
            "row-keen",
        )
    ]


def test_more_intent_and_a_better_result_that_lead_lower():
    shy = {"kind": "intent_points", "at_most": 10}
    assert of_table(row("shy", "sql", shy), row("lost", "mql", {**QUALIFIED, "in": ["disqualified"]})) == [
        (
            (
                "Better, and lower: a lead with 0 intent points, bant: Not qualified becomes sql; with 11 intent "
                "points instead, all else equal, it becomes mql, by the row “lost”."
            ),
            "row-lost",
        ),
        (
            (
                "Better, and lower: a lead with 0 intent points becomes sql; with 11 intent points instead, all else "
                "equal, it becomes inquiry, by the row “last”."
            ),
            "row-last",
        ),
        (
            (
                "Better, and lower: a lead with 11 intent points, bant: Not qualified becomes mql; with bant: Open "
                "instead, all else equal, it becomes inquiry, by the row “last”."
            ),
            "row-last",
        ),
    ]


def test_a_table_that_rises_is_not_doubted():
    rows = (row("best", "sql", QUALIFIED), row("fair", "mql", FITS), row("warm", "nurture", KEEN))
    assert of_table(*rows[:2]) == []


def test_a_table_of_many_rows_stays_quick():
    rows = [
        row(f"r{n}", "mql", {"kind": "source", "in": [f"s{n}"]}, *decision_table()[3]["conditions"]) for n in range(60)
    ]
    assert of_table(*rows) == []


def test_what_the_shipped_definitions_are_doubted_for(shipped):
    said = [each.sentence.removeprefix("Better, and lower: a lead with ") for each in doubts(draft_document())]
    keen = "instead, all else equal, it becomes Nurture, by the row “Interested, but not ready”."
    still = "instead, all else equal, it becomes Dormant, by the row “No signal for half a year”."
    assert said == [
        f"fit grade D, engagement level 1, 0 intent points becomes Inquiry; with engagement level 2 {keen}",
        f"fit grade B, engagement level 1, 0 intent points becomes Target; with engagement level 2 {keen}",
        (
            "fit grade D, engagement level 1, 0 intent points, BANT: Not qualified, the last signal 181 days ago "
            f"becomes Nurture; with BANT: Open {still}"
        ),
    ]
