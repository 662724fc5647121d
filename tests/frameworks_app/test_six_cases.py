"""The cases of the design that must come out so, told by the engine alone."""

import pytest

from frameworks_app.scoring import Event, Facts, Inclusion, Light, Model, score
from frameworks_app.verdict import Answer, GateState, Verdict, bounds, fresh, judge
from tests.frameworks_app.documents import bant, classic_signals, document, icp, rule

TODAY = 20_000
BANT = ("budget", "authority", "need", "timeline")


def answers(evidence="confirmed", **ratings):
    return {key: Answer(rating, evidence) for key, rating in ratings.items()}


def scored(stated, **facts):
    return score(Model.from_document(stated), Facts(**{"today": TODAY, **facts}))


def test_the_five_signals():
    """Ola reads, downloads, writes, attends and praises in one day; then goes quiet for 14 days."""
    events = [Event(each["key"], TODAY) for each in classic_signals()]
    same_day = scored(document(), events=events)
    half_life_later = scored(document(), events=events, today=TODAY + 14)
    assert (same_day.engagement, same_day.level) == (75_000_000, 4)
    assert half_life_later.engagement == 37_500_000


@pytest.mark.parametrize(("evidence", "low"), [("confirmed", 10_000), ("heard", 8_000)])
def test_the_ceo_who_calls(evidence, low):
    """Mr Brand runs ten thousand people, wants templates tomorrow, and no figure would prove it."""
    known = {
        **answers(evidence, **dict.fromkeys(BANT, 4)),
        **answers("confirmed", metrics=0, pain=0),
    }
    results = {
        "growing_online_sellers": {"size": False, "best_size": False},
    }
    found = scored(document(), answers=known, results=results)
    assert (found.verdict, found.qual_low, found.qual_high) == (Verdict.QUALIFIED, low, 10_000)
    meddic = found.verdicts["meddic"]
    assert meddic.verdict is Verdict.DISQUALIFIED
    assert (meddic.bounds.low, meddic.bounds.high) == (0, 0)
    assert dict(meddic.gates)["metrics"] is GateState.FAILED
    assert (meddic.decides, meddic.questions_left) == ((), 0)
    assert (found.fit_low, found.fit_high) == (0, 0)
    assert (found.inclusion, found.company_light) == (Inclusion.EXCLUDED, Light.FAIL)
    assert found.disagrees is True
    assert (found.category, found.row, found.settled) == ("check", "r1", True)


def test_friday_and_monday():
    """Marek said "this month" on Friday; that was good for three days."""
    friday, monday = TODAY, TODAY + 3
    known = answers(budget=3, authority=3, need=3)
    known["timeline"] = Answer(3, "confirmed", expires=monday)
    on_friday = scored(document(), answers=known, today=friday)
    on_sunday = scored(document(), answers=known, today=monday - 1)
    on_monday = scored(document(), answers=known, today=monday)
    assert (on_friday.verdict, on_friday.holds_until) == (Verdict.QUALIFIED, monday)
    assert on_sunday.verdict is Verdict.QUALIFIED
    assert (on_monday.verdict, on_monday.holds_until) == (Verdict.UNDECIDED, None)
    left = on_monday.verdicts["bant"]
    assert left.questions_left == 1
    assert [(item.key, item.action.value) for item in left.decides] == [("timeline", "ask")]


def test_cannot_pass_any_more():
    """Ewa has no budget and will get none: three questions are spared."""
    found = scored(document(), answers=answers("heard", budget=0)).verdicts["bant"]
    assert (found.verdict, found.decided) == (Verdict.DISQUALIFIED, True)
    assert (found.decides, found.questions_left) == ((), 0)
    states = [state for _, state in found.gates]
    assert states == [GateState.FAILED, GateState.ASK, GateState.ASK, GateState.ASK]


def test_unknown_firmographics():
    """Only an e-mail address is known: the range is whole and nobody is turned away."""
    found = scored(document())
    assert (found.fit_low, found.fit_high) == (0, 10_000)
    assert (found.grade_low, found.grade_high) == ("D", "A")
    assert (found.inclusion, found.company_light) == (Inclusion.OPEN, Light.OPEN)
    assert found.verdict is Verdict.UNDECIDED
    assert (found.category, found.row) == ("inquiry", "r9")


def test_unknown_firmographics_of_an_icp_that_requires_nothing():
    easy = icp("anybody", rule("size", "employees", "at_least", 10, 20))
    found = scored(document(icps=[easy]))
    assert (found.fit_low, found.fit_high, found.inclusion) == (0, 10_000, Inclusion.INCLUDED)


def test_bant_all_four():
    """Three at 4 and authority at 1: 13 of 16, and yet the wrong person."""
    model = Model.from_document(document(frameworks=[bant()]))
    known = fresh(answers(budget=4, authority=1, need=4, timeline=4), TODAY)
    found = judge(model.frameworks["bant"], known)
    assert (found.bounds.low, found.bounds.high) == (8_125, 8_125)
    assert bounds(model.frameworks["bant"], known) == found.bounds
    assert found.verdict is Verdict.DISQUALIFIED
    assert dict(found.gates)["authority"] is GateState.FAILED
