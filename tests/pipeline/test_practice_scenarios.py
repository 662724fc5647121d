"""The made-up leads: whole in four languages, told by the shipped rubrics, and each leading where it says."""

from copy import deepcopy

import pytest
import yaml
from django.conf import settings

from frameworks_app.actions.publish import publish
from frameworks_app.models import Criterion, Framework, FrameworkCriterion
from frameworks_app.verdict import Verdict
from pipeline.reports.practice import ScenarioFault, play_best, read_scenario, scenarios
from pipeline.reports.practice.scenarios import FOLDER, strangers
from tests.factories import UserFactory
from tests.pipeline.practice_stories import DIRECTOR, MOVE, NOTHING, SEASON, begin, judge_of

pytestmark = pytest.mark.django_db

KEYS = [SEASON, NOTHING, MOVE, DIRECTOR]
QUALIFIED, NOT_QUALIFIED = Verdict.QUALIFIED, Verdict.DISQUALIFIED


def file_of(name="1_the_season_begins.yml"):
    return yaml.safe_load((FOLDER / name).read_text("utf-8"))


def faults_of(said):
    with pytest.raises(ScenarioFault) as refused:
        read_scenario(said, "a.yml")
    return str(refused.value).splitlines()


def test_four_scenarios_are_shipped_in_the_order_of_their_files():
    assert list(scenarios()) == KEYS


@pytest.mark.parametrize("key", KEYS)
def test_every_text_is_said_in_every_language_and_in_no_two_the_same(key):
    codes = {code for code, _name in settings.LANGUAGES}
    scenario = scenarios()[key]
    lines = [line for reply in scenario.replies.values() for line in (reply.first, reply.more) if line]
    texts = [scenario.situation, scenario.afterwards, scenario.facts, *(line.says for line in lines)]
    assert {frozenset(each) for each in texts} == {frozenset(codes)}
    assert [each["en"] for each in texts if len(set(each.values())) < len(codes)] == []


@pytest.mark.parametrize("key", KEYS)
def test_every_criterion_that_is_spoken_of_is_shipped_and_every_one_that_is_asked_is_spoken_of(key, shipped):
    scenario = scenarios()[key]
    assert strangers(scenario, shipped.document) == []
    active = [each for each in shipped.document["frameworks"] if each["active"]]
    asked = {each["criterion"] if "criterion" in each else each["key"] for one in active for each in one["criteria"]}
    assert sorted(asked - set(scenario.replies)) == []


@pytest.mark.parametrize(
    ("key", "bant", "meddic"),
    [
        (SEASON, QUALIFIED, QUALIFIED),
        (NOTHING, NOT_QUALIFIED, NOT_QUALIFIED),
        (MOVE, NOT_QUALIFIED, NOT_QUALIFIED),
        (DIRECTOR, QUALIFIED, NOT_QUALIFIED),
    ],
)
def test_played_in_the_best_order_each_comes_to_its_true_result(key, bant, meddic, shipped):
    judge = judge_of(begin(UserFactory(sdr=True), key))
    played = play_best(scenarios()[key], judge).score.score.verdicts
    truth = judge.score(scenarios()[key].truth).score.verdicts
    assert (played["bant"].verdict, played["meddic"].verdict) == (bant, meddic)
    assert (truth["bant"].verdict, truth["meddic"].verdict) == (bant, meddic)


def test_where_nothing_is_bought_two_questions_are_enough(shipped):
    judge = judge_of(begin(UserFactory(sdr=True), NOTHING))
    assert play_best(scenarios()[NOTHING], judge).asked == ("budget", "metrics")


def test_the_director_passes_bant_and_stops_at_metrics_so_the_frameworks_disagree(shipped):
    judge = judge_of(begin(UserFactory(sdr=True), DIRECTOR))
    told = judge.score(scenarios()[DIRECTOR].truth)
    assert told.score.disagrees
    assert told.disagreement == "BANT passes, MEDDIC stops at metrics"


def test_a_criterion_of_ones_own_breaks_no_scenario_and_is_asked_of_people_who_do_not_know(shipped):
    own = Criterion.objects.create(
        key="parking",
        name={"en": "Parking"},
        chapter="time",
        shelf_life=30,
        rubric=[{"en": str(level)} for level in range(5)],
    )
    FrameworkCriterion.objects.create(framework=Framework.objects.get(key="bant"), criterion=own, weight=1, gate=2)
    publish(by=None)
    judge = judge_of(begin(UserFactory(sdr=True), SEASON))
    played = play_best(scenarios()[SEASON], judge)
    assert played.asked.count("parking") == 1
    assert played.score.score.verdicts["bant"].verdict is Verdict.UNDECIDED


# What is refused, and in which words


def test_a_missing_language_is_named_with_its_place():
    said = file_of()
    del said["situation"]["ru"]
    said["answers"]["budget"]["probed"]["says"]["pl"] = "  "
    assert faults_of(said) == [
        "a.yml: situation: not said in ru",
        "a.yml: answers: budget: probed: says: not said in pl",
    ]


def test_a_rating_off_the_rubric_and_a_rung_that_is_none_are_named():
    said = file_of()
    said["answers"]["need"] |= {"rating": 5, "evidence": "sworn"}
    said["answers"]["pain"]["rating"] = True
    assert faults_of(said) == [
        "a.yml: answers: need: rating: 0 to 4 is wanted, not 5",
        "a.yml: answers: need: evidence: assumed, heard, confirmed is wanted, not sworn",
        "a.yml: answers: pain: rating: 0 to 4 is wanted, not True",
    ]


def test_misspelt_parts_are_named():
    said = file_of()
    said["sitaution"] = said.pop("situation")
    said["answers"]["need"]["probe"] = deepcopy(said["answers"]["need"].pop("probed"))
    assert faults_of(said) == [
        "a.yml: sitaution: unknown",
        "a.yml: situation: a text in each language is wanted",
        "a.yml: answers: need: probe: unknown",
    ]


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (None, "a.yml: not a scenario: a mapping of key, texts and answers is wanted"),
        ([], "a.yml: not a scenario: a mapping of key, texts and answers is wanted"),
    ],
)
def test_what_is_no_scenario_at_all_is_said_so(said, fault):
    assert faults_of(said) == [fault]


def test_a_scenario_without_answers_or_with_a_spoilt_key_is_refused():
    said = file_of() | {"answers": {}, "key": "The Season"}
    assert faults_of(said) == [
        "a.yml: key: small letters and underscores, at most 50",
        "a.yml: answers: at least one criterion is wanted",
    ]
    said = file_of()
    said["answers"]["need"] = "yes"
    assert faults_of(said) == ["a.yml: answers: need: says, rating and evidence are wanted"]
