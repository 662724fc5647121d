"""The decision table: every kind of condition, what wins, and what may still win."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frameworks_app.scoring import Event, Facts, Model, score
from frameworks_app.scoring.category import decide, holds
from frameworks_app.scoring.whole import case_of
from frameworks_app.verdict import Answer
from tests.frameworks_app.documents import bant, document, framework, icp, line, meddic, row, rule

TODAY = 20_000


def case(stated=None, **facts):
    model = Model.from_document(stated or document())
    return case_of(model, Facts(**{"today": TODAY, **facts}))


def sized(points, *, required=True):
    """An ICP of one required size and 100 points to earn."""
    return icp(
        "sellers",
        rule("size", "employees", "at_least", 10, 0, required=required),
        rule("first", "revenue", "at_least", 10, points),
        rule("second", "age", "at_least", 1, 100 - points),
    )


@pytest.mark.parametrize(
    ("results", "letters", "state"),
    [
        ({"size": True, "first": True, "second": False}, ["B", "C"], True),
        ({"size": True, "first": True, "second": False}, ["A", "D"], False),
        ({"size": True, "first": True}, ["A", "B"], True),
        ({"size": True, "first": True}, ["A"], None),
        ({"size": True, "first": True}, ["C", "D"], False),
        ({}, ["A", "B", "C", "D"], True),
        ({"size": False}, ["D"], True),
    ],
)
def test_fit_grade(results, letters, state):
    """Revenue earns 60 of 100 points, age the other 40."""
    found = case(document(icps=[sized(60)]), results={"sellers": results})
    assert holds({"kind": "fit_grade", "in": letters}, found) is state


@pytest.mark.parametrize(
    ("size", "inclusion", "named"), [(True, True, True), (False, False, False), (None, None, None)]
)
def test_inclusion_and_icp(size, inclusion, named):
    found = case(document(icps=[sized(60)]), results={"sellers": {"size": size}})
    assert holds({"kind": "inclusion", "in": ["included"]}, found) is inclusion
    assert holds({"kind": "icp", "key": "sellers"}, found) is named
    assert holds({"kind": "icp", "key": "retired"}, found) is False


@pytest.mark.parametrize("kind", ["segment", "product", "source"])
def test_what_a_lead_is_of(kind):
    condition = {"kind": kind, "in": ["mass", "corporate"]}
    states = [holds(condition, case(**{kind: value})) for value in ("mass", "other", None)]
    assert states == [True, False, None]


@pytest.mark.parametrize(
    ("amount", "currency", "state"),
    [
        (99_999, "EUR", False),
        (100_000, "EUR", True),
        (200_000, "EUR", True),
        (200_001, "EUR", False),
        (150_000, "PLN", None),
        (None, "EUR", None),
        (150_000, None, None),
    ],
)
def test_amount(amount, currency, state):
    condition = {"kind": "amount", "currency": "EUR", "at_least": 100_000, "at_most": 200_000}
    assert holds(condition, case(amount=amount, currency=currency)) is state


def test_engagement_level_and_intent_points():
    """Two contact forms today are 30 points of intent: level 2."""
    found = case(events=[Event("contact_form", TODAY)] * 2)
    states = [
        holds(condition, found)
        for condition in (
            {"kind": "engagement_level", "at_least": 2},
            {"kind": "engagement_level", "at_least": 3},
            {"kind": "engagement_level", "at_most": 1},
            {"kind": "intent_points", "at_least": 30},
            {"kind": "intent_points", "at_least": 31},
            {"kind": "intent_points", "at_most": 30},
            {"kind": "intent_points", "at_most": 29},
        )
    ]
    assert states == [True, False, False, True, False, True, False]


@pytest.mark.parametrize(("age", "state"), [(-1, False), (0, True), (2, True), (3, False)])
def test_signal_within(age, state):
    condition = {"kind": "signal_within", "types": ["contact_form"], "days": 2}
    assert holds(condition, case(events=[Event("contact_form", TODAY - age)])) is state
    assert holds(condition, case(events=[Event("webinar", TODAY - age)])) is False


def test_last_signal_age():
    """Only the webinar of next week and the page view 14 days ago are on record."""
    found = case(events=[Event("webinar", TODAY + 7), Event("page_view", TODAY - 14)])
    fresh, old = {"kind": "last_signal_age", "at_most": 14}, {"kind": "last_signal_age"}
    assert [holds(fresh, found), holds({**old, "at_least": 15}, found)] == [True, False]
    silent = case(events=[Event("webinar", TODAY + 7)])
    assert [holds(fresh, silent), holds({**old, "at_least": 0}, silent)] == [False, False]


def verdict(named, *verdicts):
    return {"kind": "verdict", "framework": named, "in": list(verdicts)}


def test_verdict_of_the_leading_of_another_and_of_one_by_name():
    """Budget is a plain no under BANT; MEDDIC, the only other active one, has heard nothing."""
    found = case(answers={"budget": Answer(0, "heard")})
    states = [
        holds(condition, found)
        for condition in (
            verdict("leading", "disqualified"),
            verdict("any_other", "disqualified"),
            verdict("any_other", "undecided"),
            verdict("bant", "disqualified", "qualified"),
            verdict("three_filters", "undecided"),
            verdict("unheard_of", "undecided"),
        )
    ]
    assert states == [True, False, True, True, True, False]


def test_any_other_looks_at_active_frameworks_only():
    """Under the sleeping three filters Ela cannot buy; nobody works by them."""
    found = case(answers={"selection_process": Answer(0, "heard")})
    assert holds(verdict("any_other", "disqualified"), found) is False
    assert holds(verdict("three_filters", "disqualified"), found) is True


def test_without_a_framework_the_leading_verdict_is_undecided():
    found = case(document(frameworks=[]))
    assert holds(verdict("leading", "undecided"), found) is True
    assert holds(verdict("leading", "qualified"), found) is False
    assert holds(verdict("any_other", "undecided"), found) is False
    failed = {"kind": "gate_failed", "framework": "leading", "criteria": ["budget"]}
    assert holds(failed, found) is False


def test_gate_failed_whatever_the_pass_rule():
    ours = framework("ours", line("budget", gate=2), line("need"), rule="threshold", threshold=10)
    stated = document(frameworks=[ours, bant(), meddic()])
    found = case(stated, answers={"budget": Answer(1, "heard"), "need": Answer(0, "assumed")})

    def failed(named, *criteria):
        condition = {"kind": "gate_failed", "framework": named, "criteria": list(criteria)}
        return holds(condition, found)

    assert failed("leading", "budget", "timeline") is True
    assert failed("leading", "need") is False
    assert failed("bant", "need", "timeline") is False
    assert failed("bant", "budget") is True
    assert failed("unheard_of", "budget") is False


RICH = {"kind": "segment", "in": ["corporate"]}
KEEN = {"kind": "engagement_level", "at_least": 2}
MILD = {"kind": "engagement_level", "at_most": 1}


def decided(*rows, **facts):
    table = [*rows, row("rest", "inquiry")]
    found = score(Model.from_document(document(table=table)), Facts(today=TODAY, **facts))
    return found.category, found.row, found.settled, found.may_become


def test_an_open_condition_does_not_match_but_may_still():
    assert decided(row("r1", "sql", RICH)) == ("inquiry", "rest", False, ("sql",))


def test_an_open_condition_marked_or_still_open_matches_and_is_not_settled():
    found = decided(row("r1", "sql", {**RICH, "or_open": True}), row("r2", "mql", RICH))
    assert found == ("sql", "r1", False, ("mql", "inquiry"))


def test_a_row_that_is_true_ends_what_may_win():
    found = decided(row("r1", "sql", RICH), row("r2", "mql", MILD), row("r3", "nurture", RICH))
    assert found == ("mql", "r2", False, ("sql",))


def test_a_false_condition_settles_what_an_open_one_left():
    assert decided(row("r1", "sql", RICH, KEEN)) == ("inquiry", "rest", True, ())


def test_another_row_of_the_same_category_is_not_a_change():
    assert decided(row("r1", "inquiry", RICH)) == ("inquiry", "rest", False, ())


def test_a_table_without_a_last_row_is_refused():
    stated = document(table=[row("r1", "sql", RICH)])
    with pytest.raises(ValueError, match="last row"):
        decide(case(stated))


def winners_by_trying(rows):
    """The rows that win in some completion, each open condition turning out either way."""
    winners = set()
    open_ones = [(at, n) for at, each in enumerate(rows) for n, s in enumerate(each.states) if s is None]
    for way in product((True, False), repeat=len(open_ones)):
        known = dict(zip(open_ones, way, strict=True))
        for at, each in enumerate(rows):
            if all(known.get((at, n), state) for n, state in enumerate(each.states)):
                winners.add(each.row.key)
                break
    return winners


states = st.sampled_from([MILD, KEEN, RICH, {**RICH, "or_open": True}])
tables = st.lists(st.lists(states, min_size=1, max_size=3), max_size=5)


@settings(deadline=None, max_examples=300)
@given(tables, st.lists(st.sampled_from(("mql", "sql", "nurture")), min_size=6, max_size=6))
def test_settled_and_may_become_are_what_trying_everything_finds(table, to):
    """Nothing is known of the lead but its silence: MILD is true, KEEN is false, RICH is open."""
    rows = [row(f"r{at}", to[at], *conditions) for at, conditions in enumerate(table)]
    found = decide(case(document(table=[*rows, row("rest", to[-1])])))
    winners = winners_by_trying(found.rows)
    categories = {each.row.key: each.row.category for each in found.rows}
    assert found.settled == (winners == {found.row})
    assert set(found.may_become) == {categories[key] for key in winners} - {found.category}
