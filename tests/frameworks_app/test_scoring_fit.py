"""Fit of one company, as stories and against every ladder that could be."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frameworks_app.scoring import Inclusion, Light, Model
from frameworks_app.scoring.fit import grade, grades_between, measure_fit
from tests.frameworks_app import generated
from tests.frameworks_app.documents import document, icp, rule


def measured(results, *icps):
    return measure_fit(Model.from_document(document(icps=list(icps))), results)


def small_shops(**changes):
    return icp(
        "small_shops",
        rule("served", "country", "one_of", ["PL", "CZ"], 0, required=True, value_type="choice"),
        rule("best", "employees", "between", [20, 250], 20),
        rule("good", "employees", "between", [10, 500], 10),
        rule("giant", "employees", "at_least", 5_000, -10),
        rule("shop", "technologies", "one_of", ["shopify"], 15, value_type="choices"),
        rule("crm", "technologies", "one_of", ["hubspot"], 15, value_type="choices"),
        **changes,
    )


def found(**results):
    """The ICP of small shops: -10 at worst, 50 at best."""
    fit = measured({"small_shops": results}, small_shops())
    return fit.low, fit.high, fit.inclusion.value


SIZE_120 = {"best": True, "good": True, "giant": False}
SIZE_6000 = {"best": False, "good": False, "giant": True}


def test_only_the_first_rung_counts():
    """120 people are both best and good; no shop, no CRM: (20 + 10) / 60."""
    assert found(served=True, **SIZE_120, shop=False, crm=False) == (5_000, 5_000, "included")


def test_an_unknown_ladder_reaches_from_its_lowest_to_its_highest():
    assert found(served=True, shop=True, crm=False) == (2_500, 7_500, "included")


def test_choices_are_ladders_of_one():
    assert found(served=True, **SIZE_6000, shop=True, crm=True) == (5_000, 5_000, "included")


def test_an_open_required_criterion_keeps_low_at_nothing():
    assert found(**SIZE_120, shop=True, crm=True) == (0, 10_000, "open")


def test_a_failed_required_criterion_excludes():
    assert found(served=False, **SIZE_120, shop=True, crm=True) == (0, 0, "excluded")


def test_required_is_judged_by_itself_and_not_through_its_ladder():
    """The first rung holds and shadows the second, which is required and fails."""
    strict = icp(
        "strict",
        rule("known", "employees", "is_known", None, 5),
        rule("small", "employees", "at_most", 50, 5, required=True),
    )
    fit = measured({"strict": {"known": True, "small": False}}, strict)
    assert (fit.inclusion, fit.low, fit.high, fit.icp) == (Inclusion.EXCLUDED, 0, 0, None)


def test_points_of_nothing_are_a_whole_fit():
    easy = icp("easy", rule("size", "employees", "at_least", 10, 0, required=True))
    assert measured({"easy": {"size": True}}, easy).low == 10_000


def test_without_an_icp_everything_is_open():
    fit = measured({})
    assert (fit.low, fit.high, fit.icp) == (0, 10_000, None)
    assert (fit.inclusion, fit.company) == (Inclusion.OPEN, Light.OPEN)


def one_rule(key, points=10, *, other=10, required=False, threshold=25):
    return icp(
        key,
        rule("a", "employees", "at_least", 10, points, required=required),
        rule("b", "revenue", "at_least", 10, other),
        threshold=threshold,
    )


def test_several_icps_give_the_greatest_of_either_end():
    """The shop surely is half an agency, and may wholly be a seller."""
    sellers, agencies = one_rule("sellers"), one_rule("agencies", points=30)
    fit = measured({"sellers": {}, "agencies": {"a": False, "b": True}}, sellers, agencies)
    assert (fit.low, fit.high, fit.icp) == (2_500, 10_000, "agencies")


def test_of_equal_icps_the_first_is_named():
    fit = measured({}, one_rule("sellers"), one_rule("agencies"))
    assert fit.icp == "sellers"


def test_of_equal_lows_the_higher_high_is_named():
    sellers, agencies = one_rule("sellers"), one_rule("agencies")
    fit = measured({"sellers": {"a": False}}, sellers, agencies)
    assert (fit.icp, fit.low, fit.high) == ("agencies", 0, 10_000)


@pytest.mark.parametrize(
    ("first", "second", "inclusion", "light"),
    [
        ({"a": False}, {"a": False}, Inclusion.EXCLUDED, Light.FAIL),
        ({"a": False}, {"a": True, "b": True}, Inclusion.INCLUDED, Light.PASS),
        ({"a": False}, {"a": True, "b": False}, Inclusion.INCLUDED, Light.PASS),
        ({"a": False}, {"b": True}, Inclusion.OPEN, Light.OPEN),
        ({"b": True}, {"a": True}, Inclusion.INCLUDED, Light.PASS),
    ],
)
def test_inclusion_and_the_company_light(first, second, inclusion, light):
    icps = one_rule("sellers", required=True), one_rule("agencies", required=True, threshold=50)
    fit = measured({"sellers": first, "agencies": second}, *icps)
    assert (fit.inclusion, fit.company) == (inclusion, light)


def test_included_below_its_threshold_is_no_pass_yet():
    strict = one_rule("sellers", required=True, threshold=51)
    fit = measured({"sellers": {"a": True}}, strict)
    assert (fit.inclusion, fit.low, fit.company) == (Inclusion.INCLUDED, 5_000, Light.OPEN)


@pytest.mark.parametrize(
    ("fit", "letter"),
    [(10_000, "A"), (7_500, "A"), (7_499, "B"), (5_000, "B"), (2_500, "C"), (2_499, "D"), (0, "D")],
)
def test_grade(fit, letter):
    assert grade(Model.from_document(document()), fit) == letter


def test_grades_between():
    model = Model.from_document(document())
    assert grades_between(model, 2_600, 7_600) == ("A", "B", "C")
    assert grades_between(model, 0, 0) == ("D",)


def points_of(ladder, results):
    """What one ladder earns when all is known: the points of its first rung that holds."""
    return next((rung["points"] for rung in ladder if results[rung["key"]]), 0)


def bare_fit_by_trying(stated, results):
    """Low and high before required criteria: every way in which the unknown could turn out."""
    ladders = {}
    for each in stated["criteria"]:
        is_alone = each["value_type"] == "choices"
        ladders.setdefault(each["key"] if is_alone else each["attribute"], []).append(each)
    ranges, reach = [], []
    for ladder in ladders.values():
        keys = [each["key"] for each in ladder]
        every_way = [dict(zip(keys, way, strict=True)) for way in product((0, 1), repeat=len(keys))]
        reach.append([points_of(ladder, way) for way in every_way])
        ways = [way for way in every_way if all(results[key] is None or results[key] == way[key] for key in keys)]
        ranges.append([points_of(ladder, way) for way in ways])
    least, most = sum(map(min, reach)), sum(map(max, reach))
    if least == most:
        return 10_000, 10_000
    ends = sum(map(min, ranges)), sum(map(max, ranges))
    return tuple(10_000 * (end - least) // (most - least) for end in ends)


@settings(deadline=None, max_examples=400)
@given(generated.icps(), st.data())
def test_ladders_reach_what_trying_everything_finds(stated, data):
    results = data.draw(generated.results(stated))
    (one,) = measured({stated["key"]: results}, stated).icps
    assert (one.bare_low, one.bare_high) == bare_fit_by_trying(stated, results)


@settings(deadline=None, max_examples=400)
@given(generated.icps(), generated.icps("agencies"), st.data())
def test_fit_never_moves_outward_when_an_attribute_is_learned(stated, other, data):
    results = data.draw(generated.results(stated))
    elsewhere = data.draw(generated.results(other))
    attribute = data.draw(st.sampled_from([each["attribute"] for each in stated["criteria"]]))
    learned = {
        each["key"]: data.draw(st.booleans())
        for each in stated["criteria"]
        if each["attribute"] == attribute and results[each["key"]] is None
    }
    before = measured({"small_shops": results, "agencies": elsewhere}, stated, other)
    after = measured({"small_shops": results | learned, "agencies": elsewhere}, stated, other)
    assert 0 <= before.low <= after.low <= after.high <= before.high <= 10_000
