"""Two versions held against each other, line by line and in words."""

import json
from copy import deepcopy
from random import Random

import pytest

from frameworks_app.actions.compare import count_lines, differences
from frameworks_app.actions.compare.line import longest_rising, moves
from frameworks_app.actions.document import digest_of, draft_document
from frameworks_app.actions.names import row_names
from frameworks_app.actions.packs import load_pack
from tests.frameworks_app.edits import EDITS


@pytest.fixture
def document(shipped):
    load_pack("tidepost")
    return json.loads(json.dumps(draft_document()))


def lines(old, new, names=None):
    return {group.part: [str(line) for line in group.lines] for group in differences(old, new, names)}


def entry(document, part, key):
    return next(each for each in document[part] if each["key"] == key)


def test_equal_documents_differ_in_nothing_and_fades_are_not_shown(document):
    other = deepcopy(document) | {"fades": {}}
    assert differences(document, other) == []


def test_signals_say_what_they_are_worth(document):
    new = deepcopy(document)
    webinar = entry(new, "signal_types", "webinar_attended")
    webinar |= {"points": 25, "half_life": None, "name": webinar["name"] | {"pl": "Inne"}}
    entry(new, "signal_types", "demo_request")["active"] = False
    new["signal_types"].append(webinar | {"key": "fair", "name": {"en": "Fair"}, "cap": 30, "half_life": 14})
    was = entry(document, "signal_types", "webinar_attended")
    assert lines(document, new) == {
        "engagement": [
            f"Webinar attended · name (Polish) “{was['name']['pl']}” → “Inne”",
            "Webinar attended · points 20 → 25",
            f"Webinar attended · half-life {was['half_life']} days → never fades",
            "Demo request · state active → retired",
            "Fair · added, 25 points, cap 30, half-life 14 days",
        ]
    }


def test_a_type_of_an_older_document_that_does_not_say_so_was_active(document):
    old = deepcopy(document)
    for kind in old["signal_types"]:
        del kind["active"]
    assert differences(old, document) == []


def test_rules_of_an_icp_are_said_with_the_names_of_attributes_and_choices(document):
    new = deepcopy(document)
    agency = entry(new, "icps", "agency_partner")
    first, second = agency["criteria"][:2]
    agency["criteria"] = [agency["criteria"][1], agency["criteria"][0], *agency["criteria"][2:]]
    first["points"] += 5
    second |= {"operator": "one_of", "operand": ["travel", "education"], "required": False}
    country = {"key": "c9999", "attribute": "country", "entity": "company", "value_type": "text"}
    country |= {"operator": "one_of", "operand": ["PL", "DE"], "points": 15, "required": False, "name": {}}
    agency["criteria"].append(country)
    agency["threshold"] = 60
    icp = "ICP Agency partner"
    assert lines(document, new, row_names()) == {
        "fit": [
            f"{icp} · company filter passes from 25 → 60",
            (
                f"{icp} · “Industry is one of Travel, Education” · condition"
                " Industry is Marketing agency → Industry is one of Travel, Education"
            ),
            f"{icp} · “Industry is one of Travel, Education” · required yes → no",
            f"{icp} · rule “Industry is one of Travel, Education” moved up, from 2 to 1",
            f"{icp} · “Employees is between 5 and 50” · points 0 → 5",
            f"{icp} · rule “Country is one of PL, DE” added, 15 points",
        ]
    }


def test_an_icp_that_is_gone_was_retired(document):
    new = deepcopy(document)
    new["icps"] = [each for each in new["icps"] if each["key"] != "agency_partner"]
    assert lines(document, new) == {"fit": ["ICP Agency partner · retired"]}
    back = lines(new, document)["fit"]
    assert back[0] == "ICP Agency partner · added, company filter passes from 25"
    assert len(back) == 1 + len(entry(document, "icps", "agency_partner")["criteria"])


