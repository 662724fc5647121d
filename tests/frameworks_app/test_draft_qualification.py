"""Frameworks, shelf lives and evidence on the page of qualification; grades and levels on that of thresholds."""

import pytest

from frameworks_app.actions.document import draft_document
from frameworks_app.models import Criterion, Framework
from tests.frameworks_app.draft_pages import opened, place_of, problems, save, send


def test_a_framework_is_weighed_and_gated(ada):
    data = opened(ada, "qualification")
    bant = place_of(data, Framework, "frameworks-", key="bant")
    timeline = place_of(data, Criterion, "criteria-", key="timeline")
    changes = {
        f"{bant}-pass_rule": "both",
        f"{bant}-threshold": "60",
        f"{bant}-uses-0-weight": "3",
        f"{bant}-uses-1-gate": "3",
        f"{bant}-uses-1-gate_evidence": "confirmed",
        f"{bant}-uses-3-removed": "on",
        f"{timeline}-shelf_life": "3",
        "evidence-heard_percent": "90",
    }
    assert send(ada, "qualification", data | changes).status_code == 302
    document = draft_document()
    stored = next(each for each in document["frameworks"] if each["key"] == "bant")
    lines = [(line["key"], line["weight"], line["gate"], line["gate_evidence"]) for line in stored["criteria"]]
    assert (stored["pass_rule"], stored["threshold"], lines[0][1:], lines[1][1:], len(lines)) == (
        "both",
        60,
        (3, 2, None),
        (1, 3, "confirmed"),
        3,
    )
    assert next(each["shelf_life"] for each in document["criteria"] if each["key"] == "timeline") == 3
    assert document["evidence"]["heard"] == 90


@pytest.mark.parametrize(
    ("changes", "label", "sentence"),
    [
        ({"pass_rule": "threshold"}, "Threshold", "This pass rule needs a threshold from 1 to 100."),
        ({"threshold": "50"}, "Threshold", "This pass rule has no threshold: leave it empty."),
        (
            {"pass_rule": "threshold", "threshold": "50", **{f"uses-{n}-weight": "0" for n in range(4)}},
            "Threshold",
            "All weights are 0: the threshold could never be reached.",
        ),
        (
            {f"uses-{n}-gate": "" for n in range(4)},
            "Pass rule",
            "This pass rule counts gates, and no criterion has one.",
        ),
    ],
)
def test_a_framework_that_could_not_decide_is_refused(ada, changes, label, sentence):
    data = opened(ada, "qualification")
    bant = place_of(data, Framework, "frameworks-", key="bant")
    response = send(ada, "qualification", data | {f"{bant}-{name}": value for name, value in changes.items()})
    assert problems(response) == [("BANT", label, sentence)]


def test_a_framework_lists_a_criterion_once(ada):
    data = opened(ada, "qualification")
    bant = place_of(data, Framework, "frameworks-", key="bant")
    response = send(ada, "qualification", data | {f"{bant}-uses-1-criterion": data[f"{bant}-uses-0-criterion"]})
    assert [each[1:] for each in problems(response)] == [("Criterion", "A framework lists a criterion once.")]


def test_grades_levels_and_evidence_on_one_page(ada):
    response = save(ada, "thresholds", **{"settings-grade_b": "80", "settings-assumed_percent": "90"})
    assert problems(response) == [
        ("", "Heard counts, percent", "Heard counts no less than assumed."),
        ("", "Grade A from", "Grade A begins above grade B."),
    ]
    assert save(ada, "thresholds", **{"settings-grade_b": "55"}).status_code == 302
    assert draft_document()["grades"] == {"A": 75, "B": 55, "C": 25}
