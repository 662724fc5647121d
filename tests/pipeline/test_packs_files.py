"""The shipped stages and reasons: where a lead may stand, and why it leaves."""

import pytest

from tests.frameworks_app.packs import PIPELINE, criteria, keys, read, shipped

# Kind, expected business days, probability in percent.
STAGES = {
    "untouched": ("open", 1, 0),
    "contacting": ("open", 10, 5),
    "discovery": ("open", 5, 10),
    "qualified": ("open", 2, 20),
    "evaluation": ("open", 15, 35),
    "proposal": ("open", 10, 55),
    "negotiation": ("open", 15, 80),
    "won": ("won", None, 100),
    "lost": ("lost", None, 0),
    "nurture": ("nurture", 90, 0),
    "disqualified": ("disqualified", None, 0),
}

# What a stage asks for before the lead leaves it; a criterion with the rating it needs.
ASKED = {
    "untouched": ["owner", "attempt"],
    "contacting": ["contact_made"],
    "discovery": ["verdict_decided", "need 2 heard", "follow_up"],
    "qualified": ["accepted", "follow_up meeting"],
    "evaluation": [
        "metrics 2",
        "decision_criteria 2",
        "champion 2",
        "stakeholders 2",
        "field amount",
        "field expected_close",
    ],
    "proposal": ["budget 3", "economic_buyer 3", "Send the proposal", "Walk them through it"],
    "negotiation": ["objections_answered", "paper_process 3", "decision_process 3"],
    "won": ["field reason", "field amount", "field signed_on", "field hand_over"],
    "lost": ["field reason"],
    "nurture": ["field track"],
    "disqualified": ["field reason", "Ask whether anyone else there, or a friend, needs it"],
}

# When a lead comes back from nurture: after days, or when the rule says.
RETURNS = {
    "no_budget": "In the month when they next plan the budget",
    "no_priority": 90,
    "bad_timing": "120 days before their contract ends",
    "wrong_person": 30,
    "content_only": "At the next intent signal",
    "no_response": 60,
    "frozen": 90,
    "trial_to_learn": "At the next usage milestone",
}


def stages():
    return {stage["key"]: stage for stage in read(PIPELINE / "stages.yml")}


def reasons(kind):
    return [reason for reason in read(PIPELINE / "reasons.yml") if reason["kind"] == kind]


def said(exit_criterion, stage):
    match exit_criterion:
        case {"kind": "criterion", "key": key, "rating": rating, "evidence": evidence}:
            assert key in criteria()
            return f"{key} {rating} {evidence or ''}".strip()
        case {"kind": "checklist", "index": index}:
            return stage["checklist"][index]["en"]
        case {"kind": "field", "key": key}:
            return f"field {key}"
        case {"kind": "follow_up", "key": key}:
            return f"follow_up {key}"
        case {"kind": "stakeholders", "at_least": least}:
            return f"stakeholders {least}"
    return exit_criterion["kind"]


def test_stages_come_in_order_with_their_days_and_chances():
    found = {key: (each["kind"], each["expected_days"], each["probability"]) for key, each in stages().items()}
    assert list(found.items()) == list(STAGES.items())


@pytest.mark.parametrize("key", STAGES)
def test_a_stage_asks_before_the_lead_leaves_it(key):
    stage = stages()[key]
    assert [said(each, stage) for each in stage["exit_criteria"]] == ASKED[key]


def test_every_status_has_its_stage():
    assert read(PIPELINE / "category_routes.yml") == {
        "inquiry": "untouched",
        "target": "untouched",
        "mql": "untouched",
        "pql": "untouched",
        "sql": "qualified",
        "check": "discovery",
        "nurture": "nurture",
        "dormant": "nurture",
        "outside_icp": "disqualified",
    }
    assert set(read(PIPELINE / "category_routes.yml")) == set(keys(shipped("categories")))


def test_each_kind_of_end_has_its_reasons():
    counts = {kind: len(reasons(kind)) for kind in ("disqualified", "nurture", "lost", "won", "returned")}
    assert counts == {"disqualified": 7, "nurture": 8, "lost": 11, "won": 7, "returned": 7}


def test_a_reason_has_a_key_of_its_own():
    named = keys(read(PIPELINE / "reasons.yml"))
    assert sorted(set(named)) == sorted(named)


def test_whoever_is_nurtured_comes_back():
    """Nobody is parked for good: each reason names days or an event, and a track to be on till then."""
    found = {
        each["key"]: each["return_days"] or each["return_rule"]["en"] for each in reasons("nurture") if each["track"]
    }
    assert found == RETURNS


@pytest.mark.parametrize("kind", ["disqualified", "lost", "won", "returned"])
def test_only_nurture_has_tracks(kind):
    assert [each["key"] for each in reasons(kind) if each["track"] or each["return_days"]] == []