def test_gates_pass_rules_and_shelf_lives(document):
    new = deepcopy(document)
    bant = entry(new, "frameworks", "bant")
    bant |= {"pass_rule": "both", "threshold": 60}
    bant["criteria"][0] |= {"gate": 3, "gate_evidence": "heard"}
    gone = bant["criteria"].pop()
    entry(new, "criteria", "budget")["shelf_life"] = 1
    found = lines(document, new)
    was = entry(document, "criteria", "budget")["shelf_life"]
    assert found == {
        "qualification": [
            "BANT · pass rule All gates → All gates and the threshold",
            "BANT · threshold – → 60",
            "BANT · Budget · gate 2 → 3",
            "BANT · Budget · gate needs – → Heard",
            f"BANT · criterion Timeline removed, weight {gone['weight']}, gate 2",
            f"Budget · valid for {was} days → 1 day",
        ]
    }


def test_a_row_of_the_table_moves_up_and_another_has_other_conditions(document):
    new = deepcopy(document)
    third = new["table"].pop(2)
    new["table"].insert(1, third)
    last = new["table"][-1]
    last["conditions"] = [{"kind": "engagement_level", "at_least": 3, "or_open": True}]
    new["table"].pop(4)
    assert lines(document, new) == {
        "statuses": [
            "Status table · row “Qualified, but another framework says no” moved up, from 3 to 2",
            "Status table · Everything else · condition added, engagement level is at least 3, or still open",
            (
                "Status table · row 5 “Qualified, but fits poorly” removed,"
                " Check, when the leading framework says Qualified"
            ),
        ]
    }


def test_thresholds_the_time_zone_and_the_currency(document):
    new = deepcopy(document)
    new["grades"]["A"], new["levels"][1], new["evidence"]["heard"] = 80, 45, 90
    new |= {"time_zone": "Asia/Shanghai", "currency": "PLN"}
    old = document
    assert lines(document, new) == {
        "thresholds": [
            "grade A from 75 → 80",
            "engagement level 3 from 40 → 45",
            "an answer counts, when heard 80% → 90%",
        ],
        "installation": [
            f"time zone {old['time_zone']} → Asia/Shanghai",
            f"currency {old['currency']} → PLN",
        ],
    }


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("abc", "abc", {}),
        ("abc", "acb", {"c": (3, 2, True)}),
        ("abcd", "bcda", {"a": (1, 4, False)}),
        ("abcd", "dabc", {"d": (4, 1, True)}),
        ("abc", "xabc", {}),
        ("abcd", "bd", {}),
    ],
)
def test_as_few_rows_as_can_be_have_moved(old, new, expected):
    found = moves([{"key": key} for key in old], [{"key": key} for key in new])
    moved = {key: (move.old, move.new, move.is_up) for key, move in found.items()}
    assert moved == expected


def test_the_longest_rising_row_of_numbers():
    for seed in range(30):
        numbers = Random(seed).sample(range(9), k=9)
        found = longest_rising(numbers)
        kept = [number for number in numbers if number in found]
        assert kept == sorted(kept)
        assert len(found) == longest_by_brute_force(numbers)


def longest_by_brute_force(numbers):
    best = [1] * len(numbers)
    for place, number in enumerate(numbers):
        for earlier in range(place):
            if numbers[earlier] < number:
                best[place] = max(best[place], best[earlier] + 1)
    return max(best)


def test_every_edit_that_changes_the_document_is_said(document):
    """In both directions: a line for what changed, and none where nothing did."""
    old, random, said = document, Random(7), 0
    for number, each in enumerate([*EDITS, *EDITS]):
        each(random)
        new = json.loads(json.dumps(draft_document()))
        is_same = digest_of(old) == digest_of(new)
        assert (number, differences(old, new) == []) == (number, is_same)
        assert (number, differences(new, old) == []) == (number, is_same)
        said += count_lines(differences(old, new, row_names()))
        old = new
    assert said > len(EDITS)
