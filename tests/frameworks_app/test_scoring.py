"""The whole score of one lead: lights, the leading framework, disagreement."""

import pytest

from frameworks_app.scoring import Facts, Inclusion, Light, Model, score
from frameworks_app.verdict import Answer, Verdict
from tests.frameworks_app.documents import bant, document, framework, line, meddic, three_filters

TODAY = 20_000
BANT = ("budget", "authority", "need", "timeline")


def told(stated=None, **facts):
    return score(Model.from_document(stated or document()), Facts(today=TODAY, **facts))


def heard(**ratings):
    return {key: Answer(rating, "heard") for key, rating in ratings.items()}


@pytest.mark.parametrize(
    ("ratings", "need", "person"),
    [
        ({}, Light.OPEN, Light.OPEN),
        ({"need": 2}, Light.OPEN, Light.OPEN),
        ({"need": 2, "selection_process": 3}, Light.PASS, Light.OPEN),
        ({"need": 2, "selection_process": 1}, Light.FAIL, Light.OPEN),
        ({"need": 1, "authority": 1}, Light.FAIL, Light.PASS),
        ({"authority": 0}, Light.OPEN, Light.FAIL),
    ],
)
def test_need_and_person_lights(ratings, need, person):
    found = told(answers=heard(**ratings))
    assert (found.need_light, found.person_light) == (need, person)


def test_without_the_three_filters_lights_stay_open():
    found = told(document(frameworks=[bant()]), answers=heard(need=4, authority=0))
    assert (found.need_light, found.person_light) == (Light.OPEN, Light.OPEN)


def test_a_filter_without_gates_stays_open():
    stated = document(frameworks=[framework("three_filters", line("need"), line("pain", gate=1))])
    assert told(stated, answers=heard(need=4)).need_light is Light.OPEN


@pytest.mark.parametrize(
    ("results", "state"),
    [
        ({"size": False}, "failed"),
        ({"size": True, "best_size": True, "online": True}, "passed"),
        ({"size": True}, "ask"),
    ],
)
def test_company_fit_is_answered_by_the_company_light_alone(results, state):
    """Piotr typed 4 for company fit; the attributes know better."""
    found = told(
        results={"growing_online_sellers": results},
        answers={"company_fit": Answer(4, "confirmed")},
    )
    assert dict(found.verdicts["three_filters"].gates)["company_fit"] == state


@pytest.mark.parametrize(
    ("wanted", "leading"),
    [(None, "bant"), ("meddic", "meddic"), ("three_filters", "three_filters"), ("gone", "bant")],
)
def test_leading_framework(wanted, leading):
    assert told(leading=wanted).leading == leading


def test_the_first_active_framework_leads_where_nobody_chose():
    stated = document(frameworks=[three_filters(), bant(active=False), meddic()])
    assert told(stated).leading == "meddic"


@pytest.mark.parametrize("frameworks", [[], [bant(active=False)]])
def test_without_an_active_framework_qualification_is_unknown(frameworks):
    found = told(document(frameworks=frameworks), answers=heard(budget=0))
    assert (found.leading, found.verdict) == (None, Verdict.UNDECIDED)
    assert (found.qual_low, found.qual_high, found.holds_until) == (0, 10_000, None)


def test_frameworks_disagree_when_one_says_yes_and_another_no():
    ratings = dict.fromkeys(BANT, 4)
    assert told(answers=heard(**ratings)).disagrees is False
    assert told(answers=heard(**ratings, metrics=0)).disagrees is True


def test_a_sleeping_framework_does_not_disagree():
    stated = document(frameworks=[bant(), meddic(active=False)])
    assert told(stated, answers=heard(**dict.fromkeys(BANT, 4), metrics=0)).disagrees is False


def test_answers_that_are_stale_count_nowhere():
    stale = {key: Answer(4, "confirmed", expires=TODAY) for key in (*BANT, "selection_process")}
    assert told(answers=stale).verdicts == told().verdicts
    assert told(answers=stale).need_light is Light.OPEN


@pytest.mark.parametrize("numbered", [Verdict, Inclusion, Light])
def test_stored_numbers_are_nothing_known_first_then_yes_then_no(numbered):
    assert [each.number for each in numbered] == [0, 1, 2]
    assert [each.value for each in Verdict] == ["undecided", "qualified", "disqualified"]
    assert [each.value for each in Inclusion] == ["open", "included", "excluded"]
    assert [each.value for each in Light] == ["open", "pass", "fail"]
