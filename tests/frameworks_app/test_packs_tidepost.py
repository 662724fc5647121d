"""Tidepost sells e-mail campaigns to small firms: its two profiles hold together."""

import pytest

from tests.frameworks_app.packs import TIDEPOST, keys, read, shipped


def tidepost(name):
    return read(TIDEPOST / f"{name}.yml")


def attributes():
    return {each["key"]: each for each in [*shipped("attributes"), *tidepost("attributes")]}


def ladders(icp):
    """Criteria by attribute; one with many values stands alone."""
    found = {}
    for number, criterion in enumerate(icp["criteria"]):
        many = attributes()[criterion["attribute"]]["value_type"] == "choices"
        found.setdefault((criterion["attribute"], number if many else 0), []).append(criterion)
    return list(found.values())


def first_that_holds(icp, attribute, value):
    for criterion in icp["criteria"]:
        low_high = criterion["operand"]
        if criterion["attribute"] == attribute and low_high[0] <= value <= low_high[1]:
            return criterion
    raise AssertionError(f"no rung of {attribute} holds for {value}")


@pytest.fixture
def sellers():
    return tidepost("icps")[0]


def test_the_demo_company_has_what_the_guide_names():
    assert keys(tidepost("products")) == ["tidepost_send"]
    assert keys(tidepost("icps")) == ["growing_online_sellers", "agency_partner"]
    assert keys(tidepost("attributes")) == [
        "subscribers",
        "campaigns_per_month",
        "suite_contract_over_12_months",
        "clients",
    ]


def test_segments_leave_no_gap():
    bands = [(each["employees_at_least"], each["employees_at_most"]) for each in tidepost("segments")]
    assert bands == [(1, 49), (50, 249), (250, None)]


@pytest.mark.parametrize("icp", tidepost("icps"), ids=lambda icp: icp["key"])
def test_an_icp_speaks_of_attributes_choices_and_personas_that_exist(icp):
    assert {each["attribute"] for each in icp["criteria"]} - set(attributes()) == set()
    assert icp["persona"] in keys(tidepost("personas"))
    for criterion in icp["criteria"]:
        choices = [choice["value"] for choice in attributes()[criterion["attribute"]].get("choices", [])]
        operand = criterion["operand"] if isinstance(criterion["operand"], list) else [criterion["operand"]]
        assert [value for value in operand if choices and value not in choices] == []


@pytest.mark.parametrize("icp", tidepost("icps"), ids=lambda icp: icp["key"])
def test_a_company_that_matches_nothing_earns_no_c(icp):
    """An unknown starts at the bottom: with large negatives the bottom would lie above grade C."""
    least = sum(min(0, *(rung["points"] for rung in ladder)) for ladder in ladders(icp))
    most = sum(max(0, *(rung["points"] for rung in ladder)) for ladder in ladders(icp))
    assert -least * 4 < most
    assert -least * 100 // (most - least) < shipped("settings")["grades"]["C"]


def test_points_are_the_documented_ones(sellers):
    assert [(each["attribute"], each["points"], each["required"]) for each in sellers["criteria"]] == [
        ("employees", 20, False),
        ("employees", 0, True),
        ("country", 0, True),
        ("industry", 20, False),
        ("annual_revenue", 10, False),
        ("technologies", 15, False),
        ("subscribers", 15, False),
        ("campaigns_per_month", 10, False),
        ("company_age", 5, False),
        ("seniority", 10, False),
        ("department", 5, False),
        ("industry", -10, False),
        ("free_mail", -5, False),
        ("seniority", -5, False),
        ("suite_contract_over_12_months", -5, False),
    ]


@pytest.mark.parametrize(("employees", "points"), [(12, 0), (20, 20), (120, 20), (250, 20), (400, 0)])
def test_a_shop_of_120_earns_its_size(sellers, employees, points):
    """The wide required band comes second: in front it would shadow the narrow one."""
    assert first_that_holds(sellers, "employees", employees)["points"] == points


def test_twelve_countries_are_served_poland_and_germany_among_them(sellers):
    countries = next(each["operand"] for each in sellers["criteria"] if each["attribute"] == "country")
    assert len(set(countries)) == 12
    assert {"PL", "DE"} - set(countries) == set()


def test_custom_attributes_do_not_hide_built_in_ones():
    assert set(keys(shipped("attributes"))) & set(keys(tidepost("attributes"))) == set()
